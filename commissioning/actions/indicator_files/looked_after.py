"""Children looked after, starting and ceasing to be: numbers and rates per 10,000 children."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.actions.indicator_files.education import COLUMNS as PLACED
from commissioning.actions.indicator_files.education import where_and_when
from commissioning.actions.indicator_files.figures import (
    ReadFigure,
    Row,
    Unreadable,
    amount,
    column_of,
)
from commissioning.actions.indicator_files.series import series_of

COLUMNS = PLACED | {"population_count", "population_estimate", "number", "rate_per_10000"}


def figures_of(line: int, row: Row) -> Iterator[ReadFigure]:
    """The rate of a row with the number and the population it was made from."""
    measure = column_of(row, "population_count").strip()
    series = series_of("looked_after").get(("", measure))
    if series is None:
        raise Unreadable(f"'{measure[:80]}' is not a measure this file is known for.")
    at = where_and_when(row)
    yield ReadFigure(
        line=line,
        series=series,
        place=at.place,
        parents=at.parents,
        period=at.period,
        period_end=at.period_end,
        value=amount(column_of(row, "rate_per_10000"), "rate_per_10000"),
        numerator=amount(column_of(row, "number"), "number"),
        denominator=amount(column_of(row, "population_estimate"), "population_estimate"),
    )
