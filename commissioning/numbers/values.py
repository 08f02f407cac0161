"""What a numerator and a denominator come to, and how that is said: the one place."""

from __future__ import annotations

from decimal import Decimal

from commissioning.numbers.rating import as_shown

PERCENT, COUNT, PER_1000, AVERAGE = "percent", "count", "per_1000", "average"
_TIMES = {PERCENT: Decimal(100), PER_1000: Decimal(1000), AVERAGE: Decimal(1)}


def value_of(unit: str, numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """The value in the KPI's unit; None where there is none (nothing given, or of nobody)."""
    if numerator is None:
        return None
    if unit == COUNT:
        return numerator
    if not denominator:
        return None
    return numerator * _TIMES[unit] / denominator


def in_words(unit: str, decimals: int, value: Decimal | None) -> str:
    """A value as people read it: "61.5%", "1,240", "12.3 per 1,000"; "" where there is none."""
    if value is None:
        return ""
    places = 0 if unit == COUNT and value == value.to_integral_value() else decimals
    said = f"{as_shown(value, places):,.{places}f}"
    if unit == PERCENT:
        return f"{said}%"
    return f"{said} per 1,000" if unit == PER_1000 else said


def width_in_words(unit: str, width: Decimal) -> str:
    """A tolerance as people read it: "5 percentage points", "3"."""
    said = number_in_words(width)
    if unit == PERCENT:
        return f"{said} percentage {'point' if width == 1 else 'points'}"
    return f"{said} per 1,000" if unit == PER_1000 else said


def parts_in_words(numerator: Decimal | None, denominator: Decimal | None) -> str:
    """The two numbers behind a value: "45 of 60", or one alone."""
    said = [number_in_words(n) for n in (numerator, denominator) if n is not None]
    return " of ".join(said)


def number_in_words(number: Decimal | None) -> str:
    """A number without needless noughts: "45", "1,200", "3.5"."""
    if number is None:
        return ""
    said = f"{number:,.2f}"
    return said.rstrip("0").rstrip(".")
