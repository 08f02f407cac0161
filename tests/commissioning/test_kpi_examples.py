"""The worked examples are what the rules do: nothing totalled that may not be, edges as judged."""

from decimal import Decimal

import pytest

from commissioning.numbers.examples import rating_examples, roll_up_example
from commissioning.numbers.rating import (
    APPROACHING,
    GOOD,
    IMPROVE,
    INADEQUATE,
    OTHER,
    statutory,
    tolerance_in_unit,
)
from commissioning.numbers.rollup import NEVER_OVER_TIME, Part, over_periods


def totals(unit, decimals, roll_up, over_time=""):
    rows = dict(roll_up_example(unit, decimals, roll_up, over_time).rows)
    return [cell.missing or cell.value for cell in rows["Both areas"]], [
        rows[name][-1].missing or rows[name][-1].value for name in ("North", "South")
    ]


@pytest.mark.parametrize(
    ("unit", "roll_up", "over_time", "both", "each"),
    [
        ("count", "sum", "", ["50", "54", "104"], ["70", "34"]),
        ("count", "sum", "latest", ["50", "54", "54"], ["30", "24"]),
        ("count", "sum", "not_additive", ["50", "54", "Never totalled"], ["Never totalled"] * 2),
        ("percent", "ratio", "", ["55.6%", "60.0%", "57.8%"], ["63.6%", "48.6%"]),
        ("percent", "ratio", "latest", ["55.6%", "60.0%", "60.0%"], ["50.0%", "80.0%"]),
        ("percent", "not_additive", "", ["Never totalled"] * 3, ["Never totalled"] * 2),
        ("percent", "not_additive", "latest", ["Never totalled"] * 3, ["50.0%", "80.0%"]),
    ],
)
def test_roll_up_worked_out(unit, roll_up, over_time, both, each):
    decimals = 0 if unit == "count" else 1
    assert totals(unit, decimals, roll_up, over_time) == (both, each)


def test_every_choice_of_a_form_has_its_example():
    for unit in ("percent", "count", "per_1000", "average"):
        for roll_up in ("sum", "ratio", "latest", "not_additive"):
            for over_time in ("", "sum", "ratio", "latest", "not_additive"):
                made = roll_up_example(unit, 1, roll_up, over_time)
                assert len(made.rows) == 3
                assert len(made.says) == 2


def test_a_stock_is_what_the_last_period_says_even_where_it_says_nothing():
    given = [Part(Decimal(40)), Part(Decimal(30))]
    assert over_periods(given, "latest", has_denominator=False).numerator == 30
    assert over_periods([*given, Part(None)], "latest", has_denominator=False).numerator is None
    never = over_periods(given, "not_additive", has_denominator=False)
    assert (never.numerator, never.why) == (None, NEVER_OVER_TIME)


@pytest.mark.parametrize(
    ("unit", "decimals", "target", "tolerance", "higher", "lines"),
    [
        ("percent", 1, 80, 5, True, ["80.0% on", "79.9% near", "75.0% near", "74.9% off"]),
        ("percent", 0, 10, 2, False, ["10% on", "11% near", "12% near", "13% off"]),
        ("percent", 1, 80, 0, True, ["80.0% on", "79.9% off"]),
        ("count", 0, "82.5", "2.25", True, ["83 on", "82 near", "81 near", "80 off"]),
        ("count", 0, 3, 5, True, ["3 on", "2 near"]),
    ],
)
def test_rating_shown_on_both_sides_of_its_edges(unit, decimals, target, tolerance, higher, lines):
    made = rating_examples(unit, decimals, Decimal(target), Decimal(tolerance), higher=higher)
    assert [f"{line.value} {line.rating}" for line in made] == lines


def test_a_tolerance_may_be_a_per_cent_of_the_target():
    assert tolerance_in_unit("absolute", Decimal(5), Decimal(80)) == 5
    assert tolerance_in_unit("of_target", Decimal(10), Decimal(80)) == 8
    assert tolerance_in_unit("of_target", Decimal("12.5"), Decimal("0.2")) == Decimal("0.03")


@pytest.mark.parametrize(
    ("value", "rating"),
    [("80", GOOD), ("79.96", GOOD), ("79.9", APPROACHING), ("75", APPROACHING), ("74.9", IMPROVE),
     ("60", IMPROVE), ("59.9", INADEQUATE), ("0", INADEQUATE), (None, OTHER)],
)  # fmt: skip
def test_the_statutory_scale_has_five_values(value, rating):
    given = None if value is None else Decimal(value)
    widths = (Decimal(80), Decimal(5), Decimal(20))
    assert statutory(given, *widths, higher=True, decimals=1) == rating
    assert statutory(given, *widths[:2], None, higher=True, decimals=1) == OTHER


def test_the_statutory_scale_where_lower_is_better():
    widths = (Decimal(10), Decimal(2), Decimal(6))
    got = [statutory(Decimal(v), *widths, higher=False, decimals=0) for v in (10, 12, 16, 17)]
    assert got == [GOOD, APPROACHING, IMPROVE, INADEQUATE]


def test_the_statutory_rating_is_shown_with_its_edges():
    made = rating_examples("percent", 0, Decimal(80), Decimal(5), Decimal(20), higher=True)
    assert [(line.value, line.statutory) for line in made] == [
        ("80%", "Good"),
        ("79%", "Approaching target"),
        ("75%", "Approaching target"),
        ("74%", "Requires improvement"),
        ("60%", "Requires improvement"),
        ("59%", "Inadequate"),
    ]
