"""What a cell can hold, and what it is called (A1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


@dataclass(frozen=True)
class CellError:
    """A cell in which the spreadsheet program shows an error, such as #DIV/0!."""

    code: str

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True)
class Uncalculated:
    """A cell with a formula that was never worked out: its value is unknown, not 0 or blank."""

    formula: str

    def __str__(self) -> str:
        return f"={self.formula}"


Value = str | int | float | bool | date | datetime | time | timedelta | CellError | Uncalculated
"""What was in a cell, its type kept: the text '007' stays text. A blank cell is None."""


def column_letters(column: int) -> str:
    """The letters of a column counted from 1: 1 is A, 28 is AB."""
    letters = ""
    while column > 0:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def column_number(letters: str) -> int:
    """The number, counted from 1, of a column given by its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def a1(row: int, column: int) -> str:
    """The name of a cell by row and column, both counted from 1: (7, 2) is B7."""
    return f"{column_letters(column)}{row}"


def row_and_column(cell: str) -> tuple[int, int]:
    """Row and column, counted from 1, of a cell such as B7 or $B$7.

    Raises ValueError when the text names no single cell.
    """
    match = _REFERENCE.fullmatch(cell.strip())
    if match is None:
        raise ValueError(f"{cell!r} is not the name of a cell")
    return int(match[2]), column_number(match[1])


def first_cell(reference: str) -> tuple[int, int] | None:
    """Row and column where a cell or a range such as B7:C9 begins, or None."""
    match = _REFERENCE.match(reference.strip())
    return (int(match[2]), column_number(match[1])) if match else None


def decimal_of(value: Value | None) -> Decimal | None:
    """A number cell as the decimal a person sees (0.29, not 0.28999999999999998), else None.

    Text is never taken for a number here, nor is a yes or no.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Decimal(repr(value))


def shown(value: Value | Decimal | None) -> str:
    """A value as it is repeated to a person: dates as 31/03/2027, yes and no as in Excel."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
