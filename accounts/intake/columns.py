"""A column of a sheet that comes in: its header and synonyms, what a cell may hold, in which words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from tabular.cells import Uncalculated, Value, decimal_of, shown

#: British ways of writing a day, the day before the month; and the ISO way.
_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%b-%Y",
         "%d/%m/%y", "%d-%b-%y")  # fmt: skip
#: The mark our own CSV files put before text that would be taken for a formula.
_GUARDED = re.compile(r"^'(?=[=+@-])")
_TRUE, _FALSE = {"yes", "y", "true", "1", "x"}, {"no", "n", "false", "0"}
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
MOST_MONEY = Decimal("999999999999.99")
MOST_NUMBER = Decimal("9999999999.99")


class Holds(Enum):
    """What a column holds."""

    TEXT = "text"
    DAY = "a date, such as 31/03/2027"
    MONEY = "an amount in pounds, such as 250,000"
    NUMBER = "a number, such as 2.5"
    WHOLE = "a whole number"
    YES_NO = "Yes or No"
    CHOICE = "one from the list"


class Unfit(ValueError):
    """What is in a cell is not what its column holds; the text says so to a person."""


@dataclass(frozen=True)
class Column:
    """One column. `about` is its rule in words; `choices` are (kept value, words on the sheet)."""

    name: str
    header: str
    about: str = ""
    holds: Holds = Holds.TEXT
    synonyms: tuple[str, ...] = ()
    needed: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    also_called: Mapping[str, str] = field(default_factory=dict)
    """Other words for a choice, and the value each stands for."""
    longest: int = 200
    example: Value | Decimal | None = None
    width: float = 24

    @property
    def rule(self) -> str:
        """The rule as the instructions give it, made from what `read` checks."""
        parts = [self.about] if self.about else []
        if self.holds is Holds.CHOICE:
            parts.append("One of: " + "; ".join(words for _, words in self.choices) + ".")
        elif self.holds is not Holds.TEXT:
            parts.append(f"Holds {self.holds.value}.")
        if self.needed or not re.search("left empty|Needed|Empty for", self.about):
            parts.append("Needed." if self.needed else "May be left empty.")
        return " ".join(parts)

    def known_as(self, header: str) -> bool:
        """Whether a header found on a sheet means this column."""
        return plain(header) in {plain(one) for one in (self.header, *self.synonyms)}

    def read(self, value: Value | None) -> Any:
        """What the cell says, None where it is blank. Raises Unfit in words."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, Uncalculated):
            raise Unfit("The formula in this cell was never worked out. Put the value itself here.")
        return _READERS[self.holds](self, value)

    def written(self, value: Any) -> Any:
        """A kept value as the sheet shows it."""
        if self.holds is Holds.CHOICE:
            return dict(self.choices).get(value, value)
        if self.holds is Holds.YES_NO:
            return None if value is None else "Yes" if value else "No"
        return None if value == "" else value


def plain(text: str) -> str:
    """A header or name as it is compared: small letters and digits alone."""
    return re.sub(r"[^a-z0-9]", "", text.casefold().replace("&", "and"))


def same(one: str, other: str) -> bool:
    """Whether two names are the same but for capital letters and spaces."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _text(column: Column, value: Value) -> str:
    said = _GUARDED.sub("", shown(value).strip())
    lines = (" ".join(line.split()) for line in said.splitlines())
    text = "\n".join(line for line in lines if line)
    if len(text) > column.longest:
        raise Unfit(f"This is longer than {column.longest} letters. Shorten it.")
    return text


def _day(column: Column, value: Value) -> date:
    if isinstance(value, datetime):
        return _likely(value.date())
    if isinstance(value, date):
        return _likely(value)
    if isinstance(value, str):
        text = re.sub(r"\s+", " ", value.strip())
        for way in _DAYS:
            try:
                return _likely(datetime.strptime(text, way).date())  # noqa: DTZ007 - a day has no zone
            except Unfit:
                raise
            except ValueError:
                continue
    raise Unfit("This is no date that exists. Write day/month/year, such as 31/03/2027.")


def _likely(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise Unfit(f"The year {day.year} cannot be meant. Check the date.")
    return day


def _number(value: Value) -> Decimal | None:
    number = decimal_of(value)
    if number is None and isinstance(value, str):
        bare = re.sub(r"[£,\s]", "", value)
        try:
            number = Decimal(bare) if re.fullmatch(r"-?\d+(\.\d+)?", bare) else None
        except InvalidOperation:
            number = None
    return number


def _money(column: Column, value: Value) -> Decimal:
    number = _number(value)
    if number is None:
        raise Unfit("This is no number. Enter the amount in pounds, such as 250,000.")
    if not 0 <= number <= MOST_MONEY:
        raise Unfit("An amount lies between nothing and a million million pounds. Check it.")
    return number.quantize(Decimal("0.01"))


def _plain_number(column: Column, value: Value) -> Decimal:
    number = _number(value)
    if number is None or not 0 <= number <= MOST_NUMBER:
        raise Unfit("Enter a number of nought or more, such as 2.5.")
    return number.quantize(Decimal("0.01"))


def _whole(column: Column, value: Value) -> int:
    number = _number(value)
    if number is None or number != number.to_integral_value() or not 0 <= number <= 9999:
        raise Unfit("Enter a whole number from 0 to 9,999.")
    return int(number)


def _yes_no(column: Column, value: Value) -> bool:
    text = shown(value).strip().casefold()
    if text in _TRUE | _FALSE:
        return text in _TRUE
    raise Unfit("Write Yes or No.")


def _choice(column: Column, value: Value) -> str:
    text = plain(shown(value))
    for kept, words in column.choices:
        if text in {plain(kept), plain(words)}:
            return kept
    for words, kept in column.also_called.items():
        if text == plain(words):
            return kept
    listed = ", ".join(words for _, words in column.choices)
    raise Unfit(f"This is not known here. Choose one of: {listed}.")


_READERS: Mapping[Holds, Any] = {
    Holds.TEXT: _text,
    Holds.DAY: _day,
    Holds.MONEY: _money,
    Holds.NUMBER: _plain_number,
    Holds.WHOLE: _whole,
    Holds.YES_NO: _yes_no,
    Holds.CHOICE: _choice,
}
