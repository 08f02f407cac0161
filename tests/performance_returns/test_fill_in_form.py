"""The web form of a larger return: page by page, saved on the way, who typed what, mixed with a file."""

import pytest
from django.urls import reverse

from performance.actions import returns as deeds
from performance.models import Upload
from performance.reference import ROWS_ON_A_PAGE
from performance.workbook.asking import asked_of
from performance.workbook.definition import Col, Entry
from tests.factories import commissioning, contracts
from tests.factories import performance as factory

REPORTED = {Col.STATUS: "Reported"}


@pytest.fixture
def large(trust, provider):
    """A return of sixty rows: two KPIs in thirty areas."""
    areas = [commissioning.area(trust, f"Area {n:02}") for n in range(30)]
    made = contracts.agreement(trust, "drafted", provider, areas=areas, kpis=[])
    for code in ("HW", "BF"):
        contracts.schedule(made, commissioning.kpi(trust, code, name=f"Measure {code}"))
    return factory.expected(contracts.moved(made, "in_force"))


@pytest.fixture
def page(client, preparer):
    """Asks for or sends a page of the form."""
    client.force_login(preparer)

    def ask(record, number=1, upload=None, **fields):
        name, args = "portal_form", [record.agreement.provider.slug, record.pk]
        if upload is not None:
            name, args = "portal_mend", [*args, upload.pk]
        url = reverse(f"performance:{name}", args=args) + f"?page={number}"
        given = {key.replace("_", "-"): value for key, value in fields.items()}
        return client.post(url, given) if fields else client.get(url)

    return ask


def rows(numbers, numerator="30", denominator="40"):
    """Fields of these rows, all the same."""
    said = {"numerator": numerator, "denominator": denominator, "status": "Reported"}
    return {f"{name}_{n}": value for n in numbers for name, value in said.items()}


FIRST, LAST = range(1, ROWS_ON_A_PAGE + 1), range(ROWS_ON_A_PAGE + 1, 61)


