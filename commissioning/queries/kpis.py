"""Reading the KPI library, and values in a KPI's own unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Prefetch, QuerySet

from accounts.models import Partnership
from commissioning.models import Kpi, KpiVersion, SpecificationKpi
from pages.words import number

Unit = KpiVersion.Unit


def kpis_of(partnership: Partnership) -> QuerySet[Kpi]:
    """The library in the order of its codes, each with its definitions and how often specified."""
    found: QuerySet[Kpi] = partnership.kpis.select_related("partnership", "outcome", "objective")
    return found.prefetch_related("versions").annotate(used=Count("specified")).order_by("code")


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
