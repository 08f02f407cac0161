"""XmR charts: whether a change is a signal or the usual coming and going.

Limits are the mean ± 2.66 × the mean moving range of all points since the last rebase; two thirds
of the way lies the near limit (1.77). Moving ranges are not screened for outliers. The rules and
their order are those of Making Data Count: a point outside the limits, seven points rising or
falling, two of three near a limit, seven points on one side of the mean. Points flagged by a run are
all points of the run.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

WIDTH = Decimal("2.66")
NEAR_WIDTH = Decimal("1.77")
RUN = 7
TRENDING = f"{RUN} points in one direction"
#: Fewer points than this give trial limits.
BASELINE = 12

IMPROVEMENT, CONCERN, USUAL = "improvement", "concern", ""
PASS, FAIL, INCONSISTENT, UNKNOWN = "pass", "fail", "inconsistent", ""


@dataclass(frozen=True)
class Mark:
    """One point as the chart sees it. Limits are None where there is nothing to work them out from."""

    value: Decimal | None
    mean: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    rule: str = ""
    turn: str = USUAL

    @property
    def signal(self) -> bool:
        """Whether it is more than the usual coming and going."""
        return bool(self.rule)


@dataclass(frozen=True)
class Chart:
    """Every point, whether the last limits are on trial, and what they say of the target."""

    marks: tuple[Mark, ...]
    trial: bool
    assurance: str = UNKNOWN

    @property
    def last(self) -> Mark | None:
        """The latest point."""
        return self.marks[-1] if self.marks else None


@dataclass(frozen=True)
class _Limits:
    mean: Decimal
    moving: Decimal

    @property
    def upper(self) -> Decimal:
        return self.mean + WIDTH * self.moving

    @property
    def lower(self) -> Decimal:
        return self.mean - WIDTH * self.moving

    def outside(self, value: Decimal) -> bool:
        return value > self.upper or value < self.lower

    def near(self, value: Decimal) -> bool:
        return not self.outside(value) and abs(value - self.mean) > NEAR_WIDTH * self.moving

    def side(self, value: Decimal) -> int:
        return (value > self.mean) - (value < self.mean)


def xmr(
    values: Sequence[Decimal | None],
    *,
    higher: bool,
    rebased: Collection[int] = (),
    target: Decimal | None = None,
) -> Chart:
    """Chart a series in time order. `rebased` are the places where the limits start afresh.

    Missing values are passed over: they break neither a run nor a moving range.
    """
    marks: list[Mark] = [Mark(value) for value in values]
    cuts = sorted({0, *(place for place in rebased if 0 < place < len(values)), len(values)})
    limits: _Limits | None = None
    count = 0
    for start, end in pairwise(cuts):
        places = [place for place in range(start, end) if values[place] is not None]
        known = [value for value in values[start:end] if value is not None]
        limits, count = _limits(known), len(known)
        if limits is None:
            continue
        for place in range(start, end):
            marks[place] = replace(
                marks[place], mean=limits.mean, lower=limits.lower, upper=limits.upper
            )
        trends = _trends(known)
        found = zip(places, _rules(known, limits, trends), known, trends, strict=True)
        for place, rule, value, trend in found:
            way = trend if rule == TRENDING else limits.side(value)
            marks[place] = replace(marks[place], rule=rule, turn=_turn(rule, way, higher))
    return Chart(tuple(marks), count < BASELINE, _assured(limits, target, higher))


def _limits(known: Sequence[Decimal]) -> _Limits | None:
    if len(known) < 2:
        return None
    ranges = [abs(b - a) for a, b in pairwise(known)]
    return _Limits(sum(known, Decimal(0)) / len(known), sum(ranges, Decimal(0)) / len(ranges))


def _trends(known: Sequence[Decimal]) -> list[int]:
    """For each point 1 within a rising run, -1 within a falling one, else 0; the later run wins."""
    signs = [(b > a) - (b < a) for a, b in pairwise(known)]
    in_run = _in_runs(signs, RUN - 1)
    found = [0] * len(known)
    for step, sign in enumerate(signs):
        if in_run[step]:
            found[step] = found[step] or sign
            found[step + 1] = sign
    return found


def _rules(known: Sequence[Decimal], limits: _Limits, trends: Sequence[int]) -> list[str]:
    """The first rule each point breaks, in words; "" for a point that breaks none."""
    sides = [limits.side(value) for value in known]
    one_side = _in_runs(sides, RUN)
    pairs = _two_of_three([limits.near(value) for value in known], sides)
    found = []
    for place, value in enumerate(known):
        if limits.outside(value):
            found.append("outside the limits")
        elif trends[place]:
            found.append(TRENDING)
        elif pairs[place]:
            found.append("two of three points close to a limit")
        elif one_side[place]:
            found.append(f"{RUN} points on one side of the mean")
        else:
            found.append("")
    return found


def _in_runs(signs: Sequence[int], length: int) -> list[bool]:
    """Which places belong to `length` or more equal signs in a row, none of them nought."""
    found = [False] * len(signs)
    for start in range(len(signs) - length + 1):
        window = signs[start : start + length]
        if window[0] and all(sign == window[0] for sign in window):
            found[start : start + length] = [True] * length
    return found


def _two_of_three(near: Sequence[bool], sides: Sequence[int]) -> list[bool]:
    """Which near points belong to three in a row on one side, two of them near its limit."""
    found = [False] * len(near)
    for start in range(len(near) - 2):
        if sum(near[start : start + 3]) >= 2 and abs(sum(sides[start : start + 3])) == 3:
            for place in range(start, start + 3):
                found[place] = found[place] or near[place]
    return found


def _turn(rule: str, way: int, higher: bool) -> str:
    """Better or worse: a run by where it is heading, anything else by the side of the mean."""
    if not rule:
        return USUAL
    return IMPROVEMENT if (way > 0) == higher else CONCERN


def _assured(limits: _Limits | None, target: Decimal | None, higher: bool) -> str:
    if limits is None or target is None:
        return UNKNOWN
    if target < limits.lower:
        return PASS if higher else FAIL
    if target > limits.upper:
        return FAIL if higher else PASS
    return INCONSISTENT
