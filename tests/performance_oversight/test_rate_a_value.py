"""A value against its target and tolerance."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.numbers import OFF, ON, RANK, Part, judge, total_of
from performance.numbers.rollup import NEVER_TOTALLED

some = st.decimals(min_value=0, max_value=1000, places=2)


@pytest.mark.parametrize(
    ("value", "higher", "rating"),
    [
        ("80", True, "on"),
        ("79.96", True, "on"),  # shown as 80.0%
        ("79.94", True, "near"),  # shown as 79.9%
        ("75", True, "near"),
        ("74.9", True, "off"),
        ("80", False, "on"),
        ("80.1", False, "near"),
        ("85", False, "near"),
        ("85.1", False, "off"),
    ],
)
def test_target_80_tolerance_5(value, higher, rating):
    found = judge(Decimal(value), Decimal(80), Decimal(5), higher=higher, decimals=1)
    assert found == rating


@given(some, some, some, st.booleans())
def test_a_better_value_is_never_rated_worse(value, target, tolerance, higher):
    better = value + 1 if higher else value - 1
    before, after = (
        judge(one, target, tolerance, higher=higher, decimals=1) for one in (value, better)
    )
    assert RANK[after] >= RANK[before]


@given(some, some)
def test_without_tolerance_nothing_is_near(value, target):
    assert judge(value, target, Decimal(0), higher=True, decimals=2) in {ON, OFF}


def test_ratio_is_a_ratio_of_sums_and_never_a_mean():
    parts = [Part(Decimal(10), Decimal(10)), Part(Decimal(0), Decimal(90))]
    total = total_of(parts, "ratio", has_denominator=True)
    assert (total.numerator, total.denominator) == (10, 100)


def test_a_figure_without_its_denominator_adds_nothing():
    total = total_of(
        [Part(Decimal(5)), Part(Decimal(3), Decimal(6))], "ratio", has_denominator=True
    )
    assert (total.numerator, total.denominator) == (3, 6)


def test_different_people_are_never_totalled_but_reach_is_said():
    total = total_of([Part(Decimal(5)), Part(Decimal(7))], "not_additive", has_denominator=False)
    assert (total.numerator, total.reach, total.why) == (None, 12, NEVER_TOTALLED)


def test_one_figure_of_two_wanted_is_not_the_whole():
    total = total_of([Part(Decimal(5)), Part(None)], "not_additive", has_denominator=False)
    assert (total.numerator, total.reach) == (None, 5)


def test_nothing_given_is_not_nought():
    assert total_of([Part(None)], "sum", has_denominator=False).numerator is None


@given(st.lists(st.tuples(some, some), min_size=1), st.randoms())
def test_the_order_of_figures_does_not_matter(pairs, rnd):
    parts = [Part(*pair) for pair in pairs]
    mixed = list(parts)
    rnd.shuffle(mixed)
    assert total_of(parts, "ratio", has_denominator=True) == total_of(
        mixed, "ratio", has_denominator=True
    )
