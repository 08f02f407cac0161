"""What the child handed over, made into columns again. The child is not trusted: see `checked`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from tabular.cells import CellError, Uncalculated, Value

Column = list[Value | None]
_NUMBERS: set[type] = {int, float, bool, type(None)}
_WORDS: set[type] = {str, type(None)}
_MADE: dict[str, Callable[[Any], Value]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "seconds": lambda seconds: timedelta(seconds=seconds),
    "error": CellError,
    "formula": Uncalculated,
}


def table_of(said: list[Any]) -> Column:
    """The table of values, with a blank at its end for the place -1."""
    return [*(_made(one) if type(one) is dict else one for one in said), None]


def _made(tagged: dict[str, Any]) -> Value:
    ((kind, told),) = tagged.items()
    return _MADE[kind](told)


def columns_of(said: list[list[list[Any]]], height: int, table: Column, most: int) -> list[Column]:
    """Every column, each as long as its last piece reaches.

    Raises ValueError, KeyError, IndexError or TypeError where it is not as `packing` writes it or
    holds more than `most` cells.
    """
    columns = []
    for pieces in said:
        column: Column = []
        for piece in pieces:
            if piece[0] == "n" and not 0 <= piece[1] <= most:
                raise ValueError("more blanks than a sheet has rows")
            column += _PIECES[piece[0]](table, *piece[1:])
        most -= len(column)
        if len(column) > height or most < 0:
            raise ValueError("more than was said or may be")
        columns.append(column)
    return columns


def checked(values: list[Any], kinds: set[type]) -> Column:
    """A list that holds these types and nothing else. Raises ValueError."""
    if not set(map(type, values)) <= kinds:
        raise ValueError("a value of a type that no cell has")
    return values


def _mixed(table: Column, values: list[Any], places: list[int], found: list[int]) -> Column:
    column = checked(values, _NUMBERS)
    for place, value in zip(places, map(table.__getitem__, found), strict=True):
        column[place] = value
    return column


_PIECES: dict[str, Callable[..., Column]] = {
    "v": lambda _, values: checked(values, _NUMBERS),
    "s": lambda _, values: checked(values, _WORDS),
    "i": lambda table, places: list(map(table.__getitem__, places)),
    "m": _mixed,
    "n": lambda _, blanks: [None] * blanks,
}
