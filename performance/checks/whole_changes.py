"""Comparisons: figures beside those the provider stands by for earlier periods."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from statistics import median

import numpy as np
from numpy.typing import NDArray

from commissioning.models import KpiVersion
from performance.checks.rule import Ring, rule
from performance.reference import (
    JUMP_PART,
    PERIODS_NEEDED,
    SMALL_CHANGE,
    UNUSUAL_PART,
    UNUSUAL_POINTS,
)
from performance.values import in_words, number_in_words, value_of
from performance.workbook.definition import Col, Line
from performance.workbook.rows import NAN, Rows, where
from tabular.findings import Finding, Severity

Floats = NDArray[np.float64]
#: What a value is a multiple of: its numerator over its denominator, or alone.
_TIMES = {
    KpiVersion.Unit.PERCENT: 100.0,
    KpiVersion.Unit.PER_1000: 1000.0,
    KpiVersion.Unit.AVERAGE: 1.0,
}


@rule("history.unusual-change", Ring.COMPARISON, Severity.QUERY)
def changes_are_explained(rows: Rows) -> Iterator[Finding]:
    """A value far from those of earlier periods is right, and its reason is given in its row."""
    usual = _of_lines(rows, lambda line: _median([e.value for e in line.earlier]))
    usual_numerator = _of_lines(rows, lambda line: _median([e.numerator for e in line.earlier]))
    percent = rows.of_line(lambda line: line.unit == KpiVersion.Unit.PERCENT).astype(bool)
    allowed = np.where(percent, float(UNUSUAL_POINTS), np.abs(usual) * float(UNUSUAL_PART))
    far = np.abs(_values(rows) - usual) > allowed
    moved = np.abs(rows.numerator - usual_numerator) >= float(SMALL_CHANGE)
    for row in where(_comparable(rows) & far & moved):
        if line := rows.line(row):
            yield rows.asks(row, Col.NUMERATOR, _unusual(rows, row, line))


@rule("history.denominator-jump", Ring.COMPARISON, Severity.QUERY)
def denominators_do_not_jump(rows: Rows) -> Iterator[Finding]:
    """A denominator far from the period before is right, and its reason is given in its row."""
    last = _of_lines(rows, lambda line: line.last.denominator if line.last else None)
    change = np.abs(rows.denominator - last)
    jumped = (change > last * float(JUMP_PART)) & (change >= float(SMALL_CHANGE))
    for row in where(_comparable(rows) & jumped):
        line = rows.line(row)
        if line is None or line.last is None:
            continue
        now = number_in_words(rows.number(row, Col.DENOMINATOR))
        was = number_in_words(line.last.denominator)
        words = f"the denominator ({now}) is far from the period before ({was})."
        yield rows.asks(row, Col.DENOMINATOR, words)


def _comparable(rows: Rows) -> NDArray[np.bool_]:
    """Rows of everybody that give figures: groups are small, and change by chance."""
    comparable: NDArray[np.bool_] = rows.gives_figures & rows.is_whole
    return comparable


def _values(rows: Rows) -> Floats:
    """What each row comes to, in its unit."""
    times = rows.of_line(lambda line: _TIMES.get(KpiVersion.Unit(line.unit), 0.0), 0.0)
    below = np.where(rows.denominator > 0, rows.denominator, NAN)
    values: Floats = np.where(times > 0, rows.numerator * times / below, rows.numerator)
    return values


def _of_lines(rows: Rows, what: Callable[[Line], Decimal | None]) -> Floats:
    def number(line: Line) -> float:
        found = what(line)
        return NAN if found is None else float(found)

    return rows.of_line(number, NAN).astype(np.float64)


def _unusual(rows: Rows, row: int, line: Line) -> str:
    places = line.definition.decimals
    pair = (rows.number(row, column) for column in (Col.NUMERATOR, Col.DENOMINATOR))
    now = in_words(line.unit, places, value_of(line.unit, *pair))
    usual = in_words(line.unit, places, _median([e.value for e in line.earlier]))
    periods = sum(e.value is not None for e in line.earlier)
    return f"{now} is far from the {periods} periods before (usually {usual})."


def _median(numbers: Sequence[Decimal | None]) -> Decimal | None:
    """The median of those given; none of fewer than are needed to call a change unusual."""
    given = [n for n in numbers if n is not None]
    return median(given) if len(given) >= PERIODS_NEEDED else None