def test_a_page_has_its_rows_alone(page, large, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        first = page(large).content.decode()
    assert first.count("<legend") == ROWS_ON_A_PAGE
    assert "(page 1 of 2)" in first
    assert "Save and go on to page 2" in first
    assert "Send the figures" not in first
    last = page(large, 2).content.decode()
    assert last.count("<legend") == 10
    assert "Send the figures" in last


def test_each_page_is_saved_and_the_last_sends_all(page, large):
    answer = page(large, 1, **rows(FIRST), part_way="next")
    assert answer.status_code == 302
    assert answer.url.endswith("form/?page=2")
    large.refresh_from_db()
    assert large.state_label == "Expected"
    assert page(large, 2, **rows(LAST, "20")).status_code == 302
    large.refresh_from_db()
    assert large.state_label == "Received"
    entries = large.entries
    assert entries.numerator.tolist() == [3000] * 50 + [2000] * 10
    first, last = large.uploads.order_by("pk")
    assert (first.outcome, last.outcome) == (Upload.Outcome.SAVED, Upload.Outcome.TAKEN)
    assert entries.upload.tolist() == [first.pk] * 50 + [last.pk] * 10


def test_what_was_saved_is_there_and_says_who_typed_it(page, large, preparer):
    page(large, 1, **rows([3], "7"), part_way="yes")
    shown = " ".join(page(large).content.decode().split())
    assert 'name="numerator-3" value="7"' in shown
    assert f"What stands here was typed by {preparer} on " in shown
    assert shown.count("What stands here was") == 1


def test_a_slip_is_shown_beside_its_field_and_nothing_typed_is_lost(page, large):
    answer = page(large, 1, **rows([1, 2]) | {"numerator_2": "45"}, part_way="next")
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_numerator-2"' in shown
    assert 'value="45"' in shown
    assert 'value="45"' in page(large).content.decode()


def test_a_slip_on_another_page_is_named_with_its_page(page, large):
    page(large, 1, **rows([n for n in FIRST if n != 7]), part_way="yes")
    answer = page(large, 2, **rows(LAST))
    shown = " ".join(answer.content.decode().split())
    assert answer.status_code == 422
    assert '?page=1">1 on page 1</a>' in shown
    large.refresh_from_db()
    assert large.state_label == "Expected"
    answer = page(large, 1, **rows(FIRST), part_way="next")
    assert answer.status_code == 302
    assert page(large, 2, **rows(LAST)).status_code == 302
    large.refresh_from_db()
    assert large.state_label == "Received"


def test_what_stops_in_a_file_is_put_right_in_the_form(page, large):
    sent = factory.send(large, {("HW", "Area 05"): (50, 40)})
    assert sent.rejected
    shown = " ".join(page(large, 1, upload=sent).content.decode().split())
    place = next(
        n
        for n, one in enumerate(asked_of(large).lines, 1)
        if (one.code, one.area) == ("HW", "Area 05")
    )
    number = 1 + (place - 1) // ROWS_ON_A_PAGE
    shown = " ".join(page(large, number, upload=sent).content.decode().split())
    assert f'name="numerator-{place}" value="50"' in shown
    assert "What stands here was from “return.xlsx”, Return H" in shown
    assert "<li>Row" in shown
    assert "is larger than the denominator (40)" in shown
    of_page = FIRST if number == 1 else LAST
    fields = rows(of_page) | {f"numerator_{place}": "35"}
    more = {"part_way": "next"} if number == 1 else {}
    assert page(large, number, upload=sent, **fields, **more).status_code == 302
    if number == 1:
        assert page(large, 2, **rows(LAST)).status_code == 302
    large.refresh_from_db()
    assert large.state_label == "Received"
    entries = large.entries
    assert entries.numerator[place - 1] == 3500
    assert (entries.upload == sent.pk).sum() == 59


def test_blank_cells_of_a_file_leave_what_was_typed(record, preparer):
    asked = asked_of(record)
    eden = asked.slots.identifiers[1]
    typed = {eden: {Col.NUMERATOR: "33", Col.DENOMINATOR: "44", Col.STATUS: "Reported"}}
    by_form = deeds.send_form(record, typed, by=preparer, at=factory.moment(record), part_way=True)
    sent = factory.send(record, {("HW", "Eden"): Entry(None, None)})
    record.refresh_from_db()
    assert (sent.outcome, record.upload) == (Upload.Outcome.TAKEN, sent)
    assert record.entries.numerator[1] == 3300
    assert record.entries.upload.tolist() == [sent.pk, by_form.pk, *[sent.pk] * 4]


def test_what_a_file_leaves_is_checked_with_it(agreement, preparer):
    factory.kpi_return(agreement, "2025-26Q1")
    record = factory.expected(agreement)
    eden = asked_of(record).slots.identifiers[1]
    typed = {eden: {Col.NUMERATOR: "300", Col.DENOMINATOR: "400", Col.STATUS: "Reported"}}
    deeds.send_form(record, typed, by=preparer, at=factory.moment(record), part_way=True)
    sent = factory.send(record, {("HW", "Eden"): Entry(None, None)})
    assert sent.rejected
    assert {f.about for f in sent.found} == {eden}


def test_a_correction_begins_with_what_it_corrects(page, agreement):
    accepted = factory.kpi_return(agreement)
    second = factory.correction(accepted)
    shown = page(second).content.decode()
    assert shown.count('value="30"') == 6
    assert "from “return.xlsx”, Return H4" in shown


def test_that_a_certification_is_voided_is_said_before(page, agreement):
    record = factory.kpi_return(agreement, state="queried")
    shown = " ".join(page(record).content.decode().split())
    assert "Anything you send now voids that: the return has to be certified again." in shown
    assert "voids" not in page(factory.expected(agreement, "2025-26Q3")).content.decode()


def test_a_page_opened_for_other_rows_is_not_taken_for_these(sign_in, preparer, record):
    client = sign_in(preparer)
    url = reverse("performance:portal_form", args=[record.agreement.provider.slug, record.pk])
    page = client.get(url).content.decode()
    assert f'name="rows" value="{asked_of(record).slots.digest}"' in page
    answer = client.post(url, {"rows": "of another day", "numerator-1": "30"})
    assert answer.status_code == 409
    assert (
        "What this return asks for has changed since you opened this page"
        in answer.content.decode()
    )
    assert not record.uploads.exists()
