"""Rules with a figure: thresholds, periods, notices. Looked up by code and day, never by `if`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from workflow import calendar, words
from workflow.calendar import Calendar

REFERENCE = Path(__file__).parent.parent / "reference"


class LawUnknown(LookupError):
    """No rule, gate or ground of that code is in force on the day: a gap in the reference data."""


class Basis(StrEnum):
    """Whether a rule is law, or the council's own choice."""

    STATUTORY = "statutory"
    COUNCIL_POLICY = "council policy"


class Regime(StrEnum):
    """The body of law an agreement was made under."""

    PA = "PA"
    PCR = "PCR"
    PSR = "PSR"
    NONE = "none"

    @property
    def label(self) -> str:
        """The name people call it by."""
        return REGIME_LABELS[self]


REGIME_LABELS: Mapping[Regime, str] = MappingProxyType(
    {
        Regime.PA: "Procurement Act 2023",
        Regime.PCR: "Public Contracts Regulations 2015",
        Regime.PSR: "Provider Selection Regime",
        Regime.NONE: "No procurement law",
    }
)


class Route(StrEnum):
    """The way to an award."""

    LIGHT_TOUCH = "light touch"
    ORDINARY = "ordinary"
    BELOW_THRESHOLD = "below threshold"
    PROVIDER_SELECTION = "provider selection"
    NONE = "none"

    @property
    def label(self) -> str:
        """The name shown on a page."""
        return self.value.capitalize()


def words_of(regime: Regime, route: Route) -> str:
    """A regime with its route; a regime of one route, or none, is named alone."""
    if route in (Route.NONE, Route.PROVIDER_SELECTION):
        return regime.label
    return f"{regime.label}, {route}"


class Unit(StrEnum):
    """How the figure of a rule is counted."""

    DAYS_WITH = "days beginning with the day"
    DAYS_AFTER = "days beginning with the day after"
    DAYS_BEFORE = "days before"
    CLEAR_DAYS = "clear days"
    CLEAR_WORKING_DAYS = "clear working days"
    WORKING_UK = "UK working days beginning with the day"
    WORKING_ENGLAND = "working days in England after the day"
    WORKING_PSR = "working days in England after the day standstill began"
    MONTHS = "months"
    YEARS = "years"
    POUNDS = "pounds"
    PER_CENT = "per cent"
    NUMBER = "number"
    NO_FIGURE = "no figure"


#: The last day of a period that a day sets going; for clear days, the first day that is allowed.
PERIODS: Mapping[Unit, Callable[[date, int], date]] = MappingProxyType(
    {
        Unit.DAYS_WITH: calendar.last_day_of_period_beginning_with,
        Unit.DAYS_AFTER: calendar.period_after,
        Unit.CLEAR_DAYS: calendar.earliest_key_decision,
        Unit.CLEAR_WORKING_DAYS: calendar.earliest_meeting,
        Unit.WORKING_UK: calendar.standstill_end_pa,
        Unit.WORKING_PSR: calendar.standstill_end_psr,
        Unit.WORKING_ENGLAND: lambda day, n: calendar.add_working_days(day, n, Calendar.ENGLAND),
        Unit.MONTHS: calendar.term_end,
        Unit.YEARS: lambda day, n: calendar.term_end(day, 12 * n),
    }
)


