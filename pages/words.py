"""Dates, times, money and numbers as words on a page. Times are shown in Europe/London."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from workflow.calendar import LONDON
from workflow.words import clock_time, day, london, london_day, moment

__all__ = [
    "LONDON",
    "Due",
    "Figure",
    "clock_time",
    "day",
    "due",
    "london",
    "london_day",
    "moment",
    "money",
    "number",
    "quantity",
]

Figure = int | float | Decimal


def number(value: Any, places: int | None = None) -> str:
    """1,234.5 with thousands commas; trailing zeros dropped unless `places` is given."""
    if value is None or value == "":
        return ""
    amount = value if isinstance(value, Decimal) else Decimal(str(value))
    if places is not None:
        return f"{amount:,.{places}f}"
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: Any) -> str:
    """£1,234,567, with pence only where there are any. Pounds."""
    if value is None or value == "":
        return ""
    amount = Decimal(str(value)).quantize(Decimal("0.01"))
    places = 0 if amount == amount.to_integral_value() else 2
    return f"{'-' if amount < 0 else ''}£{abs(amount):,.{places}f}"


def quantity(value: Any, one: str, many: str = "") -> str:
    """1 child, 1,234 children; the plural is the singular with an s unless given."""
    plural = many or f"{one}s"
    return f"{number(value)} {one if value == 1 else plural}"


@dataclass(frozen=True)
class Due:
    """When something is due, in words, and how pressing it is (late, soon or later)."""

    words: str
    tone: str
    on: date


def due(on: date, at: datetime, soon: int = 7) -> Due:
    """Say how a due day stands at a moment, counted in days on the London calendar."""
    left = (london_day(on) - london_day(at)).days
    if left < 0:
        return Due(f"due {day(on)}, {quantity(-left, 'day')} late", "late", london_day(on))
    gap = {0: "today", 1: "tomorrow"}.get(left, f"in {left} days")
    tone = "soon" if left <= soon else "later"
    return Due(f"due {day(on)}, {gap}", tone, london_day(on))
