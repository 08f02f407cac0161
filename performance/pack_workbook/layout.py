"""Where everything stands in a pack's workbook: which number in which cell of which sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

Json = Mapping[str, Any]
WHAT_MATTERS = "What matters"
RETURNS = "Returns"
ORIGINS = "Where numbers come from"
NOTES = "Notes"
#: What Excel does not allow in the name of a sheet.
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31

HEAD = (
    "KPI",
    "Name",
    "Area",
    "Value",
    "Target",
    "Rating",
    "What the trend says",
    "Figures in",
    "Note",
)
HEAD_ROW, FIRST_ROW = 4, 5
VALUE_COLUMN = 3
CHART_ROWS = 17


@dataclass(frozen=True)
class Number:
    """One number: where it stands, how it is said, and the accepted figures it is made of."""

    sheet: str
    row: int
    column: int
    label: str
    shown: str
    value: Decimal | None
    kpi: int
    outcome: int
    area: int | None
    quarter: str
    figures: tuple[str, ...]

    @property
    def cell(self) -> str:
        """Its cell: D7."""
        return str(xl_rowcol_to_cell(self.row, self.column))


@dataclass(frozen=True)
class TrendBlock:
    """A KPI's chart and, below it, the quarters it is drawn from."""

    kpi: Json
    row: int
    numbers: tuple[Number, ...]

    @property
    def head_row(self) -> int:
        """The row of the headings of its table."""
        return self.row + CHART_ROWS + 1


@dataclass(frozen=True)
class OutcomeSheet:
    """One outcome: its table of KPIs and areas, then a trend for each KPI."""

    name: str
    outcome: Json
    lines: tuple[tuple[Json, Json, Number], ...]
    trends: tuple[TrendBlock, ...]

    @property
    def numbers(self) -> Iterator[Number]:
        """Every number of the sheet, from top to bottom."""
        yield from (number for _kpi, _line, number in self.lines)
        for trend in self.trends:
            yield from trend.numbers


@dataclass(frozen=True)
class Layout:
    """A snapshot laid out in sheets."""

    snapshot: Json
    outcomes: tuple[OutcomeSheet, ...]
    _places: dict[tuple[int, int | None], Number] = field(default_factory=dict)

    @property
    def numbers(self) -> list[Number]:
        """Every number of the workbook, sheet by sheet."""
        return [number for sheet in self.outcomes for number in sheet.numbers]

    def number_of(self, kpi: int, area: int | None) -> Number | None:
        """The number of the pack's own quarter for a KPI in an area (None is the whole)."""
        if not self._places:
            for sheet in self.outcomes:
                for _kpi, _line, number in sheet.lines:
                    self._places[number.kpi, number.area] = number
        return self._places.get((kpi, area))


def lay_out(snapshot: Json) -> Layout:
    """Give every number of a snapshot its sheet and cell. Pure: the same snapshot, the same cells."""
    taken = {WHAT_MATTERS, RETURNS, ORIGINS, NOTES}
    sheets = []
    for outcome in snapshot["outcomes"]:
        name = _sheet_name(outcome["name"], taken)
        taken.add(name)
        sheets.append(_outcome_sheet(snapshot, outcome, name))
    return Layout(snapshot, tuple(sheets))


def _sheet_name(name: str, taken: set[str]) -> str:
    """The outcome's name as Excel allows it, unlike any other sheet's."""
    plain = _NOT_IN_NAMES.sub(" ", name).strip()[:_LONGEST_NAME].strip() or "Outcome"
    known = {one.lower() for one in taken}
    number, unique = 2, plain
    while unique.lower() in known:
        ending = f" {number}"
        unique = plain[: _LONGEST_NAME - len(ending)] + ending
        number += 1
    return unique


def _outcome_sheet(snapshot: Json, outcome: Json, name: str) -> OutcomeSheet:
    lines = []
    row = FIRST_ROW
    for kpi in outcome["kpis"]:
        for line in kpi["lines"]:
            lines.append((kpi, line, _number_of_line(snapshot, outcome, kpi, line, name, row)))
            row += 1
    row += 2
    trends = []
    for kpi in outcome["kpis"]:
        trend = _trend_block(snapshot, outcome, kpi, name, row)
        trends.append(trend)
        row = trend.head_row + len(snapshot["quarters"]) + 3
    return OutcomeSheet(name, outcome, tuple(lines), tuple(trends))


def _number_of_line(
    snapshot: Json, outcome: Json, kpi: Json, line: Json, sheet: str, row: int
) -> Number:
    return Number(
        sheet=sheet,
        row=row,
        column=VALUE_COLUMN,
        label=f"{kpi['code']} {kpi['name']}, {line['area_name']}, {snapshot['quarter']}",
        shown=line["shown"],
        value=_decimal(line["value"]),
        kpi=kpi["id"],
        outcome=outcome["id"],
        area=line["area"],
        quarter=snapshot["quarter"],
        figures=tuple(line["figures"]),
    )


def _trend_block(snapshot: Json, outcome: Json, kpi: Json, sheet: str, row: int) -> TrendBlock:
    block = TrendBlock(kpi, row, ())
    numbers = []
    for column, series in enumerate(kpi["trend"]["series"], 1):
        for place, quarter in enumerate(snapshot["quarters"]):
            value = _decimal(series["values"][place])
            if value is not None:
                label = f"{kpi['code']} {kpi['name']}, {series['name']}, {quarter}, trend"
                numbers.append(
                    Number(
                        sheet=sheet,
                        row=block.head_row + 1 + place,
                        column=column,
                        label=label,
                        shown=series["shown"][place],
                        value=value,
                        kpi=kpi["id"],
                        outcome=outcome["id"],
                        area=series["area"],
                        quarter=quarter,
                        figures=tuple(series["figures"][place]),
                    )
                )
    return TrendBlock(kpi, row, tuple(numbers))


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def restricted(snapshot: Json) -> str:
    """What every sheet says at its top, its head and its foot."""
    board = snapshot["partnership"]["board"]
    return (
        f"Restricted: for members and officers of the {board}. It holds small numbers that could "
        "identify a child: do not pass it on or publish it."
    )


def title_of(snapshot: Json) -> str:
    """The pack's name on its sheets."""
    quarter = snapshot["quarter"]
    return f"{snapshot['partnership']['name']}: joint performance pack, {quarter} ({snapshot['label']})"


def coverage_words(coverage: Json) -> Sequence[str]:
    """Coverage of returns in sentences."""
    return [
        f"{coverage['accepted']} of {coverage['expected']} returns expected are accepted and count.",
        f"{coverage['received']} were received, {coverage['on_time']} of them on time.",
    ]
