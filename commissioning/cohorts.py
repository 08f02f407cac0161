"""The published windows of birth dates that measures go by: dated rows, read and never worked out."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from commissioning.quarters import Quarter

FILE = Path(__file__).parent / "reference" / "cohort_windows.toml"


@dataclass(frozen=True)
class Row:
    """One printed row: Q1 of every financial year, or one quarter of one year (2021-22Q1)."""

    quarter: str
    printed: str
    begins: date | tuple[int, int]
    ends: date | tuple[int, int]

    def holds_in(self, quarter: Quarter) -> bool:
        """Whether it is the row of that quarter."""
        return self.quarter in {str(quarter), f"Q{quarter.number}"}


@dataclass(frozen=True)
class Windows:
    """The rows of one publication."""

    key: str
    title: str
    source: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Window:
    """The days of birth that count in a quarter, both included, and the row as printed."""

    first: date
    last: date
    printed: str


@cache
def published() -> dict[str, Windows]:
    """All of them by their key."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))["windows"]
    return {
        one["key"]: Windows(
            one["key"], one["title"], one["source"], tuple(_row(row) for row in one["rows"])
        )
        for one in read
    }


def window_in(key: str, quarter: Quarter) -> Window | None:
    """The window of a quarter; None where nothing is printed for it."""
    found = published().get(key)
    row = next((row for row in found.rows if row.holds_in(quarter)), None) if found else None
    if row is None:
        return None
    last = row.ends if isinstance(row.ends, date) else date(quarter.end.year, *row.ends)
    return Window(_last_before(row.begins, last), last, row.printed)


def _last_before(day: date | tuple[int, int], last: date) -> date:
    if isinstance(day, date):
        return day
    this_year = date(last.year, *day)
    return this_year if this_year <= last else date(last.year - 1, *day)


def _row(row: Mapping[str, Any]) -> Row:
    return Row(row["quarter"], row["printed"], _day(row["from"]), _day(row["to"]))


def _day(given: Any) -> date | tuple[int, int]:
    return given if isinstance(given, date) else (given[0], given[1])
