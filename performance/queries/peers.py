"""What other agreements of the same partnership report on the same KPIs, of figures that count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from commissioning.models import KpiVersion
from contracts.models import ScheduledKpi
from performance.lifecycles.kpi_return import COUNTS
from performance.models import Figure, KpiReturn
from performance.numbers import Part, total_of
from performance.values import in_words, parts_in_words, value_of


@dataclass(frozen=True)
class Peer:
    """What another agreement says of a KPI in the same period: in one area, or over all of its own."""

    agreement: str
    provider: str
    value: str
    parts: str
    other_definition: bool


@dataclass(frozen=True)
class Peers:
    """By KPI: what each other agreement comes to over its areas, and what it says of one area."""

    whole: dict[int, list[Peer]]
    in_area: dict[tuple[int, int | None], list[Peer]]

    def of(self, kpi: int, area: int | None) -> list[Peer]:
        """Others in the same area."""
        return self.in_area.get((kpi, area), []) if area else []


@dataclass(frozen=True)
class _Said:
    """One agreement's figures of a KPI, by area."""

    agreement: str
    provider: str
    definition: KpiVersion
    parts: dict[int | None, Part]


def peers_of(kpi_return: KpiReturn, definitions: dict[int, KpiVersion]) -> Peers:
    """What other agreements of the partnership say of these KPIs in the return's period.

    `definitions` are the return's own, by KPI. Only accepted figures, of no other partnership. Four
    queries at most, however many agreements there are.
    """
    whole: dict[int, list[Peer]] = defaultdict(list)
    in_area: dict[tuple[int, int | None], list[Peer]] = defaultdict(list)
    for kpi, said in _said(kpi_return, definitions.keys()):
        other = said.definition != definitions[kpi]
        total = total_of(
            list(said.parts.values()),
            said.definition.roll_up,
            has_denominator=said.definition.has_denominator,
        )
        if peer := _peer(said, Part(total.numerator, total.denominator), other):
            whole[kpi].append(peer)
        for area, part in said.parts.items():
            if area is not None and (peer := _peer(said, part, other)):
                in_area[kpi, area].append(peer)
    return Peers(whole, in_area)


def _said(kpi_return: KpiReturn, kpis: Collection[int]) -> list[tuple[int, _Said]]:
    """By KPI, what each other agreement said of it, in a settled order."""
    figures = Figure.objects.filter(
        kpi_return__agreement__partnership=kpi_return.partnership_id,
        kpi_return__period_code=kpi_return.period_code,
        kpi_return__state__in=COUNTS,
        scheduled__kpi__in=kpis,
        group=None,
    ).exclude(kpi_return__agreement=kpi_return.agreement_id)
    parts: dict[int, dict[int | None, Part]] = defaultdict(dict)
    for scheduled, area, above, below in figures.order_by("number").values_list(
        "scheduled_id", "area_id", "numerator", "denominator"
    ):
        parts[scheduled][area] = Part(above, below)
    known = ScheduledKpi.objects.filter(pk__in=parts).select_related("agreement__provider")
    known = known.prefetch_related("terms__definition").order_by("agreement__reference", "pk")
    found = []
    for line in known:
        if terms := line.terms_in(kpi_return.quarter):
            agreement = line.agreement
            facts = (agreement.reference, agreement.provider.name, terms.definition)
            found.append((line.kpi_id, _Said(*facts, parts[line.pk])))
    return found


def _peer(said: _Said, part: Part, other: bool) -> Peer | None:
    definition = said.definition
    value: Decimal | None = value_of(definition.unit, part.numerator, part.denominator)
    if value is None:
        return None
    return Peer(
        said.agreement,
        said.provider,
        in_words(definition.unit, definition.decimals, value),
        parts_in_words(part.numerator, part.denominator) if definition.has_denominator else "",
        other,
    )
