"""The terms an agreement reports by: set on a draft, shown, and changed by a variation alone."""

from datetime import date

import pytest
from django.urls import reverse

from contracts.actions.agreements import change_facts
from contracts.actions.variations import change_reporting
from tests.factories import commissioning, contracts, people
from tests.factories.people import AT
from workflow.calendar import london_time
from workflow.clock import start_at
from workflow.door import take
from workflow.lifecycle import NotAllowed, Refused

SENT = {
    "lot": "Lot 2: Eden",
    "reports_from_0": "1",
    "reports_from_1": "7",
    "reports_from_2": "2027",
    "days_to_report": "15",
    "one_person_may_certify": "on",
    "asks_finance": "on",
}


@pytest.fixture
def trust(db):
    return people.trust()


def draft(trust):
    """A draft that starts in the spring after the tests' present day."""
    return contracts.agreement(
        trust, "drafted", start_on=date(2027, 4, 1), end_on=date(2030, 3, 31)
    )


def test_a_commissioner_sets_them_on_a_draft_and_sees_them(client, trust):
    start_at(AT)
    made = draft(trust)
    client.force_login(commissioning.commissioner_of(trust))
    url = reverse("contracts:reporting", args=[trust.slug, made.pk])
    page = client.get(made.get_absolute_url()).content.decode()
    assert f'href="{url}"' in page
    assert "20 working days after a period ends" in page
    assert client.post(url, SENT).status_code == 302
    made.refresh_from_db()
    assert (made.lot, made.reports_from, made.days_to_report) == (
        *("Lot 2: Eden", date(2027, 7, 1), 15),
    )
    assert (made.one_person_may_certify, made.asks_finance, made.asks_narrative) == (
        *(True, True, False),
    )
    page = client.get(made.get_absolute_url()).content.decode()
    for words in ("Lot 2: Eden", "1 July 2027", "15 working days", "Whoever prepared it may"):
        assert words in page


@pytest.mark.parametrize("days", ["0", "-1", "61", "many", ""])
def test_days_to_report_are_few_and_not_none(client, trust, days):
    start_at(AT)
    made = draft(trust)
    client.force_login(commissioning.commissioner_of(trust))
    url = reverse("contracts:reporting", args=[trust.slug, made.pk])
    assert client.post(url, {**SENT, "days_to_report": days}).status_code == 422


def test_it_does_not_report_from_after_its_end(trust):
    by = commissioning.commissioner_of(trust)
    with pytest.raises(Refused, match="The agreement ends on 31 March 2030"):
        change_facts(draft(trust), by=by, at=AT, reports_from=date(2030, 4, 1))


def test_once_signed_they_are_not_amended(client, trust):
    start_at(AT)
    made = contracts.agreement(trust)
    by = commissioning.commissioner_of(trust)
    with pytest.raises(Refused, match="can no longer be changed"):
        change_facts(made, by=by, at=AT, days_to_report=5)
    client.force_login(by)
    url = reverse("contracts:reporting", args=[trust.slug, made.pk])
    assert client.post(url, SENT).status_code == 409
    assert f'href="{url}"' not in client.get(made.get_absolute_url()).content.decode()


def test_a_variation_changes_them_from_when_it_is_in_force(client, trust):
    start_at(AT)
    made = contracts.agreement(trust, provider=people.provider())
    varied = contracts.variation(made, value_change=None, kpi_change=False)
    by = commissioning.commissioner_of(trust)
    client.force_login(by)
    url = reverse("contracts:variation_reporting", args=[trust.slug, varied.pk])
    sent = {"days_to_report": "10", "asks_narrative": "on"}
    assert client.post(url, sent).status_code == 302
    varied.refresh_from_db()
    assert varied.reporting == {"days_to_report": {"after": 10}, "asks_narrative": {"after": True}}
    page = client.get(varied.get_absolute_url()).content.decode()
    assert "Working days to report" in page
    assert "Returns tell of the period in words" in page

    meeting = contracts.meeting(trust, date(2026, 11, 24))
    varied = take(varied, "send_to_board", by=by, at=AT, meeting=meeting)
    varied = contracts.variations.record_advice(varied, "for", "Agreed.", by, AT)
    boss = commissioning.approver_of(trust)
    varied = take(varied, "approve", by=boss, at=AT, reasons="Sooner.")
    made.refresh_from_db()
    assert made.days_to_report == 20
    at = london_time(varied.effective_on, 9)
    varied = take(varied, "bring_into_force", by=by, at=at)
    made.refresh_from_db()
    assert (made.days_to_report, made.asks_narrative) == (10, True)
    assert varied.reporting["days_to_report"] == {"before": 20, "after": 10}


def test_what_stays_as_it_is_is_no_change(trust):
    varied = contracts.variation(contracts.agreement(trust), value_change=None, kpi_change=False)
    by = commissioning.commissioner_of(trust)
    varied = change_reporting(varied, by=by, at=AT, days_to_report=20, reports_from=None)
    assert varied.reporting == {}
    meeting = contracts.meeting(trust, date(2026, 11, 24))
    with pytest.raises(Refused, match="Say what changes"):
        take(varied, "send_to_board", by=by, at=AT, meeting=meeting)


def test_only_a_commissioner_changes_them(trust):
    varied = contracts.variation(contracts.agreement(trust))
    boss = commissioning.approver_of(trust)
    with pytest.raises(NotAllowed):
        change_reporting(varied, by=boss, at=AT, days_to_report=5)


def test_a_variation_does_not_let_it_report_after_its_end(trust):
    varied = contracts.variation(contracts.agreement(trust))
    by = commissioning.commissioner_of(trust)
    with pytest.raises(Refused, match="Report by then"):
        change_reporting(varied, by=by, at=AT, reports_from=date(2040, 1, 1))
