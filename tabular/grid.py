"""Values held by column, and given out as rows when somebody asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import overload

from tabular.cells import Value

Row = tuple[Value | None, ...]
Column = list[Value | None]
_AT_ONCE = 1_000
_NOTHING = type(None)


class Grid(Sequence[Row]):
    """The rows of a sheet, from row 1 to the last with a value, each as long as its last value.

    Equal to any sequence of the same rows. Columns may end early: what lies below is blank.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._height = max(map(_filled_height, columns), default=0)
        self._rows: tuple[Row, ...] | None = None

    @classmethod
    def of_rows(cls, rows: Sequence[Sequence[Value | None]]) -> Grid:
        """The same, from rows."""
        return cls([list(column) for column in zip_longest(*rows)])

    def __len__(self) -> int:
        return self._height

    @overload
    def __getitem__(self, row: int) -> Row: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, row: int | slice) -> Row | tuple[Row, ...]:
        if self._rows is None and isinstance(row, int) and 0 <= row < self._height:
            return next(self._lines(row, row + 1))
        if self._rows is None:
            self._rows = tuple(self.lines())
        return self._rows[row]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows) if self._rows is not None else self.lines()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(
            row == theirs for row, theirs in zip(self, other, strict=True)
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(tuple(self))

    def lines(self) -> Iterator[Row]:
        """The rows one by one, none of them kept."""
        for start in range(0, self._height, _AT_ONCE):
            yield from self._lines(start, min(start + _AT_ONCE, self._height))

    def _lines(self, start: int, end: int) -> Iterator[Row]:
        reach = [n for n, column in enumerate(self._columns, 1) if len(column) > start]
        columns = [column[start:end] for column in self._columns[: max(reach, default=0)]]
        for row in zip_longest(*columns, [None] * (end - start)):
            width = len(row)
            while width and row[width - 1] is None:
                width -= 1
            yield row[:width]

    def value(self, row: int, column: int) -> Value | None:
        """What is in a cell, by row and column from 1; None where it is blank or outside."""
        if not 1 <= column <= len(self._columns) or row < 1:
            return None
        values = self._columns[column - 1]
        return values[row - 1] if row <= len(values) else None

    def column(self, column: int, first_row: int = 1, last_row: int | None = None) -> Column:
        """A column from one row to another, the last of the grid where none is told."""
        last = self._height if last_row is None else last_row
        values = self._columns[column - 1] if 1 <= column <= len(self._columns) else []
        found = values[first_row - 1 : last]
        return found + [None] * (max(last - first_row + 1, 0) - len(found))

    def filled(self, first_row: int = 1, last_row: int | None = None) -> list[int]:
        """The numbers of the rows with a value."""
        last = min(self._height, self._height if last_row is None else last_row)
        reaching = [column for column in self._columns if len(column) >= first_row]
        if any(
            None not in column[first_row - 1 : last] for column in reaching if len(column) >= last
        ):
            return list(range(first_row, last + 1))
        parts = [column[first_row - 1 : last] for column in reaching]
        width = len(parts)
        rows = enumerate(zip_longest(*parts), first_row)
        return [number for number, row in rows if row.count(None) != width]

    def of_types(self, kinds: frozenset[type]) -> list[tuple[int, int, Value]]:
        """Row, column and value of every cell of one of these types, in the order of reading."""
        found = [
            (row, n, value)
            for n, column in enumerate(self._columns, 1)
            if not kinds.isdisjoint(map(type, column))
            for row, value in enumerate(column, 1)
            if value is not None and type(value) in kinds
        ]
        return sorted(found, key=lambda one: one[:2])


def _filled_height(column: Column) -> int:
    height = len(column)
    while height and column[height - 1] is None:
        height -= 1
    return height