@dataclass(frozen=True)
class Rule:
    """One rule as it stands between two days. `value` is None where the law sets no figure."""

    code: str
    title: str
    value: Decimal | None
    unit: Unit
    basis: Basis
    citation: str
    regime: Regime | None
    route: Route | None
    from_day: date
    until_day: date | None
    bound: str = ""
    note: str = ""

    @property
    def figure(self) -> Decimal:
        """The value, where there must be one. Raises LawUnknown."""
        if self.value is None:
            raise LawUnknown(f"{self.title} ({self.citation}) sets no figure.")
        return self.value

    @property
    def days(self) -> int:
        """The value as a whole number of days, months or years."""
        return int(self.figure)

    @property
    def words(self) -> str:
        """The figure as people write it: `£663,540`, `8 UK working days …`, `10 per cent`."""
        if self.value is None:
            return "no figure"
        if self.unit is Unit.POUNDS:
            return pounds(self.value)
        return f"{self.value:f}" if self.unit is Unit.NUMBER else f"{self.value:f} {self.unit}"

    def in_force(self, on: date) -> bool:
        """Whether a procurement that begins `on` that day is under this row."""
        return self.from_day <= on and (self.until_day is None or on <= self.until_day)

    def last_day(self, from_day: date) -> date:
        """The last day of the period that `from_day` sets going.

        For clear days it is the first day on which the meeting or decision may be. Raises
        LawUnknown for a rule that is no period.
        """
        if self.unit not in PERIODS:
            raise LawUnknown(f"{self.title} ({self.citation}) is not a period of time.")
        return PERIODS[self.unit](from_day, self.days)

    def with_policy(self, value: Decimal | int) -> Rule:
        """The rule with a council's own figure in its place.

        A council sets its own policy freely, and may be stricter than the law. A figure that
        would loosen a statutory rule is left aside: the statute's stands.
        """
        own = Decimal(value)
        if self.basis is Basis.COUNCIL_POLICY:
            return replace(self, value=own)
        stricter = {"at least": own > self.figure, "at most": own < self.figure}
        if not stricter.get(self.bound, False):
            return self
        return replace(
            self,
            value=own,
            basis=Basis.COUNCIL_POLICY,
            note=f"The law says {self.bound} {self.words}. {self.note}".strip(),
        )


def pounds(value: Decimal) -> str:
    """Money as people write it: £663,540 or £1,234.50."""
    sign = "−" if value < 0 else ""
    whole = value == value.to_integral_value()
    return f"{sign}£{abs(value):,.0f}" if whole else f"{sign}£{abs(value):,.2f}"


def load(name: str) -> dict[str, Any]:
    """One file of reference data."""
    return tomllib.loads((REFERENCE / name).read_text(encoding="utf-8"))


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every row, of every day."""
    return tuple(_rule(row) for row in load("rules.toml")["rule"])


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(
        code=row["code"],
        title=row["title"],
        value=Decimal(str(row["value"])) if "value" in row else None,
        unit=Unit(row["unit"]),
        basis=Basis(row["basis"]),
        citation=row["citation"],
        regime=Regime(row["regime"]) if "regime" in row else None,
        route=Route(row["route"]) if "route" in row else None,
        from_day=row["from"],
        until_day=row.get("until"),
        bound=row.get("bound", ""),
        note=row.get("note", ""),
    )


def rule(
    code: str,
    *,
    on: date,
    regime: Regime | None = None,
    route: Route | None = None,
    policy: Mapping[str, Decimal | int] | None = None,
) -> Rule:
    """The rule of that code for what began `on` that day.

    `regime` and `route` narrow the choice where the law differs by them. `policy` holds a
    partnership's own figures by code. Raises LawUnknown when none is in force, or when several
    are and the caller did not say which.
    """
    found = [one for one in rules_for(regime, route, on=on) if one.code == code]
    if not found:
        raise LawUnknown(f"No rule “{code}” is held for {words.day(on)}.")
    if len(found) > 1:
        raise LawUnknown(f"Several rules “{code}” are in force: say the regime and the route.")
    own = (policy or {}).get(code)
    return found[0] if own is None else found[0].with_policy(own)


def rules_for(regime: Regime | None, route: Route | None, *, on: date) -> list[Rule]:
    """Every rule in force `on` that day for the regime and route, in the order they are met.

    None means any. Rules that belong to no regime or route (a council's decisions) are included.
    """
    return [
        one
        for one in all_rules()
        if one.in_force(on)
        and (regime is None or one.regime in (None, regime))
        and (route is None or one.route in (None, route))
    ]
