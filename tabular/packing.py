"""How the child hands a sheet over: by column, and every text or date once, however often it stands.

A column is a list of pieces from the top down, each the JSON of a list that begins with a letter:
`v` numbers, yes and no and null; `i` places in the table of values, -1 where blank; `s` texts and
null; `m` like `v`, with places in the piece and places in the table for what is no number; `n` a
number of blanks. Parts of it are text of the file itself, shown beforehand to be JSON numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any

from tabular.cells import CellError, Uncalculated, Value
from tabular.limits import Limits
from tabular.refusals import TOO_HEAVY, refused

BLOCK = 2_000
"""Rows packed at a time: with 500 columns, a million cells in hand."""
_NUMBERS = {int, float, bool, type(None)}
_WORDS = {str, type(None)}
_OFTEN = 3
"""A text that stands this often, on the average of its piece, goes to the table."""


class Table:
    """The values that are no numbers, each with its place. It may begin with the shared texts."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.values: list[Value | None] = [text or None for text in texts]
        self._places: dict[tuple[type, Value], int] = {}

    def place(self, value: Value) -> int:
        """Where a value stands in the table; it is added where it is not there yet."""
        key = (type(value), value)
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = len(self.values)
            self.values.append(value)
        return place

    def to_json(self) -> str:
        """The values in order: texts as they are, dates and the like with a word for their type."""
        return json.dumps(self.values, default=tagged, ensure_ascii=False, separators=(",", ":"))


def tagged(value: object) -> dict[str, str | float]:
    """The JSON form of a value that JSON has no type for."""
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
    raise TypeError(f"cannot send {type(value).__name__}")


@dataclass
class Packed:
    """The columns of one sheet as JSON, all of one height, with the table they lead to."""

    table: Table
    limits: Limits
    height: int = 0
    filled_to: int = 0
    """The last row with a value; the rows below it are blank so far."""
    columns: list[list[str]] = field(default_factory=list)
    _heights: list[int] = field(default_factory=list)
    _held: int = 0

    def add(self, column: int, piece: str, rows: int) -> None:
        """Put a piece of so many rows under a column counted from 0, from the present height on.

        Raises Unreadable when the columns, each down to its last value, would hold too much.
        """
        while len(self.columns) <= column:
            self.columns.append([])
            self._heights.append(0)
        gap = self.height - self._heights[column]
        if gap:
            self.columns[column].append(f'["n",{gap}]')
        self.columns[column].append(piece)
        self._heights[column] = self.height + rows
        self._held += gap + rows
        if self._held > 2 * self.limits.cells:
            raise refused(TOO_HEAVY)

    def end_block(self, masks: Sequence[int], height: int) -> int:
        """Go on below `height`. Gives the blanks before a value, as the careful readers count them.

        The masks tell where each column of the block has a value.
        """
        gaps, filled, to_last = spread(masks)
        if filled:
            last = self.height + to_last
            gaps += last - self.filled_to - filled
            self.filled_to = last
        self.height = height
        return gaps

    def add_rows(self, rows: Sequence[Sequence[Value | None]]) -> None:
        """Put whole rows under what is there."""
        for start in range(0, len(rows), BLOCK):
            block = rows[start : start + BLOCK]
            for column, values in enumerate(zip_longest(*block)):
                piece = packed_piece(values, self.table)
                if piece:
                    self.add(column, piece, len(block))
            self.height += len(block)

    def to_json(self) -> str:
        """Height and columns."""
        columns = ",".join(f"[{','.join(pieces)}]" for pieces in self.columns)
        return f'"height":{self.height},"columns":[{columns}]'


def packed_piece(values: Sequence[Value | None], table: Table) -> str:
    """The JSON of a run of values down a column; nothing where all are blank."""
    kinds = set(map(type, values))
    if kinds == {type(None)}:
        return ""
    if kinds <= _NUMBERS:
        return f'["v",{json.dumps(values)}]'
    if kinds <= _WORDS:
        return words_piece(values, table)
    aside = [place for place, value in enumerate(values) if type(value) not in _NUMBERS]
    plain = list(values)
    for place in aside:
        plain[place] = None
    found = [table.place(value) for value in values if value is not None and not _plain(value)]
    return mixed_piece(json.dumps(plain), aside, found)


def words_piece(values: Sequence[Any], table: Table) -> str:
    """Texts as they are, or by their place in the table where they stand often."""
    unlike = set(values)
    if len(unlike) * _OFTEN > len(values):
        return f'["s",{json.dumps(values, ensure_ascii=False)}]'
    places = {text: -1 if text is None else table.place(text) for text in unlike}
    return f'["i",{json.dumps([*map(places.__getitem__, values)])}]'


def _plain(value: Value) -> bool:
    return type(value) in _NUMBERS


def mixed_piece(plain: str, places: list[int], found: list[int]) -> str:
    """The JSON of numbers with, at some places of them, values of the table."""
    return f'["m",{plain},{json.dumps(places)},{json.dumps(found)}]'


def spread(masks: Sequence[int]) -> tuple[int, int, int]:
    """What the filled cells of a block come to: gaps before a value, rows filled, rows to the last.

    Each mask tells a column: byte n is 1 where row n has a value. A gap is a blank cell with a
    value further along its row.
    """
    gaps = right = 0
    for mask in reversed(masks):
        right |= mask
        gaps += right.bit_count() - mask.bit_count()
    return gaps, right.bit_count(), (right.bit_length() + 7) // 8


def mask_of(flags: Iterable[object]) -> int:
    """The mask of a column: 1 where something stands."""
    return int.from_bytes(bytes(map(bool, flags)), "little")


def full_mask(rows: int) -> int:
    """The mask of a column without a blank."""
    return int.from_bytes(b"\x01" * rows, "little")
