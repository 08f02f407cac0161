"""The rows of a return once more, made of what it says and not of a file: each called by its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from performance.entries import Entries
from performance.workbook.definition import WEB_FORM, Asked, Col
from performance.workbook.earlier import columns_of
from performance.workbook.rows import Rows


@dataclass(frozen=True)
class Stood:
    """The sheet and the columns in which a sending had its numbers; none of a typed one."""

    sheet: str
    numerator_column: str
    denominator_column: str

    def column(self, of: Col) -> str:
        """The letters of a column; "" of one that is not known."""
        known = {Col.NUMERATOR: self.numerator_column, Col.DENOMINATOR: self.denominator_column}
        return known.get(of, "")


@dataclass(frozen=True)
class RowsAgain(Rows):
    """Every row asked for, as entries say it. A row is called by the cell it came from, or its line."""

    stood: Mapping[int, Stood] = field(default_factory=dict)

    def sheet_of(self, row: int) -> str:
        """The sheet a row stood in."""
        where = self._where(row)
        return where.sheet if where else self.sheet

    def cell(self, row: int, column: Col) -> str:
        """The cell a number stood in; in the form its field."""
        where = self._where(row)
        if where is None:
            return super().cell(row, column)
        letters = where.column(column)
        return f"{letters}{self._row(row)}" if letters else ""

    def place(self, row: int) -> str:
        """The row of the sheet, or the line of the form."""
        return f"Row {self._row(row)}" if self._where(row) else super().place(row)

    def _where(self, row: int) -> Stood | None:
        if self.before is None:
            return None
        where = self.stood.get(int(self.before.upload[row]))
        return where if where is not None and where.numerator_column else None

    def _row(self, row: int) -> int:
        return 0 if self.before is None else int(self.before.row[row])


def rows_from_entries(
    asked: Asked, entries: Entries, stood: Mapping[int, Stood] | None = None
) -> RowsAgain:
    """The rows asked for as entries say them, to be checked again. `stood` is by sending."""
    now = entries.aligned(*asked.slots.keys)
    count = np.arange(len(now), dtype=np.int64)
    return RowsAgain(
        asked, WEB_FORM, count + 1, count, columns_of(now), before=now, stood=stood or {}
    )
