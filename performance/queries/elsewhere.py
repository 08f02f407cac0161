"""What a provider entered for the same children on another agreement, offered in the form.

It is the provider's own, and only the provider sees it: what is confirmed becomes an entry of this
return like any typed one (form, person, time), and nothing here says where it was taken from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from commissioning.models import Kpi, KpiVersion
from contracts.models import Agreement, ScheduledKpi
from performance.entries import NONE, STATUSES, Entries, number_from
from performance.models import KpiReturn
from performance.queries.differences import said_at
from performance.workbook.definition import STATUSES as LABELS
from performance.workbook.definition import Asked, Col, Line

#: What makes two KPIs the same measure: the published standard's code, or code and definition.
Measure = tuple[str, ...]
#: The area of a row; of a whole agreement all areas it serves.
Where = frozenset[int]


@dataclass(frozen=True)
class Offer:
    """A figure entered elsewhere: what it says, and for whom."""

    words: str
    source: str
    numerator: Decimal | None
    denominator: Decimal | None
    status: str

    @property
    def texts(self) -> dict[Col, str]:
        """The same as it would be typed."""
        return {
            Col.NUMERATOR: _plain(self.numerator),
            Col.DENOMINATOR: _plain(self.denominator),
            Col.STATUS: self.status,
        }


def offered(kpi_return: KpiReturn, asked: Asked) -> dict[int, Offer]:
    """What is offered for rows of a return, by place: the latest figures entered elsewhere.

    Of the same provider, KPI, area and period, on another agreement, for everybody (no groups).
    Queries do not grow with rows or agreements.
    """
    others = _others(kpi_return)
    if not others:
        return {}
    measures = _measured(kpi_return, others)
    known = _entered(others, measures)
    served = _areas_of(kpi_return.agreement)
    found = {}
    for place in range(len(asked.slots)):
        line = asked.line_at(place)
        if int(asked.slots.group[place]) != NONE:
            continue
        where = served if line.area_id is None else frozenset({line.area_id})
        for measure in measures.get(line.scheduled_id, ()):
            if offer := known.get((measure, where)):
                found[place] = offer(line)
                break
    return found


def _others(kpi_return: KpiReturn) -> list[KpiReturn]:
    """The returns of the same provider for the same period on other agreements, the oldest first."""
    same = KpiReturn.objects.filter(
        agreement__provider=kpi_return.provider_id,
        period_code=kpi_return.period_code,
        upload__isnull=False,
    ).exclude(agreement=kpi_return.agreement_id)
    named = same.select_related("agreement__partnership", "upload")
    return list(named.prefetch_related("agreement__areas").order_by("received_at", "version"))


class _Entered:
    """One figure of another return; called with the line it is offered for, gives the offer."""

    def __init__(self, agreement: Agreement, entries: Entries, place: int) -> None:
        self.agreement, self.entries, self.place = agreement, entries, place

    def __call__(self, line: Line) -> Offer:
        entries, agreement = self.entries, self.agreement
        above, below = entries.numerator[self.place], entries.denominator[self.place]
        status = STATUSES[int(entries.status[self.place])]
        return Offer(
            words=said_at(entries, self.place, line),
            source=f"You entered it for {agreement.title}, {agreement.partnership}.",
            numerator=number_from(int(above)),
            denominator=number_from(int(below)),
            status=next(label for label, key in LABELS.items() if key == status),
        )


def _measured(kpi_return: KpiReturn, others: Iterable[KpiReturn]) -> dict[int, list[Measure]]:
    """What each KPI of the schedules measures in the quarter, by its key there."""
    agreements = {kpi_return.agreement_id, *(other.agreement_id for other in others)}
    scheduled = ScheduledKpi.objects.filter(agreement__in=agreements).select_related("kpi")
    return {
        one.pk: _measures(one.kpi, terms.definition)
        for one in scheduled.prefetch_related("terms__definition")
        if (terms := one.terms_in(kpi_return.quarter)) is not None
    }


def _entered(
    others: Iterable[KpiReturn], measures: Mapping[int, list[Measure]]
) -> dict[tuple[Measure, Where], _Entered]:
    known: dict[tuple[Measure, Where], _Entered] = {}
    for other in others:
        served, entries = _areas_of(other.agreement), other.entries
        for place, (key, area, group) in enumerate(entries.keys()):
            if group != NONE or entries.numerator[place] == NONE or key not in measures:
                continue
            where = served if area == NONE else frozenset({area})
            known |= {
                (measure, where): _Entered(other.agreement, entries, place)
                for measure in measures[key]
            }
    return known


def _areas_of(agreement: Agreement) -> Where:
    return frozenset(served.area_id for served in agreement.areas.all())


def _plain(number: Decimal | None) -> str:
    return "" if number is None else str(number).removesuffix(".00")


def _measures(kpi: Kpi, definition: KpiVersion) -> list[Measure]:
    """What a definition is known by, the surest first; the unit is part of each."""
    unit = definition.unit
    words = (definition.numerator_definition, definition.denominator_definition)
    local = (unit, kpi.code, *(" ".join(w.split()).casefold() for w in words))
    return [(unit, kpi.national_code), local] if kpi.national_code else [local]
