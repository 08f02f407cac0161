"""Where numbers come from: one row for each accepted figure behind each number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pages.words import moment
from performance.origin import Origin, origin_kept
from performance.pack_workbook.layout import HEAD_ROW, Json, Layout, Number

ORIGIN_HEAD = (
    "Number",
    "What it is",
    "Shown as",
    "KPI",
    "Definition",
    "Figure for",
    "Figure",
    "Return",
    "Provider",
    "Sheet and cell",
    "File",
    "SHA-256 of the file",
    "Certified by",
    "Certified",
    "Accepted by",
    "Accepted",
    "Page in Wholesight",
)
ORIGIN_WIDTHS = (30, 50, 14, 12, 60, 26, 16, 26, 28, 20, 34, 66, 22, 26, 22, 26, 34)
NOTHING_BEHIND = ("No accepted figure", *[""] * 11)
Rows = dict[int, tuple[Number, tuple[str, ...]]]


def origin_rows(
    layout: Layout, figure_path: Callable[[str], str]
) -> tuple[Rows, dict[tuple[str, str], int]]:
    """The sheet's rows, and by (sheet, cell) the first row of each number."""
    origins: Json = layout.snapshot["origins"]
    kpis = {kpi["id"]: kpi for o in layout.snapshot["outcomes"] for kpi in o["kpis"]}
    rows: Rows = {}
    first: dict[tuple[str, str], int] = {}
    row = HEAD_ROW + 1
    for number in layout.numbers:
        first[number.sheet, number.cell] = row
        known = _of_number(number, kpis[number.kpi])
        behind = number.figures or (None,)
        for figure in behind:
            said = NOTHING_BEHIND
            if figure is not None:
                said = _of_origin(origin_kept(origins[figure]), figure_path(figure))
            rows[row] = (number, (*known, *said))
            row += 1
    return rows, first


def _of_number(number: Number, kpi: Json) -> tuple[str, ...]:
    return (
        f"{number.sheet}!{number.cell}",
        number.label,
        number.shown,
        kpi["code"],
        kpi["definition"],
    )


def _of_origin(origin: Origin, path: str) -> tuple[str, ...]:
    return (
        f"{origin.place}, {origin.period}",
        origin.said,
        origin.version_words,
        origin.provider,
        origin.cells,
        origin.came_as,
        origin.sha256,
        origin.certified_by,
        _when(origin.certified_at),
        origin.accepted_by,
        _when(origin.accepted_at),
        path,
    )


def _when(at: datetime | None) -> str:
    return moment(at) if at else ""
