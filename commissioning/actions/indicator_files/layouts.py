"""Every layout that can be read, and the reading of a file by whichever of them it has."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from commissioning.actions.indicator_files import (
    deprivation,
    grouped,
    health_and_convictions,
    looked_after,
    placement_stability,
)
from commissioning.actions.indicator_files.figures import ReadFigure, Row, Unreadable
from workflow.lifecycle import Refused


def _as_they_are(figures: list[ReadFigure]) -> list[ReadFigure]:
    return figures


@dataclass(frozen=True)
class Layout:
    """One publisher's way of laying out a file: the columns it is known by, and how a row is read.

    `joined` completes the figures once all rows are read, from one another.
    """

    name: str
    columns: frozenset[str]
    figures_of: Callable[[int, Row], Iterator[ReadFigure]]
    joined: Callable[[list[ReadFigure]], list[ReadFigure]] = _as_they_are


#: Rows a file may have; the largest published one has 15,030.
MOST_ROWS = 200_000
LAYOUTS = (
    Layout(
        "Department for Education: children looked after, numbers and rates per 10,000",
        looked_after.COLUMNS,
        looked_after.figures_of,
    ),
    Layout(
        "Department for Education: health and convictions of children looked after",
        health_and_convictions.COLUMNS,
        health_and_convictions.figures_of,
        grouped.with_denominators,
    ),
    Layout(
        "Department for Education: placement stability of children looked after",
        placement_stability.COLUMNS,
        placement_stability.figures_of,
        grouped.with_denominators,
    ),
    Layout(
        "Indices of Deprivation 2025 by local authority district (long form)",
        deprivation.COLUMNS,
        deprivation.figures_of,
    ),
)


@dataclass(frozen=True)
class RefusedRow:
    """A row that was not taken, and why."""

    line: int
    sentence: str


@dataclass
class Reading:
    """What a file holds: its figures, how many rows it has, and those that cannot be read.

    `left_out` counts the rows of areas that were not asked for.
    """

    layout: Layout
    figures: list[ReadFigure] = field(default_factory=list)
    rows: int = 0
    left_out: int = 0
    refused: list[RefusedRow] = field(default_factory=list)


def read_rows(lines: Iterable[str], *, only: Collection[str] = ()) -> Reading:
    """Read a published file, given as its lines of text.

    `only` names area codes; rows of other areas are left out. A row that cannot be read is listed
    and the others are read. Raises Refused when the file has no known layout.
    """
    table = csv.reader(lines)
    try:
        head = _head(next(table, []))
        reading = Reading(layout_of(head))
        kept: dict[tuple[str, str, str], ReadFigure] = {}
        for cells in table:
            if reading.rows >= MOST_ROWS:
                raise Refused(f"This file has more than {MOST_ROWS:,} rows. No published one has.")
            if cells:
                _read(reading, kept, table.line_num, dict(zip(head, cells, strict=False)), only)
    except csv.Error as error:
        raise Refused(
            "The quotation marks in this file do not pair up, so its columns cannot be told apart. "
            "Send the file as its publisher gives it out."
        ) from error
    reading.figures = reading.layout.joined(list(kept.values()))
    return reading


def layout_of_lines(lines: Iterable[str]) -> Layout:
    """The layout of a file, by its first line alone. Raises Refused as `layout_of` does."""
    try:
        return layout_of(_head(next(csv.reader(lines), [])))
    except csv.Error:
        return layout_of([])


def _head(cells: Iterable[str]) -> list[str]:
    return [name.removeprefix("\ufeff").strip() for name in cells]


def layout_of(head: Collection[str]) -> Layout:
    """The layout a file with these columns has. Raises Refused, naming the layouts known."""
    for layout in LAYOUTS:
        if layout.columns <= set(head):
            return layout
    raise Refused(
        "This file has none of the layouts that can be read. Send one of these as published: "
        + "; ".join(layout.name for layout in LAYOUTS)
        + "."
    )


def _read(
    reading: Reading,
    kept: dict[tuple[str, str, str], ReadFigure],
    line: int,
    row: Row,
    only: Collection[str],
) -> None:
    """Add the figures of one row, all of them or none."""
    reading.rows += 1
    try:
        figures = list(reading.layout.figures_of(line, row))
        if fault := next((f.place.fault for f in figures if f.place.fault), ""):
            raise Unreadable(fault)
        if twice := next((kept[f.key].line for f in figures if f.key in kept), 0):
            raise Unreadable(f"The same area, measure and year stand in line {twice} already.")
    except Unreadable as reason:
        reading.refused.append(RefusedRow(line, str(reason)))
        return
    if only and figures[0].place.code not in only:
        reading.left_out += 1
        return
    kept.update((figure.key, figure) for figure in figures)
