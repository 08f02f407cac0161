"""Whole ring: figures beside those of earlier quarters, a column at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

import pandas as pd

from commissioning.models import KpiVersion
from performance.reference import (
    JUMP_PART,
    QUARTERS_NEEDED,
    SMALL_CHANGE,
    UNUSUAL_PART,
    UNUSUAL_POINTS,
)
from performance.values import in_words, number_in_words
from performance.workbook.definition import Asked, Col, Line
from performance.workbook.rows import Came
from tabular.findings import Finding


def whole_changes_are_explained(rows: Sequence[Came], asked: Asked) -> Iterator[Finding]:
    """A value far from those of earlier quarters is right, and its reason is given in its row."""
    compared = _frame(rows)
    points = compared["percent"]
    far = (compared["value"] - compared["usual"]).abs()
    allowed = (compared["usual"].abs() * float(UNUSUAL_PART)).where(~points, float(UNUSUAL_POINTS))
    moved = (compared["numerator"] - compared["usual numerator"]).abs() >= float(SMALL_CHANGE)
    for place in compared.index[(far > allowed) & moved]:
        row = rows[place]
        if row.line is not None:
            yield row.asks(Col.NUMERATOR, _unusual(row, row.line))


def whole_denominators_do_not_jump(rows: Sequence[Came], asked: Asked) -> Iterator[Finding]:
    """A denominator far from the quarter before is right, and its reason is given in its row."""
    compared = _frame(rows)
    change = (compared["denominator"] - compared["last denominator"]).abs()
    allowed = compared["last denominator"] * float(JUMP_PART)
    for place in compared.index[(change > allowed) & (change >= float(SMALL_CHANGE))]:
        row = rows[place]
        if row.line is None or row.line.last is None:
            continue
        was, now = row.line.last.denominator, row.denominator
        yield row.asks(
            Col.DENOMINATOR,
            f"the denominator ({number_in_words(now)}) is far from the quarter before "
            f"({number_in_words(was)}).",
        )


def _unusual(row: Came, line: Line) -> str:
    places = line.definition.decimals
    now = in_words(line.unit, places, row.value)
    usual = in_words(line.unit, places, _median([e.value for e in line.earlier]))
    quarters = sum(e.value is not None for e in line.earlier)
    return f"{now} is far from the {quarters} quarters before (usually {usual})."


def _frame(rows: Sequence[Came]) -> pd.DataFrame:
    """The rows that give figures, as numbers beside their earlier ones; the index is the place."""
    kept = {place: row for place, row in enumerate(rows) if row.line and row.gives_figures}
    table = {place: _numbers(row, row.line) for place, row in kept.items() if row.line}
    columns = ["value", "numerator", "denominator", "usual", "usual numerator"]
    frame = pd.DataFrame.from_dict(table, orient="index", columns=[*columns, "last denominator"])
    frame = frame.astype(float)
    frame["percent"] = [
        row.line.unit == KpiVersion.Unit.PERCENT for row in kept.values() if row.line
    ]
    frame["percent"] = frame["percent"].astype(bool)
    return frame


def _numbers(row: Came, line: Line) -> list[Decimal | None]:
    known = len([e for e in line.earlier if e.value is not None]) >= QUARTERS_NEEDED
    return [
        row.value,
        row.numerator,
        row.denominator,
        _median([e.value for e in line.earlier]) if known else None,
        _median([e.numerator for e in line.earlier]) if known else None,
        line.last.denominator if line.last else None,
    ]


def _median(numbers: Sequence[Decimal | None]) -> Decimal | None:
    given = [n for n in numbers if n is not None]
    return median(given) if given else None
