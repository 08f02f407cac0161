"""Dates, times, money and numbers in words."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pages import words


def test_a_day():
    assert words.day(date(2026, 11, 2)) == "2 November 2026"
    assert words.day(None) == ""


def test_an_instant_late_in_utc_may_be_the_next_day_in_london():
    assert words.day(datetime(2026, 7, 31, 23, 30, tzinfo=UTC)) == "1 August 2026"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 22, 17, 0, tzinfo=UTC), "22 November 2026, 5:00pm"),
        (datetime(2026, 7, 31, 11, 0, tzinfo=UTC), "31 July 2026, midday"),
        (datetime(2026, 11, 22, 0, 5, tzinfo=UTC), "22 November 2026, 12:05am"),
        (datetime(2026, 11, 22, 0, 0, tzinfo=UTC), "22 November 2026, midnight (start of the day)"),
        (date(2026, 11, 22), "22 November 2026"),
    ],
)
def test_a_moment(at, said):
    assert words.moment(at) == said


def test_a_time_without_a_zone_is_an_error():
    with pytest.raises(ValueError, match="time zone"):
        words.moment(datetime(2026, 11, 22, 17))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1234567, "£1,234,567"),
        (Decimal("1234.5"), "£1,234.50"),
        (-20, "-£20"),
        (0, "£0"),
        (None, ""),
        ("663540.00", "£663,540"),
    ],
)
def test_money(value, said):
    assert words.money(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(1200, "1,200"), (Decimal("10.50"), "10.5"), (100, "100"), (0.1, "0.1"), (None, "")],
)
def test_number(value, said):
    assert words.number(value) == said


def test_number_with_places():
    assert words.number(61.44, 1) == "61.4"


def test_quantity():
    assert words.quantity(1, "child", "children") == "1 child"
    assert words.quantity(1250, "child", "children") == "1,250 children"
    assert words.quantity(2, "day") == "2 days"


@pytest.mark.parametrize(
    ("on", "said", "tone"),
    [
        (date(2027, 1, 29), "due 29 January 2027, in 12 days", "later"),
        (date(2027, 1, 18), "due 18 January 2027, tomorrow", "soon"),
        (date(2027, 1, 17), "due 17 January 2027, today", "soon"),
        (date(2027, 1, 16), "due 16 January 2027, 1 day late", "late"),
        (date(2027, 1, 14), "due 14 January 2027, 3 days late", "late"),
    ],
)
def test_due(on, said, tone):
    found = words.due(on, datetime(2027, 1, 17, 17, tzinfo=UTC))
    assert (found.words, found.tone) == (said, tone)
