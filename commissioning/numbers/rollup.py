"""How figures of several areas or contracts become one, or are not added at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

NOT_ADDITIVE, LATEST = "not_additive", "latest"
#: Distinct people, medians and the like: one figure stands, several are never one.
NEVER_TOTALLED = "Not additive: shown for each contract and area, never totalled."
NEVER_OVER_TIME = "Not additive: shown for each period, never totalled over them."


@dataclass(frozen=True)
class Part:
    """One figure: its numerator and denominator. A missing numerator is not a nought."""

    numerator: Decimal | None
    denominator: Decimal | None = None

    @property
    def given(self) -> bool:
        """Whether it says a number."""
        return self.numerator is not None


@dataclass(frozen=True)
class Total:
    """Several figures as one. `value` needs the unit and is worked out elsewhere.

    `reach` is the highest number of different people that figures which may overlap can stand for.
    """

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    why: str = ""
    reach: Decimal | None = None


def total_of(parts: Sequence[Part], roll_up: str, *, has_denominator: bool) -> Total:
    """Add the figures wanted up as their KPI declares: sums, sums over sums, or not at all.

    Stocks ("latest") are added over areas and contracts of one quarter like any number; only over
    quarters does the latest stand. A figure without a denominator it needs adds nothing.
    """
    usable = [p for p in parts if p.given and (p.denominator is not None or not has_denominator)]
    if not usable:
        return Total(why="No figure was given.")
    top = sum((p.numerator for p in usable if p.numerator is not None), Decimal(0))
    below = sum((p.denominator for p in usable if p.denominator is not None), Decimal(0))
    if roll_up == NOT_ADDITIVE and len(parts) > 1:
        return Total(why=NEVER_TOTALLED, reach=None if has_denominator else top)
    return Total(numerator=top, denominator=below if has_denominator else None)


def over_periods(parts: Sequence[Part], over_time: str, *, has_denominator: bool) -> Total:
    """One area's figures of several periods, in their order, as one for all of them.

    A stock ("latest") is what the last period says: where that one gives no figure there is none.
    """
    if over_time == LATEST:
        return total_of(parts[-1:], LATEST, has_denominator=has_denominator)
    total = total_of(parts, over_time, has_denominator=has_denominator)
    if over_time == NOT_ADDITIVE and len(parts) > 1 and total.numerator is None:
        return Total(why=NEVER_OVER_TIME, reach=total.reach)
    return total
