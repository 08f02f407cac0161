"""Worked examples: what a roll-up and a rating rule do, with numbers, before a KPI is saved.

The same rules that add up and judge accepted figures make them, so an example shows what will happen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from commissioning.numbers.rating import STATUTORY, judge, statutory
from commissioning.numbers.rollup import (
    LATEST,
    NEVER_OVER_TIME,
    NEVER_TOTALLED,
    NOT_ADDITIVE,
    Part,
    Total,
    over_periods,
    total_of,
)
from commissioning.numbers.values import (
    AVERAGE,
    COUNT,
    PER_1000,
    PERCENT,
    in_words,
    parts_in_words,
    value_of,
)

AREAS = ("North", "South")
#: Numerators and denominators of two areas in two periods; the areas are of different sizes, so
#: that a ratio of sums and a mean of percentages differ.
_FIGURES = (((40, 50), (30, 60)), ((10, 40), (24, 30)))
#: A target to show the rating rule by, where none is known.
SAMPLE_TARGETS = {
    PERCENT: Decimal(80),
    PER_1000: Decimal(20),
    COUNT: Decimal(100),
    AVERAGE: Decimal(10),
}


@dataclass(frozen=True)
class Cell:
    """One number of an example: its value and the parts behind it, or why there is none."""

    value: str
    parts: str = ""
    missing: str = ""


@dataclass(frozen=True)
class RollUpExample:
    """Two areas and two periods: rows of cells, the last row and the last column being totals."""

    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    says: tuple[str, ...]


@dataclass(frozen=True)
class RatingLine:
    """A value near an edge of the rule, how it is judged (on, near or off) and its statutory rating.

    `statutory` is in the law's words; empty where the definition gives no bands for it.
    """

    value: str
    rating: str
    statutory: str = ""


def roll_up_example(unit: str, decimals: int, roll_up: str, over_time: str) -> RollUpExample:
    """What the declared roll-ups make of made-up figures of two areas in two periods."""
    over_time = over_time or roll_up
    below = unit != COUNT
    parts = [[_part(figures, below) for figures in area] for area in _FIGURES]

    def row(area: Sequence[Part]) -> tuple[Cell, ...]:
        whole = over_periods(area, over_time, has_denominator=below)
        return (*(_cell(unit, decimals, p) for p in area), _total(unit, decimals, whole))

    by_period = [total_of(p, roll_up, has_denominator=below) for p in zip(*parts, strict=True)]
    cells = [_total(unit, decimals, total) for total in by_period]
    cells.append(_total(unit, decimals, _whole(by_period, over_time, below)))
    named = [(name, row(area)) for name, area in zip(AREAS, parts, strict=True)]
    return RollUpExample((*named, ("Both areas", tuple(cells))), _says(roll_up, over_time))


def rating_examples(
    unit: str,
    decimals: int,
    target: Decimal,
    tolerance: Decimal,
    significant: Decimal | None = None,
    *,
    higher: bool,
) -> tuple[RatingLine, ...]:
    """The values on both sides of each edge: of target, of near target, of significantly below.

    `tolerance` and `significant` are widths in the KPI's unit.
    """
    step = Decimal(1).scaleb(-decimals)
    way = step if higher else -step
    values: set[Decimal] = set()
    for width in (Decimal(0), tolerance, significant):
        if width is not None:
            edge = target - width if higher else target + width
            inside = _inward(edge, step, higher=higher)
            values |= {inside, inside - way}
    lines = []
    for value in sorted((v for v in values if v >= 0), reverse=higher):
        rating = judge(value, target, tolerance, higher=higher, decimals=decimals)
        law = statutory(value, target, tolerance, significant, higher=higher, decimals=decimals)
        words = "" if significant is None else STATUTORY[law]
        lines.append(RatingLine(in_words(unit, decimals, value), rating, words))
    return tuple(lines)


def _inward(edge: Decimal, step: Decimal, *, higher: bool) -> Decimal:
    """The shown value on the better side of an edge that is nearest to it."""
    rounding = ROUND_CEILING if higher else ROUND_FLOOR
    return (edge / step).quantize(Decimal(1), rounding=rounding) * step


def _part(figures: tuple[int, int], below: bool) -> Part:
    top, bottom = (Decimal(number) for number in figures)
    return Part(top, bottom if below else None)


def _whole(by_period: Sequence[Total], over_time: str, below: bool) -> Total:
    """Both areas over both periods; never where the areas of one period are not totalled."""
    if any(total.numerator is None for total in by_period):
        return Total(why=by_period[0].why)
    parts = [Part(total.numerator, total.denominator) for total in by_period]
    return over_periods(parts, over_time, has_denominator=below)


def _cell(unit: str, decimals: int, part: Part) -> Cell:
    value = value_of(unit, part.numerator, part.denominator)
    behind = "" if part.denominator is None else parts_in_words(part.numerator, part.denominator)
    return Cell(in_words(unit, decimals, value), behind)


def _total(unit: str, decimals: int, total: Total) -> Cell:
    if total.numerator is None:
        return Cell("", missing="Never totalled" if total.why in _NEVER else total.why)
    return _cell(unit, decimals, Part(total.numerator, total.denominator))


_NEVER = (NEVER_TOTALLED, NEVER_OVER_TIME)
_OVER_AREAS = {
    NOT_ADDITIVE: "Over areas: never totalled. Each area and contract stands on its own.",
    "sum": "Over areas: the numbers are added up.",
    "ratio": "Over areas: numerators and denominators are added up, then divided. It is not the "
    "mean of the two values.",
    LATEST: "Over areas: the numbers of one period are added up.",
}
_OVER_TIME = {
    NOT_ADDITIVE: "Over periods: never totalled. Each period stands on its own.",
    "sum": "Over periods: the numbers are added up.",
    "ratio": "Over periods: numerators and denominators are added up, then divided.",
    LATEST: "Over periods: the last period stands for the whole.",
}


def _says(roll_up: str, over_time: str) -> tuple[str, ...]:
    return (_OVER_AREAS[roll_up], _OVER_TIME[over_time])
