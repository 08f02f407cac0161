"""The papers' calendar, laid into any year."""

from datetime import date

import pytest

from demonstration.papers_calendar import calendar_around
from workflow.calendar import is_working_day


@pytest.mark.parametrize(
    ("year", "decision", "moved"),
    [
        (2019, date(2019, 10, 17), False),  # the papers' own: a Thursday
        (2026, date(2026, 10, 15), True),  # a Saturday: the Thursday before
        (2027, date(2027, 10, 14), True),  # a Sunday: the Thursday before
        (2028, date(2028, 10, 17), False),
    ],
)
def test_the_decision_is_on_17_october_or_the_thursday_before(year, decision, moved):
    papers = calendar_around(date(year, 6, 1))
    assert papers.decision == decision
    assert papers.decision_moved is moved


@pytest.mark.parametrize("year", range(2026, 2033))
def test_every_other_day_is_a_working_day(year):
    papers = calendar_around(date(year, 4, 1))
    days = (papers.specification_drafted, papers.specification_approved, papers.advertised)
    assert all(is_working_day(day) for day in (*days, papers.deadline, papers.evaluated))
    assert papers.start == date(year + 1, 1, 1)


def test_january_to_march_belong_to_the_round_before():
    assert calendar_around(date(2027, 2, 1)).year == 2026
    assert calendar_around(date(2027, 4, 1)).year == 2027
