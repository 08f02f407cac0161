"""A file of figures is sent from the screen, looked at, confirmed and loaded once."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from commissioning.actions import indicator_loads as loads
from commissioning.actions.indicators import load_figures
from commissioning.models import Area, IndicatorFigure, IndicatorLoad
from tests.commissioning import published
from tests.commissioning.test_indicators_load import HEAD, lines, row
from tests.factories import commissioning as make
from tests.factories.people import AT, person, trust
from tests.tabular.workbooks import xlsx, zipped
from workflow import jobs
from workflow.audit import history
from workflow.lifecycle import NotAllowed, Refused
from workflow.models import Job, StoredFile

GOOD = "\n".join([HEAD, row("51775,500,97"), row("1,2,3", measure="Cats")]).encode()
BAD = {
    "an empty file": (b"", "figures.csv", "This file is empty."),
    "a renamed picture": (b"\x89PNG\r\n\x1a\n" + bytes(64), "figures.csv", "a picture (PNG)"),
    "a workbook": (xlsx("<row/>"), "figures.xlsx", "was not opened"),
    "a zip bomb by another name": (
        zipped({"figures.csv": "0" * 30_000_000}),
        "figures.csv",
        "was not opened",
    ),
    "another layout": (b"area,count\nCumberland,3\n", "figures.csv", "none of the layouts"),
    "Windows-1252": (
        GOOD.replace(b"Cumberland", b"Cumberl\xe2nd"),
        "figures.csv",
        "not in the character set",
    ),
    "quotation marks that do not pair up": (
        b'"' + GOOD.replace(b",", b';"', 3),
        "figures.csv",
        "none of the layouts",
    ),
    "no row that can be loaded": (
        "\n".join([HEAD, row("1,2,3", measure="Cats")]).encode(),
        "figures.csv",
        "No row of this file can be loaded.",
    ),
}


@pytest.fixture
def analyst(cumbria):
    return person(Role.ANALYST, cumbria)


@pytest.fixture
def client(analyst, signed_in):
    return signed_in(analyst)


@pytest.fixture
def shared(cumbria):
    load_figures(lines())


def send(client, content=GOOD, name="figures.csv"):
    file = SimpleUploadedFile(name, content, "text/csv")
    return client.post("/p/cumbria/needs/loads/", {"file": file})


def own(partnership):
    return IndicatorFigure.objects.of(partnership)


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_gets_a_plain_error_and_is_kept(what, client, shared, cumbria):
    content, name, sentence = BAD[what]
    before = list(IndicatorFigure.objects.order_by("pk").values())
    answer = send(client, content, name)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    sent = IndicatorLoad.objects.get()
    assert sent.was_refused
    assert sent.file.read() == content
    assert sentence in sent.found[0].message
    assert list(IndicatorFigure.objects.order_by("pk").values()) == before
    assert client.get(sent.get_absolute_url()).status_code == 200


def test_a_file_too_large_is_let_go_of(client, cumbria):
    answer = send(client, b"x" * 26 * 1024 * 1024)
    assert answer.status_code == 422
    assert "larger than 25 MB" in answer.content.decode()
    assert not IndicatorLoad.objects.exists()


def test_nothing_chosen(client, cumbria):
    answer = client.post("/p/cumbria/needs/loads/", {})
    assert answer.status_code == 422
    assert "Choose the file to load." in answer.content.decode()


def test_looked_at_confirmed_and_loaded(client, shared, cumbria, analyst, do_jobs):
    answer = send(client)
    sent = IndicatorLoad.objects.get()
    assert answer.url == sent.get_absolute_url()
    page = client.get(answer.url).content.decode()
    assert "Load these figures" in page
    assert "&#x27;Cats&#x27; is not a measure this file is known for." in page
    assert (sent.counts["new"], sent.counts["changed"]) == (0, 2)
    assert "<td>93</td><td>97</td>" in re.sub(r">\s+<", "><", page)
    assert not own(cumbria).exists()

    assert client.post(answer.url).status_code == 302
    assert "Loading the figures" in client.get(answer.url).content.decode()
    assert client.post(answer.url).status_code == 302  # asked twice, done once
    assert do_jobs() == 1
    sent.refresh_from_db()
    assert (sent.was_loaded, sent.loaded_by) == (True, analyst)
    figure = own(cumbria).get(derived=False)
    assert (figure.value, figure.load) == (97, sent)
    assert "The figures are loaded" in client.get(answer.url).content.decode()
    entry = history(sent).order_by("-sequence").first()
    assert (entry.actor_id, entry.facts["outcome"]) == (analyst.pk, ["ready", "loaded"])
    assert client.post(answer.url).status_code == 409


def test_what_changes_is_shown_before_it_is_loaded(client, shared, cumbria, do_jobs):
    client.post(send(client).url)
    do_jobs()
    address = send(client, GOOD.replace(b"500,97", b"510,98")).url
    page = re.sub(r"\s+", " ", client.get(address).content.decode())
    assert "Children looked after at 31 March, Cumberland, 2024</th><td>97</td><td>98</td>" in page


def test_a_file_that_is_here_already_offers_nothing(client, shared, cumbria, do_jobs):
    client.post(send(client).url)
    do_jobs()
    page = client.get(send(client).url).content.decode()
    assert "There is nothing to load." in page
    assert "Load these figures" not in page


def test_a_large_file_is_read_in_the_background(client, cumbria, shared, do_jobs):
    content = published.path_of(published.RATES).read_bytes()
    address = send(client, content).url
    assert "Reading the figures" in client.get(address).content.decode()
    do_jobs()
    sent = IndicatorLoad.objects.get()
    assert sent.ready
    rows = published.rows_of(published.RATES)
    known = {a.code for a in Area.objects.all()}
    refused = [r for r in rows if r["new_la_code"] and r["new_la_code"] not in known]
    refused += [r for r in rows if not r["new_la_code"] and r["region_code"] not in {"", *known}]
    assert sent.counts["read"] == len(rows)
    assert sent.counts["refused"] == len(refused)
    assert sent.counts["kept"] == len(rows) - len(refused)
    assert len(sent.refused) == loads.ROWS_KEPT


def test_a_job_that_ran_before_changes_nothing(client, shared, cumbria, do_jobs, analyst):
    client.post(send(client).url)
    do_jobs()
    sent = IndicatorLoad.objects.get()
    before = list(own(cumbria).order_by("pk").values())
    again = loads.carry_out(sent, loads.read_again(sent), by=analyst, at=AT)
    assert again.loaded_at == sent.loaded_at
    assert list(own(cumbria).order_by("pk").values()) == before


def test_a_job_killed_in_the_middle_leaves_what_there_was(
    client, shared, cumbria, do_jobs, monkeypatch
):
    address = send(client).url
    client.post(address)

    def killed(*args, **kwargs):
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(loads, "amend", killed)
        do_jobs()
    assert not own(cumbria).exists()
    assert IndicatorLoad.objects.get().ready
    assert "Did not finish" in client.get(address).content.decode()
    client.post(address)
    do_jobs()
    assert own(cumbria).count() == 2


def test_a_reading_that_stopped_says_so(client, shared, cumbria):
    address = send(client, published.path_of(published.RATES).read_bytes()).url
    Job.objects.all().delete()
    assert "Send the file again." in client.get(address).content.decode()


def test_who_may_confirm(shared, cumbria, commissioner):
    sent = make.figures_file(cumbria, GOOD)
    with pytest.raises(NotAllowed):
        loads.confirm(sent, by=person(Role.BOARD, cumbria), at=AT)
    assert loads.confirm(sent, by=commissioner, at=AT).kind == "load_indicators"
    refused = make.figures_file(cumbria)
    with pytest.raises(Refused, match="cannot be loaded now: it is refused"):
        loads.confirm(refused, by=commissioner, at=AT)


def test_another_partnership_sees_nothing_of_it(client, shared, cumbria, signed_in, do_jobs):
    elsewhere = trust("Elsewhere", "elsewhere")
    stranger = signed_in(person(Role.COMMISSIONER, elsewhere))
    address = (
        send(client, name="marked-4711.csv") and IndicatorLoad.objects.get().get_absolute_url()
    )
    client.post(address)
    do_jobs()
    theirs = address.replace("/p/cumbria/", "/p/elsewhere/")
    for path in (address, theirs, f"{theirs}file/"):
        assert stranger.get(path).status_code == 404
    for path in ("needs/", "needs/loads/", "needs/areas/"):
        page = stranger.get(f"/p/elsewhere/{path}").content.decode()
        assert "4711" not in page
        assert "97" not in re.sub(r"<[^>]*>", "", page)


def test_the_file_is_given_back_as_it_was_sent(client, shared, cumbria):
    address = send(client).url
    assert client.get(f"{address}file/").content == GOOD


def test_the_list_asks_as_much_for_thirty_as_for_three(client, cumbria):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(
                reverse("commissioning:indicator_loads", args=["cumbria"])
            ).status_code
        return len(queries)

    for number in range(3):
        make.figures_file(cumbria, name=f"{number}.csv")
    few = asked()
    for number in range(3, 30):
        make.figures_file(cumbria, name=f"{number}.csv")
    assert asked() == few <= 12


def test_the_operators_load_is_recorded_once(tmp_path, cumbria):
    content = "\n".join(lines()).encode()
    assert loads.load_shared(content, name="rates.csv", at=AT).new == 75
    assert loads.load_shared(content, name="rates.csv", at=AT).new == 0
    made = IndicatorLoad.objects.get()
    assert (made.partnership, made.sent_by, made.counts["kept"]) == (None, None, 75)
    assert StoredFile.objects.count() == 1
    assert IndicatorFigure.objects.filter(load=made).count() == 75


def test_jobs_are_known_by_their_load():
    assert {"read_indicators", "load_indicators"} <= set(jobs._kinds)
