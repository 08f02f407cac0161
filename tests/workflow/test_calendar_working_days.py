"""Which days are working days, in the United Kingdom and in England."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow import calendar
from workflow.calendar import Calendar, working_days

UK, ENGLAND = Calendar.UK, Calendar.ENGLAND

DIFFERENT = [
    ("St Andrew's Day", date(2026, 11, 30)),
    ("St Patrick's Day", date(2026, 3, 17)),
    ("2 January in Scotland", date(2026, 1, 2)),
    ("2 January 2027 is a Saturday, so Monday", date(2027, 1, 4)),
    ("the Boyne, on the Monday", date(2026, 7, 13)),
    ("the summer bank holiday in Scotland", date(2026, 8, 3)),
    ("the World Cup, Scotland", date(2026, 6, 15)),
    ("St Andrew's Day 2024, on the Monday", date(2024, 12, 2)),
]


@pytest.mark.parametrize("day", [row[1] for row in DIFFERENT], ids=[row[0] for row in DIFFERENT])
def test_a_nations_own_day_stops_the_uk_clock_only(day: date) -> None:
    assert not calendar.is_working_day(day, UK)
    assert calendar.is_working_day(day, ENGLAND)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2022, 9, 19),
        date(2023, 5, 8),
        date(2026, 11, 28),
        date(2026, 11, 29),
    ],
)
def test_no_working_day_anywhere(day: date) -> None:
    assert not calendar.is_working_day(day, UK)
    assert not calendar.is_working_day(day, ENGLAND)


def test_the_day_in_place_of_a_weekend_holiday_is_the_one_that_counts() -> None:
    """Christmas Day and Boxing Day 2027 fall on Saturday and Sunday."""
    names = calendar.bank_holidays(ENGLAND, 2027)
    assert date(2027, 12, 25) not in names
    assert {date(2027, 12, 27), date(2027, 12, 28)} <= set(names)


def test_the_provider_selection_regime_keeps_the_first_monday_in_may() -> None:
    """In 2020 the bank holiday moved to Friday 8 May; reg 12(12) names the first Monday as well."""
    assert not calendar.is_working_day(date(2020, 5, 4), ENGLAND)
    assert not calendar.is_working_day(date(2020, 5, 8), ENGLAND)
    assert calendar.is_working_day(date(2020, 5, 4), UK)


def test_why_a_day_is_not_a_working_day() -> None:
    assert "Andrew" in working_days(UK).why_not(date(2026, 11, 30))
    assert working_days(UK).why_not(date(2026, 11, 28)) == "Saturday"
    assert working_days(UK).why_not(date(2026, 11, 27)) == ""


def test_adding_and_taking_away_working_days() -> None:
    friday = date(2026, 11, 27)
    assert calendar.add_working_days(friday, 1, UK) == date(2026, 12, 1)
    assert calendar.add_working_days(friday, 1, ENGLAND) == date(2026, 11, 30)
    assert calendar.add_working_days(date(2026, 12, 1), -1, UK) == friday
    assert calendar.add_working_days(friday, 0, UK) == friday


def test_working_days_between_counts_both_ends() -> None:
    assert calendar.working_days_between(date(2026, 11, 23), date(2026, 12, 3), UK) == 8
    assert calendar.working_days_between(date(2026, 12, 3), date(2026, 11, 23), UK) == 0


def test_the_days_of_2022_to_2028_are_those_proclaimed() -> None:
    """Our own table agrees with the package, so a change in either is seen."""
    for line in calendar._own_table():
        for nation in line.nations:
            assert (line.day in calendar._nation(nation, line.day.year)) is line.bank_holiday


@given(
    st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    st.integers(1, 40),
    st.sampled_from(list(Calendar)),
)
def test_counting_forward_and_back_agree(day: date, days: int, kind: Calendar) -> None:
    last = calendar.add_working_days(day, days, kind)
    assert calendar.is_working_day(last, kind)
    assert calendar.working_days_between(day + timedelta(days=1), last, kind) == days
