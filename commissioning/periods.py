"""Periods that figures are reported for: months, quarters, half-years, years and academic years.

Written 2026-03, 2025-26Q4, 2025-26H2, 2025-26 and 2025-26A. Financial years begin on 1 April,
academic years on 1 September. Within one frequency the written form sorts in time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from commissioning.quarters import Quarter

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_PART = re.compile(r"([0-9]{4})-([0-9]{2})(H[12]|A|)")
_EARLIEST, _LATEST = 1900, 2199
_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_WRONG = "'{}' is not a period. Write a quarter like 2025-26Q2, a month like 2025-07."


class Frequency(models.TextChoices):
    """How often a figure is reported."""

    MONTH = "month", "Every month"
    QUARTER = "quarter", "Every quarter"
    HALF_YEAR = "half_year", "Every half-year"
    YEAR = "year", "Every financial year"
    ACADEMIC_YEAR = "academic_year", "Every academic year"


#: Months a period of each frequency lasts, and the month in which its first one of a year begins.
_LASTS = {
    Frequency.MONTH: (1, 4),
    Frequency.QUARTER: (3, 4),
    Frequency.HALF_YEAR: (6, 4),
    Frequency.YEAR: (12, 4),
    Frequency.ACADEMIC_YEAR: (12, 9),
}


@dataclass(frozen=True, order=True)
class Period:
    """One period. `first` is the first day of its first month; periods sort by it."""

    first: date
    frequency: Frequency

    @classmethod
    def containing(cls, day: date, frequency: str) -> Period:
        """The period of a frequency that a day lies in."""
        lasts, begins = _LASTS[Frequency(frequency)]
        months = day.year * 12 + day.month - 1
        offset = (months - (begins - 1)) % lasts
        return cls(_month(months - offset), Frequency(frequency))

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read what `str` writes. Raises ValueError with a sentence."""
        if "Q" in text:
            return cls(Quarter.parse(text).start, Frequency.QUARTER)
        part = _PART.fullmatch(text)
        if part and (int(part[1]) + 1) % 100 == int(part[2]) and int(part[1]) >= _EARLIEST:
            return cls._of_year(int(part[1]), part[3])
        month = _MONTH.fullmatch(text)
        if month and 1 <= int(month[2]) <= 12 and _EARLIEST <= int(month[1]) <= _LATEST:
            return cls(date(int(month[1]), int(month[2]), 1), Frequency.MONTH)
        raise ValueError(_WRONG.format(text))

    @classmethod
    def _of_year(cls, year: int, part: str) -> Period:
        if part == "A":
            return cls(date(year, 9, 1), Frequency.ACADEMIC_YEAR)
        if part:
            return cls(date(year, 4 if part == "H1" else 10, 1), Frequency.HALF_YEAR)
        return cls(date(year, 4, 1), Frequency.YEAR)

    def __str__(self) -> str:
        if self.frequency == Frequency.MONTH:
            return f"{self.first:%Y-%m}"
        if self.frequency == Frequency.QUARTER:
            return str(self.quarter)
        year = f"{self.first.year}-{(self.first.year + 1) % 100:02d}"
        if self.frequency == Frequency.HALF_YEAR:
            return f"{year}H1" if self.first.month == 4 else f"{_year_before(self.first)}H2"
        return f"{year}A" if self.frequency == Frequency.ACADEMIC_YEAR else year

    @property
    def start(self) -> date:
        """Its first day."""
        return self.first

    @property
    def end(self) -> date:
        """Its last day."""
        return self.shifted(1).first - timedelta(days=1)

    @property
    def quarter(self) -> Quarter:
        """The quarter of the financial year in which it ends: where oversight shows it."""
        return Quarter.containing(self.end)

    @property
    def label(self) -> str:
        """In words: "July to September 2025", "Academic year 2025/26"."""
        year = f"{self.first.year}/{(self.first.year + 1) % 100:02d}"
        if self.frequency == Frequency.MONTH:
            return f"{_NAMES[self.first.month - 1]} {self.first.year}"
        if self.frequency == Frequency.YEAR:
            return f"April {self.first.year} to March {self.first.year + 1}"
        if self.frequency == Frequency.ACADEMIC_YEAR:
            return f"Academic year {year}"
        last, begins = self.end, _NAMES[self.first.month - 1]
        if last.year != self.first.year:
            begins = f"{begins} {self.first.year}"
        return f"{begins} to {_NAMES[last.month - 1]} {last.year}"

    @property
    def short(self) -> str:
        """As the axis of a chart has it: "Q2 2025-26"."""
        return self.quarter.short if self.frequency == Frequency.QUARTER else str(self)

    @property
    def noun(self) -> str:
        """What it is: "quarter", "month"."""
        return _NOUNS[self.frequency]

    def shifted(self, by: int) -> Period:
        """The period `by` periods later (earlier when negative)."""
        months = self.first.year * 12 + self.first.month - 1 + by * _LASTS[self.frequency][0]
        return Period(_month(months), self.frequency)

    @property
    def a_year_before(self) -> Period:
        """The same period one year earlier."""
        return Period(self.first.replace(year=self.first.year - 1), self.frequency)

    def until(self, last: Period) -> list[Period]:
        """Every period from this one to `last`, both included."""
        found, one = [], self
        while one.first <= last.first:
            found.append(one)
            one = one.shifted(1)
        return found


_NOUNS = {
    Frequency.MONTH: "month",
    Frequency.QUARTER: "quarter",
    Frequency.HALF_YEAR: "half-year",
    Frequency.YEAR: "year",
    Frequency.ACADEMIC_YEAR: "academic year",
}


def _month(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def _year_before(first: date) -> str:
    year = first.year if first.month >= 4 else first.year - 1
    return f"{year}-{(year + 1) % 100:02d}"


def ends_in(frequency: str, quarter: Quarter) -> list[Period]:
    """The periods of a frequency that end in a quarter: three months, one quarter, or none or one."""
    last = Period.containing(quarter.end, frequency)
    found = [last.shifted(by) for by in (-2, -1, 0)]
    return [period for period in found if quarter.start <= period.end <= quarter.end]
