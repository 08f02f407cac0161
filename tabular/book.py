"""A sheet as it was read: cells by coordinate, and whole columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tabular.cells import CellError, Uncalculated, Value, a1, row_and_column, shown
from tabular.findings import Finding, Severity
from tabular.grid import Column, Grid, Row

_UNCALCULATED = (
    "The formula in this cell was never worked out, so its result is not known. Open the workbook "
    "in a spreadsheet program, let it calculate, save it and send it again."
)


@dataclass(frozen=True)
class Cell:
    """One cell that is not blank. Row and column are counted from 1."""

    sheet: str
    row: int
    column: int
    value: Value

    @property
    def name(self) -> str:
        """Its coordinates, such as B7."""
        return a1(self.row, self.column)

    def finding(self, severity: Severity, message: str, kpi: str = "") -> Finding:
        """Something to say about this cell."""
        return Finding(severity, self.sheet, self.name, kpi, message, shown(self.value))


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows` begins at row 1; each row ends at its last value."""

    name: str
    rows: Sequence[Row]
    """As read these are made only when asked for: whole columns are what is at hand."""
    hidden: bool = False
    merged: tuple[str, ...] = ()
    """Ranges shown as one cell; the value stands in the first cell of each."""

    @cached_property
    def _grid(self) -> Grid:
        return self.rows if isinstance(self.rows, Grid) else Grid.of_rows(self.rows)

    def value(self, row: int, column: int) -> Value | None:
        """What is in a cell, by row and column from 1; None where it is blank or outside."""
        return self._grid.value(row, column)

    def __getitem__(self, cell: str) -> Value | None:
        """What is in a cell, by its name: sheet["B7"]. Raises ValueError on no such name."""
        return self.value(*row_and_column(cell))

    def column_values(self, column: int, first_row: int, last_row: int | None = None) -> Column:
        """A column from a row to a row (the sheet's last unless told), blanks as None.

        Every column asked for with the same rows is as long: value n stands in row
        `first_row` + n.
        """
        return self._grid.column(column, first_row, last_row)

    def filled_rows(self, first_row: int = 1, last_row: int | None = None) -> list[int]:
        """The numbers of the rows that are not wholly blank."""
        return self._grid.filled(first_row, last_row)

    def cells(self) -> Iterator[Cell]:
        """The cells that are not blank, row by row."""
        for row, values in enumerate(self.rows, 1):
            for column, value in enumerate(values, 1):
                if value is not None:
                    yield Cell(self.name, row, column, value)

    def cells_of(self, *kinds: type[Value]) -> list[Cell]:
        """The cells with a value of one of these types, row by row, found by whole columns."""
        return [Cell(self.name, *found) for found in self._grid.of_types(frozenset(kinds))]

    def header_row(self, headers: Collection[str]) -> int | None:
        """The first row that holds all these headers, or None."""
        wanted = {_header(header) for header in headers}
        for row, values in enumerate(self._grid.lines(), 1):
            if wanted <= {_header(value) for value in values if value is not None}:
                return row
        return None

    def columns(self, header_row: int) -> dict[str, int]:
        """Column numbers by header, in order. A header met again becomes "Header (2)"."""
        values = self.rows[header_row - 1] if 0 < header_row <= len(self.rows) else ()
        found: dict[str, int] = {}
        for column, value in enumerate(values, 1):
            header = _header(value)
            if header:
                found[_unlike(header, found)] = column
        return found


@dataclass(frozen=True)
class Book:
    """A file as read. `kind` is xlsx, ods or csv; `properties` are its custom ones."""

    kind: str
    sheets: tuple[Sheet, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    """Defined names and the ranges they stand for, such as Quarter!$B$2."""
    notes: tuple[Finding, ...] = ()
    """What the reader had to assume, such as the character set of a CSV."""
    cells: int = 0
    """Cells in the file, formatted blanks included: a measure of its size."""

    @cached_property
    def _by_name(self) -> dict[str, Sheet]:
        return {sheet.name.casefold(): sheet for sheet in reversed(self.sheets)}

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of this name, small and capital letters alike, or None."""
        return self._by_name.get(name.casefold())

    def broken_cells(self, severity: Severity = Severity.BLOCKER) -> tuple[Finding, ...]:
        """A finding for every cell that shows an error or was never worked out."""
        return tuple(finding for sheet in self.sheets for finding in broken_cells(sheet, severity))


def broken_cells(sheet: Sheet, severity: Severity = Severity.BLOCKER) -> list[Finding]:
    """A finding for every cell of a sheet that shows an error or was never worked out."""
    found = []
    for cell in sheet.cells_of(CellError, Uncalculated):
        if isinstance(cell.value, CellError):
            message = f"This cell shows the error {cell.value}. Put the figure itself in the cell."
            found.append(cell.finding(severity, message))
        else:
            found.append(cell.finding(severity, _UNCALCULATED))
    return found


def _header(value: Value | None) -> str:
    return " ".join(shown(value).split())


def _unlike(header: str, taken: Collection[str]) -> str:
    name, again = header, 1
    while name in taken:
        again += 1
        name = f"{header} ({again})"
    return name
