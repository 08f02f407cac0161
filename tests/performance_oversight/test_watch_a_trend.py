"""XmR charts against vectors worked out by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.numbers import CONCERN, IMPROVEMENT, xmr


def chart(*values, higher=True, **more):
    return xmr([None if v is None else Decimal(str(v)) for v in values], higher=higher, **more)


def rules(found):
    return [mark.rule for mark in found.marks]


def test_limits_are_the_mean_and_266_mean_moving_ranges():
    # moving ranges 2, 1, 2, 1: mean 1.5; mean of the values 11.6
    last = chart(10, 12, 11, 13, 12).last
    assert last.mean == Decimal("11.6")
    assert last.upper == Decimal("11.6") + Decimal("2.66") * Decimal("1.5")
    assert last.lower == Decimal("11.6") - Decimal("3.99")


def test_a_point_outside_the_limits():
    # mean 14.667, moving ranges 2, 1, 2, 1, 18: mean 4.8, upper limit 27.43
    found = chart(10, 12, 11, 13, 12, 30)
    assert rules(found) == ["", "", "", "", "", "outside the limits"]
    assert found.last.turn == IMPROVEMENT


def test_where_lower_is_better_the_same_point_is_a_concern():
    assert chart(10, 12, 11, 13, 12, 30, higher=False).last.turn == CONCERN


def test_seven_points_rising_flag_the_whole_run():
    # long enough swings before keep the run inside the limits
    found = chart(50, 80, 50, 80, 50, 52, 54, 56, 58, 60, 62)
    assert rules(found)[4:] == ["7 points in one direction"] * 7
    assert rules(found)[:4] == [""] * 4


def test_a_run_is_judged_by_where_it_is_heading():
    # it falls from above the mean to below it, all the way a concern
    falling = chart(80, 50, 80, 50, 75, 73, 71, 69, 67, 65, 63)
    assert {mark.turn for mark in falling.marks[4:]} == {CONCERN}
    rising = chart(80, 50, 80, 50, 52, 54, 56, 58, 60, 62, 64, higher=False)
    assert {mark.turn for mark in rising.marks[4:]} == {CONCERN}


def test_six_points_rising_are_no_signal():
    assert set(rules(chart(50, 80, 50, 80, 54, 56, 58, 60, 62))) == {""}


def test_seven_points_on_one_side_of_the_mean():
    found = chart(20, 40, 20, 40, 20, 45, 47, 44, 46, 45, 47, 44)
    assert rules(found)[5:] == ["7 points on one side of the mean"] * 7


def test_two_of_three_close_to_a_limit():
    # mean 9.867, mean moving range 5: near limit 18.72, limit 23.17
    found = chart(7, 10, 7, 10, 7, 10, 7, 10, 7, 19, 11, 19, 7, 10, 7)
    flagged = [place for place, rule in enumerate(rules(found)) if rule]
    assert flagged == [9, 11]
    assert rules(found)[9] == "two of three points close to a limit"


def test_fewer_than_twelve_points_are_on_trial():
    assert chart(*[1, 2] * 5, 1).trial
    assert not chart(*[1, 2] * 6).trial


def test_a_rebase_starts_the_limits_afresh():
    found = chart(10, 12, 10, 12, 50, 52, 50, 52, rebased={4})
    assert (found.marks[3].mean, found.marks[4].mean) == (11, 51)
    assert set(rules(found)) == {""}


def test_a_missing_quarter_is_passed_over():
    assert chart(10, None, 12, 11).last.mean == 11
    assert chart(10, None, 12, 11).marks[1].value is None


def test_one_point_has_no_limits():
    assert chart(10).last.mean is None


@pytest.mark.parametrize(
    ("target", "higher", "said"),
    [(5, True, "pass"), (5, False, "fail"), (20, True, "fail"), (20, False, "pass")],
)
def test_assurance_outside_the_limits(target, higher, said):
    found = chart(10, 12, 11, 13, 12, higher=higher, target=Decimal(target))
    assert found.assurance == said


def test_a_target_between_the_limits_is_met_now_and_then():
    assert chart(10, 12, 11, 13, 12, target=Decimal(12)).assurance == "inconsistent"


@given(st.lists(st.integers(0, 100), max_size=30), st.integers(-50, 50))
def test_moving_every_value_moves_no_signal(values, by):
    before = xmr([Decimal(v) for v in values], higher=True)
    after = xmr([Decimal(v + by) for v in values], higher=True)
    assert rules(before) == rules(after)


@given(st.integers(0, 100), st.integers(2, 30))
def test_what_never_changes_gives_no_signal(value, count):
    assert set(rules(chart(*[value] * count))) == {""}
