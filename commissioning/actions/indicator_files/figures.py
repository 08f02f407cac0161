"""What a row of a published file becomes: a figure of a place, a measure and a period."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from commissioning.actions.indicator_files.series import Series
from commissioning.models import Area, IndicatorFigure

Status = IndicatorFigure.Status
Row = Mapping[str, str]
#: The publishers' symbols for "no number here", each with its meaning.
SYMBOLS: Mapping[str, Status] = {
    "c": Status.SUPPRESSED,
    "z": Status.NOT_APPLICABLE,
    "x": Status.NOT_AVAILABLE,
    "k": Status.ROUNDS_TO_ZERO,
    "": Status.BLANK,
}
CODE = re.compile(r"[EKNSW]\d{8}")
LONGEST_NAME = 120
#: A value is kept to this many places.
PLACES = Decimal("0.0001")
LARGEST = Decimal(10**11)


class Unreadable(Exception):
    """A row that cannot be read, with the sentence that says why."""


@dataclass(frozen=True)
class Place:
    """An area as a file names it."""

    code: str
    name: str
    kind: Area.Kind
    parent: str = ""

    @property
    def fault(self) -> str:
        """Why it cannot be an area; empty when it can."""
        if not self.code:
            return "The row names no area."
        if not CODE.fullmatch(self.code):
            return f"'{self.code[:20]}' is not an official code of nine characters."
        if not self.name or len(self.name) > LONGEST_NAME:
            return f"The area {self.code} has no name, or one longer than {LONGEST_NAME} letters."
        return ""


@dataclass(frozen=True)
class Amount:
    """A number as published, or why there is none."""

    number: Decimal | None
    status: Status | str

    @property
    def known(self) -> bool:
        """Whether a number was published."""
        return self.number is not None


#: Where a file has no such column, or no row that holds it.
NOTHING = Amount(None, "")


@dataclass(frozen=True)
class ReadFigure:
    """One figure as published: its value, and the numbers it was made from, where the file has them."""

    line: int
    series: Series
    place: Place
    parents: tuple[Place, ...]
    period: str
    period_end: date
    value: Amount
    numerator: Amount = NOTHING
    denominator: Amount = NOTHING

    @property
    def key(self) -> tuple[str, str, str]:
        """What there is one figure of: series, area, period."""
        return (self.series.code, self.place.code, self.period)


def amount(text: str, column: str, *, may_be_negative: bool = False) -> Amount:
    """A published number, or no number and the symbol's meaning. Raises Unreadable."""
    said = text.strip()
    if said in SYMBOLS:
        return Amount(None, SYMBOLS[said])
    try:
        value = Decimal(said.replace(",", ""))
    except InvalidOperation:
        raise Unreadable(
            f"'{said[:40]}' in {column} is neither a number nor a known symbol."
        ) from None
    if not value.is_finite():
        raise Unreadable(f"'{said[:40]}' in {column} is not a number.")
    if abs(value) >= LARGEST:
        raise Unreadable(f"'{said[:40]}' in {column} is larger than any figure of need.")
    if value < 0 and not may_be_negative:
        raise Unreadable(f"'{said[:40]}' in {column} is below zero.")
    return Amount(value.quantize(PLACES, ROUND_HALF_UP), Status.PUBLISHED)


def column_of(row: Row, column: str) -> str:
    """A cell; of a row that ends too early, nothing that could be taken for a blank."""
    text = row.get(column)
    if text is None:
        raise Unreadable(f"The row ends before its column {column}.")
    return text
