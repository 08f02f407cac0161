"""The workbook a council is given: what is there now, or empty with an example, with the rules."""

from __future__ import annotations

from typing import Any

from accounts.intake.columns import Column, Holds
from accounts.intake.matching import EXAMPLE
from accounts.intake.sheets import Desk, Sheet, sheets_for
from tabular import plans
from tabular.writing import csv_bytes, workbook_bytes

TEMPLATE, VERSION = "Wholesight set-up", "1"
KINDS = {
    Holds.DAY: plans.Kind.DATE,
    Holds.MONEY: plans.Kind.NUMBER,
    Holds.NUMBER: plans.Kind.NUMBER,
    Holds.WHOLE: plans.Kind.WHOLE,
}
#: Rows open for typing under the last.
ROOM = 100
HEAD = (
    "Fill in what you have. Sheets and columns that you do not need may stay empty or be deleted.",
    "Columns may stand in any order, and columns of your own are left alone.",
    f"The row that begins with “{EXAMPLE}” shows how it is meant. It is never brought in.",
    "An empty cell leaves what is there as it is. Nothing is removed by leaving out its row.",
    "Bring the workbook back under Set up: nothing changes before you have seen what would.",
)


def set_up_workbook(desk: Desk, *, filled: bool) -> bytes:
    """The workbook with every sheet its reader may bring in; `filled` with what is there now."""
    sheets = [sheet for sheet in sheets_for(desk) if sheet.allowed()]
    rules = [rule for sheet in sheets for rule in _rules(sheet)]
    plan = plans.WorkbookPlan(
        template=TEMPLATE,
        version=VERSION,
        title=f"{desk.trust}: people, areas, outcomes and agreements",
        instructions=(*HEAD, *rules),
        restriction="OFFICIAL: names people" if any(s.name == "People" for s in sheets) else "",
        sheets=tuple(_planned(sheet, filled) for sheet in sheets),
        protected=False,
    )
    return workbook_bytes(plan)


def sheet_as_workbook(sheet: Sheet) -> bytes:
    """What is there now of one kind, as a workbook that can be changed and brought back."""
    plan = plans.WorkbookPlan(
        template=TEMPLATE,
        version=VERSION,
        title=f"{sheet.desk.trust}: {sheet.name}",
        instructions=(*HEAD, *_rules(sheet)),
        sheets=(_planned(sheet, filled=True),),
        protected=False,
    )
    return workbook_bytes(plan)


def sheet_as_csv(sheet: Sheet) -> bytes:
    """The same as a CSV file, with the headers of the sheet."""
    return csv_bytes([[column.header for column in sheet.columns], *sheet.exported()])


def _rules(sheet: Sheet) -> list[str]:
    """The sheet's rules in words, from the same columns that check it."""
    return [
        f"{sheet.name}: {sheet.about}",
        *(f"{sheet.name}, {column.header}: {column.rule}" for column in sheet.columns),
    ]


def _planned(sheet: Sheet, filled: bool) -> plans.SheetPlan:
    columns = tuple(_column(sheet, column) for column in sheet.columns)
    rows = sheet.exported() if filled else []
    return plans.SheetPlan(
        name=sheet.name,
        columns=columns,
        rows=tuple(plans.PlannedRow(row) for row in [_example(sheet), *rows]),
        blank_rows=ROOM,
    )


def _column(sheet: Sheet, column: Column) -> plans.Column:
    choices = ("Yes", "No") if column.holds is Holds.YES_NO else sheet.choices_for(column)
    return plans.Column(
        header=column.header,
        width=column.width,
        kind=KINDS.get(column.holds, plans.Kind.TEXT),
        unlocked=True,
        choices=choices,
    )


def _example(sheet: Sheet) -> tuple[Any, ...]:
    first, *rest = (column.written(column.example) for column in sheet.columns)
    return (f"{EXAMPLE} {first or ''}".rstrip(), *rest)
