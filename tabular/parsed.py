"""What the readers hand over, and the limits they stop at."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from tabular.cells import CellError, Uncalculated, Value, a1
from tabular.findings import Finding, to_json
from tabular.grid import Grid
from tabular.limits import Limits
from tabular.packing import Packed, Table
from tabular.refusals import TOO_HEAVY, refused
from tabular.unpacking import columns_of, table_of

Row = list[Value | None]
LONGEST_TEXT = 1_000_000
"""Characters in one cell. Excel allows 32,767, other programs more."""


class ParsedSheet:
    """One sheet. A reader puts whole rows, or packed columns where it was quick."""

    def __init__(self, name: str, hidden: bool = False) -> None:
        self.name, self.hidden = name, hidden
        self.merged: list[str] = []
        self.held: list[Row] = []
        self.packed: Packed | None = None

    @property
    def rows(self) -> Sequence[Sequence[Value | None]]:
        """The rows from row 1 on, each as long as its last value."""
        if self.packed is None:
            return self.held
        said = json.loads(f"{{{self.packed.to_json()}}}")
        table = table_of(json.loads(self.packed.table.to_json()))
        columns = columns_of(said["columns"], said["height"], table, self.packed.height * 1_000)
        return [list(row) for row in Grid(columns)]


@dataclass
class ParsedBook:
    """A file as read. `cells` counts every cell seen, formatted blanks included."""

    kind: str
    sheets: list[ParsedSheet] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    notes: list[Finding] = field(default_factory=list)
    cells: int = 0
    table: Table = field(default_factory=Table)

    def to_json(self, limits: Limits) -> str:
        """What crosses to the process that asked; `unpacking` makes it a book again."""
        sheets = [_sheet_json(sheet, self.table, limits) for sheet in self.sheets]
        head = {
            "kind": self.kind,
            "properties": list(self.properties.items()),
            "names": list(self.names.items()),
            "notes": to_json(self.notes),
            "cells": self.cells,
        }
        return (
            f'{json.dumps(head, ensure_ascii=False)[:-1]},"table":{self.table.to_json()},'
            f'"sheets":[{",".join(sheets)}]}}'
        )


def _sheet_json(sheet: ParsedSheet, table: Table, limits: Limits) -> str:
    packed = sheet.packed
    if packed is None:
        packed = Packed(table, limits)
        packed.add_rows(sheet.held)
    head = {"name": sheet.name, "hidden": sheet.hidden, "merged": sheet.merged}
    return f"{json.dumps(head, ensure_ascii=False)[:-1]},{packed.to_json()}}}"


class Filler:
    """Puts values into sheets and stops at the limits, whatever the file claims about its size."""

    def __init__(self, book: ParsedBook, limits: Limits) -> None:
        self.book = book
        self.limits = limits
        self.characters = 0

    def put(self, sheet: ParsedSheet, row: int, column: int, value: Value) -> None:
        """Place a value at a row and column counted from 1. Raises Unreadable past a limit."""
        limits = self.limits
        if row > limits.rows or column > limits.columns or row < 1 or column < 1:
            raise self.too_far(sheet, row, column)
        if isinstance(value, str | CellError | Uncalculated):
            self.weigh(len(str(value)))
        rows = sheet.held
        if row > len(rows):
            self.count(row - len(rows) - 1)
            rows.extend([] for _ in range(row - len(rows)))
        cells = rows[row - 1]
        gap = column - len(cells)
        if gap > 0:
            self.count(gap - 1)
            cells.extend([None] * gap)
        cells[column - 1] = value

    def count(self, cells: int = 1) -> None:
        """Count cells seen. Raises Unreadable when the file holds more than it may."""
        self.book.cells += cells
        if self.book.cells > self.limits.cells:
            raise refused(TOO_HEAVY)

    def weigh(self, characters: int) -> None:
        """Count the text of cells. Raises Unreadable when it is more than may be."""
        self.characters += characters
        if self.characters > self.limits.characters:
            raise refused(TOO_HEAVY)

    def too_far(self, sheet: ParsedSheet, row: int, column: int) -> Exception:
        """The refusal of a value that lies outside what is read."""
        limits = self.limits
        return refused(
            f"There is something in a cell beyond the {limits.rows:,} rows and {limits.columns} "
            "columns that are read. Delete the rows and columns outside your table, save the file "
            "and send it again.",
            sheet=sheet.name,
            cell=a1(row, column),
            value="not read",
        )
