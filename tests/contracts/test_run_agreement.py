"""From its first day to its last: in force, reviewed, suspended, resumed, expired, ended early."""

from datetime import date, timedelta

import pytest

from contracts.queries.agreements import remarks
from tests.factories import contracts as make
from tests.factories.people import AT
from workflow.calendar import london_time
from workflow.deadlines import take_all_due
from workflow.door import take
from workflow.lifecycle import NotAllowed, Refused


def test_the_clock_brings_it_into_force_on_its_first_day(trust) -> None:
    made = make.agreement(trust, "signed", start_on=date(2027, 1, 1))
    take_all_due(london_time(date(2026, 12, 31), 23, 59))
    made.refresh_from_db()
    assert made.state == "signed"
    take_all_due(london_time(date(2027, 1, 1), 0))
    made.refresh_from_db()
    assert made.state == "in_force"


def test_nobody_brings_it_into_force_early(trust, commissioner) -> None:
    made = make.agreement(trust, "signed", start_on=date(2027, 1, 1))
    with pytest.raises(Refused, match="It starts on 1 January 2027"):
        take(made, "bring_into_force", by=commissioner, at=AT)


def test_it_expires_after_its_last_day_and_a_notice_falls_due(trust) -> None:
    made = make.agreement(trust, end_on=date(2026, 11, 24))
    take_all_due(london_time(date(2026, 11, 24), 23, 59))
    made.refresh_from_db()
    assert made.state == "in_force"
    take_all_due(london_time(date(2026, 11, 25), 0))
    made.refresh_from_db()
    assert (made.state, made.ended_on) == ("ended", date(2026, 11, 24))
    notice = made.obligations.get(code="termination_notice")
    assert notice.due_on == date(2026, 12, 23)


def test_an_extension_in_time_keeps_it_in_force(trust) -> None:
    made = make.agreement(trust, end_on=date(2026, 11, 24))
    make.variation(
        made,
        "approved",
        at=AT - timedelta(days=7),
        effective_on=date(2026, 11, 25),
        new_end_on=date(2027, 11, 24),
        kpi_change=False,
    )
    take_all_due(london_time(date(2026, 11, 25), 0))
    made.refresh_from_db()
    assert (made.state, made.end_on) == ("in_force", date(2027, 11, 24))


def test_only_an_approver_suspends_resumes_and_ends(trust, commissioner, approver) -> None:
    made = make.agreement(trust)
    for step in ("suspend", "terminate"):
        with pytest.raises(NotAllowed):
            take(made, step, by=commissioner, at=AT, reasons="Why not.")
        with pytest.raises(Refused, match=r"Say why|Give the ground"):
            take(made, step, by=approver, at=AT, reasons=" ")
    made = take(made, "suspend", by=approver, at=AT, reasons="The hub is flooded.")
    made = take(made, "resume", by=approver, at=AT)
    made = take(made, "terminate", by=approver, at=AT, reasons="Insolvency.")
    assert made.ended_on == AT.date()
    assert made.obligations.get(code="termination_notice").due_on == date(2026, 12, 23)


@pytest.mark.parametrize(
    ("state", "end_on", "words"),
    [
        ("signed", date(2029, 3, 31), ["Mobilising"]),
        ("in_force", date(2027, 5, 24), ["Expires within 6 months"]),
        ("in_force", date(2027, 5, 25), []),
        ("in_force", date(2026, 11, 23), ["Past its end"]),
        ("drafted", date(2027, 1, 1), []),
    ],
)
def test_what_follows_from_its_dates(trust, state, end_on, words) -> None:
    made = make.agreement(trust, state, end_on=end_on, review_on=end_on)
    assert [r.words for r in remarks(made, date(2026, 11, 24))] == words


def test_an_earlier_end_brings_the_review_forward(trust) -> None:
    made = make.agreement(trust, review_on=date(2027, 4, 1))
    make.variation(made, "in_force", new_end_on=date(2027, 1, 31), kpi_change=False)
    made.refresh_from_db()
    assert made.review_on == made.end_on == date(2027, 1, 31)
