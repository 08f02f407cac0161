"""Where numbers come from: one row for each accepted figure behind each number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from pages.words import moment
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
NO_FIGURE = "No accepted figure"
Rows = dict[int, tuple[Number, tuple[str, ...]]]


def origin_rows(
    layout: Layout, figure_path: Callable[[int], str]
) -> tuple[Rows, dict[tuple[str, str], int]]:
    """The sheet's rows, and by (sheet, cell) the first row of each number."""
    sources: Json = layout.snapshot["sources"]
    kpis = {kpi["id"]: kpi for o in layout.snapshot["outcomes"] for kpi in o["kpis"]}
    rows: Rows = {}
    first: dict[tuple[str, str], int] = {}
    row = HEAD_ROW + 1
    for number in layout.numbers:
        first[number.sheet, number.cell] = row
        known = _of_number(number, kpis[number.kpi])
        behind = number.figures or (None,)
        for figure in behind:
            source = sources.get(str(figure))
            path = figure_path(figure) if figure is not None else ""
            rows[row] = (number, (*known, *_of_source(source, path)))
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


def _of_source(source: dict[str, Any] | None, path: str) -> tuple[str, ...]:
    if source is None:
        return (NO_FIGURE, *[""] * 11)
    version = f", version {source['version']}" if source["version"] > 1 else ""
    return (
        f"{source['area']}, {source['quarter']}",
        source["parts"] or source["status"].replace("_", " ").capitalize(),
        f"{source['agreement']} {source['quarter']}{version}",
        source["provider"],
        f"{source['sheet']}!{source['cell']}" if source["cell"] else source["sheet"],
        source["file"] or "Typed in the web form",
        source["sha256"],
        source["certified_by"],
        when(source["certified_at"]),
        source["accepted_by"],
        when(source["accepted_at"]),
        path,
    )


def when(iso: str) -> str:
    """A moment of the snapshot in words, or nothing."""
    return moment(datetime.fromisoformat(iso)) if iso else ""
