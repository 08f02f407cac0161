"""Days, times and amounts as people type them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from pages.fields import CountField, DayAndTimeField, DayField, MoneyField, read_time


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "Mar."])
def test_a_month_may_be_a_number_or_a_name(month):
    assert DayField().clean(["7", month, "2027"]) == date(2027, 3, 7)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (["", "3", "2027"], "wrong_day"),
        (["7", "", "2027"], "wrong_month"),
        (["7", "3", ""], "wrong_year"),
        (["31", "2", "2027"], "wrong_day"),
        (["7", "13", "2027"], "wrong_month"),
        (["7", "ma", "2027"], "wrong_month"),
        (["7", "3", "27"], "wrong_year"),
        (["seven", "3", "2027"], "wrong_day"),
        (["7", "²", "2027"], "wrong_month"),
        (["9" * 15, "3", "2027"], "wrong_day"),
        (["9" * 5000, "3", "2027"], "wrong_day"),
        (["7", "9" * 5000, "2027"], "wrong_month"),
        (["7", "3", "9" * 5000], "wrong_year"),
    ],
)
def test_the_mistake_names_its_box(typed, code):
    with pytest.raises(ValidationError) as caught:
        DayField().clean(typed)
    assert caught.value.code == code


def test_blank_day_is_asked_for_only_where_required():
    with pytest.raises(ValidationError, match="Enter the date"):
        DayField().clean(["", "", ""])
    assert DayField(required=False).clean(["", "", ""]) is None


def test_same_day_typed_otherwise_has_not_changed():
    assert not DayField().has_changed(date(2027, 3, 7), ["07", "March", "2027"])
    assert DayField().has_changed(date(2027, 3, 7), ["8", "3", "2027"])
    assert DayField().has_changed(date(2027, 3, 7), ["8", "", "2027"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5pm", time(17)),
        ("5:30 pm", time(17, 30)),
        ("9.15am", time(9, 15)),
        ("17:00", time(17)),
        ("12pm", time(12)),
        ("12am", time(0)),
        ("midday", time(12)),
        ("noon", time(12)),
        ("midnight", time(0)),
        ("5", None),
        ("25:00", None),
        ("13pm", None),
        ("5:75pm", None),
        ("", None),
    ],
)
def test_times(typed, meant):
    assert read_time(typed) == meant


def test_summer_time_becomes_utc():
    assert DayAndTimeField().clean(["31", "7", "2026", "midday"]) == datetime(
        2026, 7, 31, 11, tzinfo=UTC
    )


def test_a_time_the_clocks_skip_is_refused():
    with pytest.raises(ValidationError, match="clocks go forward"):
        DayAndTimeField().clean(["28", "3", "2027", "1:30am"])


def test_an_instant_is_shown_as_it_would_be_typed():
    shown = DayAndTimeField().widget.decompress(datetime(2026, 7, 31, 11, tzinfo=UTC))
    assert shown == [31, 7, 2026, "midday"]
    assert DayAndTimeField().clean([str(part) for part in shown]).hour == 11


@pytest.mark.parametrize("typed", ["£1,250.50", "1250.50", "1 250.50"])
def test_money_may_be_typed_with_sign_and_commas(typed):
    assert MoneyField().clean(typed) == Decimal("1250.50")


def test_money_that_is_not_a_number_is_refused_in_words():
    with pytest.raises(ValidationError, match="Enter an amount in pounds"):
        MoneyField().clean("a lot")


def test_a_count_is_whole():
    assert CountField().clean("1,250") == 1250
    with pytest.raises(ValidationError, match="whole number"):
        CountField().clean("2.5")
