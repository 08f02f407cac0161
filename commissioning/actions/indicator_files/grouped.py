"""Files of the Department for Education that count groups of children by characteristic.

Each row is a number and its percentage. What it is a percentage of stands in another row of the
same group: the total, or those the question could be asked of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from commissioning.actions.indicator_files.education import where_and_when
from commissioning.actions.indicator_files.figures import (
    NOTHING,
    Amount,
    ReadFigure,
    Row,
    Unreadable,
    amount,
    column_of,
)
from commissioning.actions.indicator_files.series import series_of


def figures_of(layout: str, group_column: str, line: int, row: Row) -> Iterator[ReadFigure]:
    """The figure of a row of a layout whose measures stand in `cla_group` and one more column.

    A total, and an average score, is its number; everything else its percentage.
    """
    group, measure = column_of(row, "cla_group").strip(), column_of(row, group_column).strip()
    series = series_of(layout).get((group, measure))
    if series is None:
        raise Unreadable(
            f"'{group[:80]}', '{measure[:80]}' is not a measure this file is known for."
        )
    at = where_and_when(row)
    number = amount(column_of(row, "number"), "number")
    percentage = amount(column_of(row, "percentage"), "percentage")
    is_number = series.column == "number"
    yield ReadFigure(
        line=line,
        series=series,
        place=at.place,
        parents=at.parents,
        period=at.period,
        period_end=at.period_end,
        value=number if is_number else percentage,
        numerator=NOTHING if is_number else number,
    )


def with_denominators(figures: list[ReadFigure]) -> list[ReadFigure]:
    """The same figures, each with the number of the row that holds what it is a percentage of."""
    numbers: dict[tuple[str, str, str, str], Amount] = {}
    for one in figures:
        number = one.value if one.series.column == "number" else one.numerator
        numbers[one.series.group, one.series.row, one.place.code, one.period] = number
    return [
        replace(
            one,
            denominator=numbers.get(
                (one.series.group, one.series.of, one.place.code, one.period), NOTHING
            ),
        )
        if one.series.of
        else one
        for one in figures
    ]
