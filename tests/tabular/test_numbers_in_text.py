"""A number that came as text is read as a person here would, and it is told what was assumed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabular.numbers_in_text import NumberInText, Reading, number_in

THOUSANDS, COMMA = Reading.THOUSANDS, Reading.DECIMAL_COMMA
PER_CENT, CURRENCY = Reading.PER_CENT, Reading.CURRENCY


@pytest.mark.parametrize(
    ("text", "number", "readings"),
    [
        ("12", "12", ()),
        (" 12 ", "12", ()),
        ("12\u00a0", "12", ()),
        ("007", "7", ()),
        ("-3.50", "-3.50", ()),
        ("+3", "3", ()),
        ("\u22125", "-5", ()),
        ("\u20135", "-5", ()),
        (".5", "0.5", ()),
        ("1.200", "1.200", ()),
        ("1,200", "1200", (THOUSANDS,)),
        ("1,200,300.5", "1200300.5", (THOUSANDS,)),
        ("1 200", "1200", (THOUSANDS,)),
        ("1\u00a0200\u00a0300", "1200300", (THOUSANDS,)),
        ("1\u202f200,5", "1200.5", (THOUSANDS, COMMA)),
        ("1'200.5", "1200.5", (THOUSANDS,)),
        ("1.200,5", "1200.5", (THOUSANDS, COMMA)),
        ("1.200.300", "1200300", (THOUSANDS,)),
        ("0,5", "0.5", (COMMA,)),
        ("12,75", "12.75", (COMMA,)),
        ("0,125", "0.125", (COMMA,)),
        ("1,2345", "1.2345", (COMMA,)),
        ("85%", "85", (PER_CENT,)),
        ("85.5 %", "85.5", (PER_CENT,)),
        ("12,5%", "12.5", (PER_CENT, COMMA)),
        ("£1,200", "1200", (CURRENCY, THOUSANDS)),
        ("-£5.20", "-5.20", (CURRENCY,)),
        ("£ -5", "-5", (CURRENCY,)),
    ],
)
def test_read(text: str, number: str, readings: tuple[Reading, ...]) -> None:
    assert number_in(text) == NumberInText(Decimal(number), frozenset(readings))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "n/k",
            "<5",
            "1,20,300",
            "1,200,5",
            "12,34,567",
            "1.200,300.5",
            "1 20",
            "01,200",
        ),
        *("1,200 300", "--5", "-£-5", "£5%", "5 6", "1e5", "NaN", "inf", "1..5", "5.", "٣", "$5"),
        *("(5)", "1/2", "5-6", "9" * 41, "%", "£", "-", ",5", "1,", "0,200,300", "5 people"),
    ],
)
def test_not_read(text: str) -> None:
    assert number_in(text) is None


@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False))
def test_plain_and_grouped_come_to_the_same(number: Decimal) -> None:
    plain, grouped = number_in(f"{number:f}"), number_in(f"{number:,f}")
    assert plain is not None
    assert grouped is not None
    assert plain.plain
    assert plain.value == grouped.value == number


@given(st.text(max_size=12))
def test_any_text_gives_a_finite_number_or_none(text: str) -> None:
    found = number_in(text)
    assert found is None or found.value.is_finite()
