"""What the readers hand over: plain lists, light enough to cross between processes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from tabular.cells import CellError, Uncalculated, Value, a1
from tabular.findings import Finding
from tabular.limits import Limits
from tabular.refusals import TOO_HEAVY, refused

Row = list[Value | None]
LONGEST_TEXT = 1_000_000
"""Characters in one cell. Excel allows 32,767, other programs more."""


@dataclass
class ParsedSheet:
    """One sheet: rows from row 1 on, each as long as its last value."""

    name: str
    hidden: bool = False
    rows: list[Row] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)


@dataclass
class ParsedBook:
    """A file as read. `cells` counts every cell seen, formatted blanks included."""

    kind: str
    sheets: list[ParsedSheet] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    notes: list[Finding] = field(default_factory=list)
    cells: int = 0


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
            self._weigh(len(str(value)))
        rows = sheet.rows
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

    def _weigh(self, characters: int) -> None:
        self.characters += characters
        if self.characters > self.limits.characters:
            raise refused(TOO_HEAVY)


def tagged(value: object) -> dict[str, Any]:
    """The JSON form of what JSON has no type for; the `default` of json.dumps."""
    match value:
        case datetime():
            return {"datetime": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case timedelta():
            return {"seconds": value.total_seconds()}
        case CellError():
            return {"error": value.code}
        case Uncalculated():
            return {"formula": value.formula}
        case Finding():
            return {"finding": list(value.to_json().items())}
        case ParsedSheet():
            return {"sheet": [value.name, value.hidden, value.rows, value.merged]}
    raise TypeError(f"cannot send {type(value).__name__}")


_UNTAG: dict[str, Callable[[Any], Any]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "seconds": lambda seconds: timedelta(seconds=seconds),
    "error": CellError,
    "formula": Uncalculated,
    "finding": lambda pairs: Finding.from_json(dict(pairs)),
    "sheet": lambda parts: ParsedSheet(*parts),
}


def untagged(pairs: list[tuple[str, Any]]) -> Any:
    """The value `tagged` sent; the `object_pairs_hook` of json.loads."""
    if len(pairs) == 1 and pairs[0][0] in _UNTAG:
        return _UNTAG[pairs[0][0]](pairs[0][1])
    return dict(pairs)
