"""Reading what KPIs share: the shipped library as a partnership has it, breakdowns, relations."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import Partnership
from commissioning import shipped
from commissioning.models import Breakdown, Kpi, KpiRelation, KpiVersion


@dataclass(frozen=True)
class MeasureLine:
    """A shipped measure, with the partnership's KPI of it, or its own KPI that has the code."""

    measure: shipped.Measure
    kpi: Kpi | None
    clash: Kpi | None

    @property
    def free(self) -> bool:
        """Whether it can be taken."""
        return self.kpi is None and self.clash is None

    @property
    def unit(self) -> str:
        """How its value is written."""
        return str(KpiVersion.Unit(self.measure.definition["unit"]).label)


@dataclass(frozen=True)
class ShelfLines:
    """A shelf with its measures as the partnership has them."""

    shelf: shipped.Shelf
    lines: list[MeasureLine]


def shelves_for(trust: Partnership) -> list[ShelfLines]:
    """The shipped library, each measure with what the partnership has of it."""
    kpis = list(trust.kpis.select_related("partnership", "outcome"))
    adopted = {kpi.shipped_as: kpi for kpi in kpis if kpi.shipped_as}
    coded = {kpi.code.casefold(): kpi for kpi in kpis}

    def line(measure: shipped.Measure) -> MeasureLine:
        kpi = adopted.get(measure.key)
        clash = None if kpi else coded.get(measure.code.casefold())
        return MeasureLine(measure, kpi, clash)

    return [
        ShelfLines(shelf, [line(measure) for measure in shelf.measures])
        for shelf in shipped.shelves()
    ]


def breakdowns_of(trust: Partnership) -> QuerySet[Breakdown]:
    """A partnership's breakdowns with their groups and the definitions that use them."""
    found: QuerySet[Breakdown] = trust.breakdowns.prefetch_related(
        "groups", "definitions__kpi__partnership"
    )
    return found


def relations_of(kpi: Kpi) -> QuerySet[KpiRelation]:
    """What must hold between a KPI's figures and those of others."""
    found: QuerySet[KpiRelation] = KpiRelation.objects.filter(members__kpi=kpi)
    return found.prefetch_related("members__kpi__partnership")
