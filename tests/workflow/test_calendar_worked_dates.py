"""The dates worked out from the statutes' own words, one by one."""

from datetime import date

import pytest

from workflow import calendar
from workflow.calendar import Calendar

WORKED_PERIODS = [
    ("Procurement Act s.93: 56 days beginning 1 April", date(2026, 4, 1), 56, date(2026, 5, 26)),
    ("s.53(1)(b): contract details notice", date(2026, 10, 1), 30, date(2026, 10, 30)),
    ("s.53(1)(a): contract details, light touch", date(2026, 10, 1), 120, date(2027, 1, 28)),
    ("s.53(3)(b): copy of the contract", date(2026, 10, 1), 90, date(2026, 12, 29)),
    ("s.53(3)(a): copy, light touch", date(2026, 10, 1), 180, date(2027, 3, 29)),
    ("s.69: payments, period to 30 September", date(2026, 9, 30), 30, date(2026, 10, 29)),
    ("s.69: payments, period to 31 March", date(2026, 3, 31), 30, date(2026, 4, 29)),
    ("s.70: significant payments, quarter to 30 June", date(2026, 6, 30), 30, date(2026, 7, 29)),
]


@pytest.mark.parametrize(
    ("first", "days", "last"),
    [row[1:] for row in WORKED_PERIODS],
    ids=[row[0] for row in WORKED_PERIODS],
)
def test_a_period_beginning_with_a_day_counts_that_day(first: date, days: int, last: date) -> None:
    assert calendar.last_day_of_period_beginning_with(first, days) == last


def test_a_tendering_period_begins_the_day_after_the_invitation() -> None:
    assert calendar.period_after(date(2026, 12, 1), 25) == date(2026, 12, 26)


STANDSTILL = [
    (date(2026, 11, 23), date(2026, 12, 3), date(2026, 12, 4)),
    (date(2026, 3, 3), date(2026, 3, 12), date(2026, 3, 16)),
    (date(2026, 8, 24), date(2026, 9, 3), date(2026, 9, 7)),
    (date(2026, 12, 17), date(2026, 12, 30), date(2027, 1, 4)),
]


@pytest.mark.parametrize(("published", "act", "regime"), STANDSTILL)
def test_standstill_ends_on_the_statutory_day(published: date, act: date, regime: date) -> None:
    assert calendar.standstill_end_pa(published) == act
    assert calendar.standstill_end_psr(published) == regime


def test_a_published_notice_was_one_working_day_short() -> None:
    """A council's notice of 3 March 2026 gave 13 March; the statute gives 16 March."""
    given = date(2026, 3, 13)
    assert calendar.add_working_days(given, 1, Calendar.ENGLAND) == calendar.standstill_end_psr(
        date(2026, 3, 3)
    )


def test_a_standstill_published_at_a_weekend_counts_from_monday() -> None:
    assert calendar.standstill_end_pa(date(2026, 10, 3)) == date(2026, 10, 14)
    assert calendar.standstill_end_pa(date(2026, 10, 5)) == date(2026, 10, 14)


def test_a_longer_voluntary_standstill() -> None:
    assert calendar.standstill_end_pa(date(2026, 10, 5), days=10) == date(2026, 10, 16)
