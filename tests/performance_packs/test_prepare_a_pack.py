"""Begin a pack, write its commentary, freeze it, build its workbook, issue it."""

import pytest

from accounts.roles import Role
from performance.actions import packs
from performance.models import Pack
from tests.factories import people, performance
from tests.factories.commissioning import commissioner_of
from tests.factories.figures import accepted, kpi, service_of
from tests.factories.people import AT
from workflow.door import take
from workflow.lifecycle import NotAllowed, Refused
from workflow.models import Job, Notice

Q = "2025-26Q2"
PACKS = "/p/cumbria/packs/"


@pytest.fixture
def by(trust):
    return commissioner_of(trust)


@pytest.fixture
def figures(trust, areas):
    service = service_of(trust, [kpi(trust, "WAIT")], areas)
    return accepted(service, Q, {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): (35, 50)})


@pytest.fixture
def pack(trust, figures, by):
    return packs.prepare(trust, Q, by=by, at=AT)


@pytest.fixture
def frozen(pack, by):
    return take(pack, "freeze", by=by, at=AT)


def test_a_quarter_without_accepted_figures_has_no_pack(trust, figures, by):
    with pytest.raises(Refused, match="No return for 2025-26Q1 has been accepted"):
        packs.prepare(trust, "2025-26Q1", by=by, at=AT)


def test_one_pack_of_a_quarter_is_prepared_at_a_time(trust, pack, by):
    with pytest.raises(Refused, match="is still being prepared"):
        packs.prepare(trust, Q, by=by, at=AT)


def test_who_freezes_is_told_what_is_missing(trust, areas, pack, visit, by):
    client, url = visit(Role.COMMISSIONER), f"{PACKS}{pack.pk}/step/freeze/"
    assert "The commentary: not written yet." in client.get(url).content.decode()
    packs.write_commentary(pack, "A steady quarter.", by=by, at=AT)
    assert "What the pack will not have" not in client.get(url).content.decode()
    late = performance.expected(service_of(trust, [kpi(trust, "OTHER")], areas), Q)
    page = client.get(url).content.decode()
    assert (
        f"The return of {late.agreement.reference} ({late.agreement.provider}): expected." in page
    )
    assert client.post(url).status_code == 302


def test_the_commentary_of_a_frozen_pack_is_not_asked_for(frozen, visit):
    page = visit(Role.COMMISSIONER).get(f"{PACKS}{frozen.pk}/commentary/")
    assert page.status_code == 409


def test_freezing_keeps_a_snapshot_and_asks_for_the_workbook_once(frozen):
    assert frozen.snapshot["coverage"] == {
        "expected": 1,
        "received": 1,
        "on_time": 1,
        "accepted": 1,
    }
    job = Job.objects.get(kind="build_pack")
    assert (job.payload, job.key) == ({"pack": frozen.pk}, f"pack:{frozen.pk}")


def test_a_frozen_pack_keeps_its_commentary(frozen, by):
    with pytest.raises(Refused, match="can no longer be changed"):
        packs.write_commentary(frozen, "Too late", by=by, at=AT)


def test_it_is_not_issued_before_its_workbook_is_built(frozen, by, do_jobs):
    with pytest.raises(Refused, match="still being built"):
        take(frozen, "issue", by=by, at=AT)
    assert do_jobs() == 1
    assert take(frozen, "issue", by=by, at=AT).for_board


def test_building_twice_keeps_one_workbook(frozen, do_jobs):
    do_jobs()
    frozen.refresh_from_db()
    built = packs.build(frozen)
    kept = packs.keep_built(frozen, built, at=AT)
    assert kept.workbook_id == frozen.workbook_id
    assert kept.numbers.count() == len(built.numbers)


def test_only_a_commissioner_issues(trust, frozen, do_jobs):
    do_jobs()
    with pytest.raises(NotAllowed):
        take(frozen, "issue", by=people.person(Role.ANALYST, trust), at=AT)


def test_the_board_is_told_and_the_version_before_is_superseded(trust, frozen, by, do_jobs):
    member = people.person(Role.BOARD, trust)
    do_jobs()
    first = take(frozen, "issue", by=by, at=AT)
    assert Notice.objects.filter(person=member).count() == 1
    second = take(packs.prepare(trust, Q, by=by, at=AT), "freeze", by=by, at=AT)
    do_jobs()
    take(second, "issue", by=by, at=AT)
    first.refresh_from_db()
    assert second.version == 2
    assert first.state_label == "Superseded"


def test_the_present_pack_stays_until_a_later_one_is_issued(frozen, by, do_jobs):
    do_jobs()
    issued = take(frozen, "issue", by=by, at=AT)
    with pytest.raises(Refused, match="Issue the later version"):
        take(issued, "supersede", by=by, at=AT)


def test_a_workbook_that_failed_is_asked_for_again(frozen, by):
    Job.objects.all().delete()
    packs.ask_again(frozen, by=by, at=AT)
    assert Job.objects.count() == 1


def test_on_screen_from_beginning_to_issue(trust, figures, visit, do_jobs):
    client = visit(Role.COMMISSIONER)
    response = client.post(f"{PACKS}add/", {"quarter": Q})
    pack = Pack.objects.get()
    assert response.headers["Location"] == pack.get_absolute_url()
    page = pack.get_absolute_url()
    client.post(f"{page}commentary/", {"commentary": "Waits are shorter."})
    assert client.post(f"{page}step/freeze/").status_code == 302
    assert "Building the pack" in client.get(page).content.decode()
    do_jobs()
    assert client.post(f"{page}step/issue/").status_code == 302
    pack.refresh_from_db()
    assert (pack.commentary, pack.state_label) == ("Waits are shorter.", "Issued to the Board")
    assert client.post(f"{page}commentary/", {"commentary": "Later"}).status_code == 409
    assert client.get(f"{page}workbook/").headers["Content-Disposition"].startswith("attachment")


def test_a_second_pack_is_refused_in_words(pack, visit):
    response = visit(Role.ANALYST).post(f"{PACKS}add/", {"quarter": Q})
    assert response.status_code == 409
    assert "still being prepared" in response.content.decode()


@pytest.mark.parametrize("role", [Role.BOARD, Role.APPROVER])
def test_others_do_not_prepare_packs(figures, visit, role):
    assert visit(role).get(f"{PACKS}add/").status_code == 403


def test_the_board_sees_a_pack_once_it_is_issued(frozen, by, visit, do_jobs):
    client = visit(Role.BOARD)
    pages = [frozen.get_absolute_url(), f"{frozen.get_absolute_url()}read/"]
    assert [client.get(page).status_code for page in pages] == [404, 404]
    assert "No packs yet" in client.get(PACKS).content.decode()
    do_jobs()
    take(frozen, "issue", by=by, at=AT)
    assert [client.get(page).status_code for page in pages] == [200, 200]


def test_your_work_says_what_is_next(figures, visit, by, trust):
    client = visit(Role.COMMISSIONER)
    assert "Begin the pack" in client.get("/p/cumbria/").content.decode()
    pack = packs.prepare(trust, Q, by=by, at=AT)
    assert "Freeze the figures" in client.get("/p/cumbria/").content.decode()
    take(pack, "freeze", by=by, at=AT)
    assert "still being built" in client.get("/p/cumbria/").content.decode()
