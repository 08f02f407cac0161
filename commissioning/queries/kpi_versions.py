"""A KPI's definitions side by side, its worked examples, and its windows of birth dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from commissioning.cohorts import Window, Windows, published
from commissioning.models import KpiVersion
from commissioning.numbers import examples
from commissioning.numbers.values import in_words, number_in_words, width_in_words
from commissioning.quarters import Quarter

Unit = KpiVersion.Unit


@dataclass(frozen=True)
class Fact:
    """A fact of a definition in one version, and whether the version before said something else."""

    said: str
    changed: bool = False


@dataclass(frozen=True)
class FactRow:
    """One fact over every version, the newest first."""

    label: str
    facts: tuple[Fact, ...]

    @property
    def changed(self) -> bool:
        """Whether the versions differ in it."""
        return any(fact.changed for fact in self.facts)


@dataclass(frozen=True)
class Examples:
    """What a definition does, worked out with made-up numbers before it is saved."""

    roll_up: examples.RollUpExample
    rating: tuple[examples.RatingLine, ...]
    target: str
    tolerance: str

    @property
    def statutory(self) -> bool:
        """Whether the definition gives bands for the statutory rating."""
        return any(line.statutory for line in self.rating)


@dataclass(frozen=True)
class QuarterWindow:
    """The window of one quarter, and the table of windows it is read from."""

    quarter: Quarter
    window: Window | None
    windows: Windows


def side_by_side(versions: Sequence[KpiVersion]) -> list[FactRow]:
    """The facts of the versions, newest first, with what each changed marked."""
    newest = sorted(versions, key=lambda version: version.number, reverse=True)
    said = [facts_of(version) for version in newest]
    rows = []
    for label in said[0] if said else ():
        column = [one[label] for one in said]
        before = [*column[1:], column[-1]]
        rows.append(
            FactRow(
                label,
                tuple(Fact(now, now != then) for now, then in zip(column, before, strict=True)),
            )
        )
    return rows


def facts_of(version: KpiVersion) -> dict[str, str]:
    """Everything a definition says, label by label, in words."""
    windows = published().get(version.cohort_windows)
    return {
        "Numerator": version.numerator_definition,
        "Denominator": version.denominator_definition or "None: a plain number",
        "Which children, when": version.cohort_rule,
        "Windows of birth dates": windows.title if windows else "None published",
        "Unit": f"{version.get_unit_display()}, {_places(version.decimals)}",
        "Better": version.get_polarity_display(),
        "Reported": version.get_frequency_display(),
        "By group": str(version.breakdown or "Not given by group"),
        "Over areas": version.get_roll_up_display(),
        "Over periods": _over_periods(version.over_time),
        "Tolerance": width_of(version, version.tolerance),
        "Significantly below": width_of(version, version.significant) or "No statutory rating",
        "Small numbers": version.get_suppression_display(),
        "Lag": "" if version.lag_days is None else f"{version.lag_days} days",
        "Evidence": version.evidence,
        "Source": version.source,
    }


def _over_periods(over_time: str) -> str:
    if over_time == KpiVersion.RollUp.NOT_ADDITIVE:
        return "Not additive: each period stands on its own"
    return KpiVersion.RollUp(over_time).label


def width_of(version: KpiVersion, width: Decimal | None) -> str:
    """A width off the target in words, as the definition gives it; empty for none."""
    if width is None:
        return ""
    if version.tolerance_kind == KpiVersion.Tolerance.OF_TARGET:
        return f"{number_in_words(width)}% of the target"
    return width_in_words(version.unit, width)


def examples_of(version: KpiVersion, target: Decimal | None = None) -> Examples:
    """What a definition makes of made-up figures, and how it judges round a target (a sample's)."""
    unit, decimals = version.unit, version.decimals
    aim = target if target is not None else examples.SAMPLE_TARGETS[unit]
    width = version.tolerance_for(aim) or Decimal(0)
    higher = version.polarity == KpiVersion.Polarity.HIGHER
    return Examples(
        roll_up=examples.roll_up_example(unit, decimals, version.roll_up, version.over_time),
        rating=examples.rating_examples(
            unit, decimals, aim, width, version.significant_for(aim), higher=higher
        ),
        target=in_words(unit, decimals, aim),
        tolerance=width_in_words(unit, width),
    )


def window_for(version: KpiVersion | None, quarter: Quarter) -> QuarterWindow | None:
    """The window of a quarter; None for a KPI that goes by no published windows."""
    if version is None or not version.cohort_windows:
        return None
    windows = published()[version.cohort_windows]
    return QuarterWindow(quarter, version.window_in(quarter), windows)


def _places(decimals: int) -> str:
    return f"{decimals} decimal {'place' if decimals == 1 else 'places'}" if decimals else "whole"
