"""Reading the KPI library, and values in a KPI's own unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from accounts.models import Partnership
from commissioning.models import Kpi, KpiVersion, SpecificationKpi
from pages.words import number

Unit = KpiVersion.Unit


def kpis_of(partnership: Partnership, asked: Mapping[str, Any] | None = None) -> QuerySet[Kpi]:
    """The library in the order of its codes, each with its definitions and how often specified.

    `asked` narrows it: `words` of code, name or national code, `kind`, `outcome` (its number, or
    "none") and `frequency` of the newest definition.
    """
    found: QuerySet[Kpi] = partnership.kpis.select_related("partnership", "outcome", "objective")
    asked = asked or {}
    for word in (asked.get("words") or "").split():
        matches = Q(code__icontains=word) | Q(name__icontains=word)
        found = found.filter(matches | Q(national_code__icontains=word))
    if asked.get("kind"):
        found = found.filter(kind=asked["kind"])
    if asked.get("outcome"):
        chosen = None if asked["outcome"] == "none" else int(asked["outcome"])
        found = found.filter(outcome=chosen)
    if asked.get("frequency"):
        newest = KpiVersion.objects.filter(kpi=OuterRef("pk")).order_by("-number")
        newest_says = Subquery(newest.values("frequency")[:1])
        found = found.alias(newest_says=newest_says).filter(newest_says=asked["frequency"])
    return found.prefetch_related("versions").annotate(used=Count("specified")).order_by("code")


def outcome_choices(partnership: Partnership) -> list[tuple[str, str]]:
    """The outcomes the library can be narrowed to."""
    known = partnership.outcomes.select_related("framework")
    return [(str(outcome.pk), str(outcome)) for outcome in known]


def specified_in(kpi: Kpi) -> list[KpiLine]:
    """The specifications that measure by this KPI, with their targets."""
    lines = kpi.specified.select_related(
        "specification__partnership", "specification__service", "kpi", "clause"
    )
    return [line_of(line) for line in lines.prefetch_related(_versions())]


def in_unit(value: Decimal | None, definition: KpiVersion | None) -> str:
    """A value as its KPI writes it: "80%", "12 per 1,000", "45"; empty for none."""
    if value is None:
        return ""
    said = number(value)
    if definition is None:
        return said
    if definition.unit == Unit.PERCENT:
        return f"{said}%"
    if definition.unit == Unit.PER_1000:
        return f"{said} per 1,000"
    return said


def width_in_unit(value: Decimal, definition: KpiVersion | None) -> str:
    """A tolerance in words: percentage points for a percentage."""
    if definition is not None and definition.unit == Unit.PERCENT:
        return f"{number(value)} percentage {'point' if value == 1 else 'points'}"
    return in_unit(value, definition)


@dataclass(frozen=True)
class KpiLine:
    """A KPI of a specification with its figures in its own unit."""

    line: SpecificationKpi
    definition: KpiVersion | None
    target: str
    tolerance: str
    baseline: str


def line_of(line: SpecificationKpi) -> KpiLine:
    """The figures of a specification's KPI in the unit of its newest definition."""
    definition = line.kpi.latest
    return KpiLine(
        line=line,
        definition=definition,
        target=in_unit(line.target, definition),
        tolerance=width_in_unit(line.tolerance, definition),
        baseline=in_unit(line.baseline, definition),
    )


def lines_of(lines: QuerySet[SpecificationKpi]) -> list[KpiLine]:
    """Several of them, in a fixed number of queries."""
    read = lines.select_related("kpi__outcome", "kpi__objective", "kpi__partnership", "clause")
    return [line_of(line) for line in read.prefetch_related(_versions())]


def _versions() -> Prefetch[str]:
    return Prefetch("kpi__versions", KpiVersion.objects.order_by("number"))
