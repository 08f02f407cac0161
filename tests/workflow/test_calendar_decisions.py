"""The clocks of a council's own decisions, terms and moments."""

from datetime import UTC, date, datetime, timedelta

import pytest

from workflow import calendar


def test_twenty_eight_clear_days_count_neither_end() -> None:
    notice = date(2026, 9, 16)
    assert calendar.earliest_key_decision(notice) == date(2026, 10, 15)
    assert calendar.latest_key_decision_notice(date(2026, 10, 15)) == notice
    between = (date(2026, 10, 15) - notice).days - 1
    assert between == 28


def test_an_agenda_has_five_clear_working_days() -> None:
    """Published Wednesday 7 October 2026: 8, 9, 12, 13 and 14 October are clear."""
    assert calendar.earliest_meeting(date(2026, 10, 7)) == date(2026, 10, 15)


def test_call_in_is_five_working_days_after_publication_unless_policy_differs() -> None:
    assert calendar.call_in_ends(date(2026, 10, 16)) == date(2026, 10, 23)
    assert calendar.call_in_ends(date(2026, 10, 16), days=3) == date(2026, 10, 21)


@pytest.mark.parametrize(
    ("planned", "decided"),
    [
        (date(2026, 10, 17), date(2026, 10, 15)),
        (date(2027, 10, 17), date(2027, 10, 14)),
        (date(2025, 10, 17), date(2025, 10, 17)),
        (date(2028, 10, 17), date(2028, 10, 17)),
    ],
)
def test_a_decision_planned_at_a_weekend_is_taken_the_thursday_before(
    planned: date, decided: date
) -> None:
    assert calendar.decision_day(planned) == decided


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2027, 1, 1), 36, date(2030, 1, 1)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 6, 30), 0, date(2026, 6, 30)),
    ],
)
def test_adding_months_keeps_the_day_or_the_months_last(
    day: date, months: int, expected: date
) -> None:
    assert calendar.add_months(day, months) == expected


def test_a_term_ends_the_day_before_its_anniversary() -> None:
    assert calendar.term_end(date(2027, 1, 1), 36) == date(2029, 12, 31)
    assert (
        calendar.days_in_term(date(2027, 1, 1), date(2029, 12, 31)) == 1096
    )  # 2028 is a leap year


def test_the_end_of_a_day_is_midnight_in_london() -> None:
    assert calendar.end_of_day(date(2026, 7, 1)) == datetime(2026, 7, 1, 23, tzinfo=UTC)
    assert calendar.end_of_day(date(2026, 12, 3)) == datetime(2026, 12, 4, tzinfo=UTC)
    assert calendar.start_of_day(date(2026, 7, 2)) == calendar.end_of_day(date(2026, 7, 1))


def test_the_days_the_clocks_change_have_23_and_25_hours() -> None:
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25)):
        assert calendar.end_of_day(day) - calendar.start_of_day(day) == timedelta(hours=hours)


def test_the_day_in_london() -> None:
    assert calendar.london_date(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == date(2026, 7, 2)
    assert calendar.london_date(datetime(2026, 12, 1, 23, 30, tzinfo=UTC)) == date(2026, 12, 1)
    assert calendar.london_time(date(2026, 7, 31), 12) == datetime(2026, 7, 31, 11, tzinfo=UTC)
    with pytest.raises(ValueError, match="time zone"):
        calendar.london_date(datetime(2026, 7, 1))
