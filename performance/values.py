"""What a numerator and a denominator come to, and how that is said: the one place."""

from __future__ import annotations

from decimal import Decimal

from commissioning.models import KpiVersion
from performance.numbers.rating import as_shown

_TIMES = {
    KpiVersion.Unit.PERCENT: Decimal(100),
    KpiVersion.Unit.PER_1000: Decimal(1000),
    KpiVersion.Unit.AVERAGE: Decimal(1),
}


def value_of(unit: str, numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """The value in the KPI's unit; None where there is none (nothing given, or of nobody)."""
    if numerator is None:
        return None
    if unit == KpiVersion.Unit.COUNT:
        return numerator
    if not denominator:
        return None
    return numerator * _TIMES[KpiVersion.Unit(unit)] / denominator


def in_words(unit: str, decimals: int, value: Decimal | None) -> str:
    """A value as people read it: "61.5%", "1,240", "12.3 per 1,000"; "" where there is none."""
    if value is None:
        return ""
    places = 0 if unit == KpiVersion.Unit.COUNT and value == value.to_integral_value() else decimals
    said = f"{as_shown(value, places):,.{places}f}"
    if unit == KpiVersion.Unit.PERCENT:
        return f"{said}%"
    return f"{said} per 1,000" if unit == KpiVersion.Unit.PER_1000 else said


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
