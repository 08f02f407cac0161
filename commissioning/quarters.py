"""Quarters of the financial year: Q1 is April to June. Written 2025-26Q2."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2})Q([1-4])")
#: The years a quarter can be meant in.
_EARLIEST, _LATEST = 1900, 2199
_MONTHS = {
    1: "April to June",
    2: "July to September",
    3: "October to December",
    4: "January to March",
}


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter: the year its financial year starts in, and 1 to 4."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read "2025-26Q2". Raises ValueError with a sentence."""
        match = _WRITTEN.fullmatch(text)
        if not match or (int(match[1]) + 1) % 100 != int(match[2]):
            raise ValueError(f"'{text}' is not a quarter. Write it like 2025-26Q2.")
        if not _EARLIEST <= int(match[1]) <= _LATEST:
            raise ValueError(f"The year of '{text}' cannot be meant. Write it like 2025-26Q2.")
        return cls(int(match[1]), int(match[3]))

    @classmethod
    def containing(cls, day: date) -> Quarter:
        """The quarter a day lies in."""
        year = day.year if day.month >= 4 else day.year - 1
        return cls(year, (day.month - 4) % 12 // 3 + 1)

    def __str__(self) -> str:
        return f"{self.year}-{(self.year + 1) % 100:02d}Q{self.number}"

    @property
    def label(self) -> str:
        """In words: "July to September 2025"."""
        return f"{_MONTHS[self.number]} {self.start.year}"

    @property
    def short(self) -> str:
        """As the axis of a chart has it: "Q2 2025-26"."""
        return f"Q{self.number} {str(self)[:7]}"

    @property
    def start(self) -> date:
        """Its first day."""
        month = (self.number - 1) * 3 + 4
        return date(self.year + (month > 12), (month - 1) % 12 + 1, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return self.shifted(1).start - timedelta(days=1)

    def shifted(self, by: int) -> Quarter:
        """The quarter `by` quarters later (earlier when negative)."""
        index = self.year * 4 + self.number - 1 + by
        return Quarter(index // 4, index % 4 + 1)

    def until(self, last: Quarter) -> list[Quarter]:
        """Every quarter from this one to `last`, both included."""
        count = (last.year - self.year) * 4 + last.number - self.number + 1
        return [self.shifted(i) for i in range(count)]


def last_ended(day: date) -> Quarter:
    """The last quarter that had ended before `day`."""
    return Quarter.containing(day).shifted(-1)
