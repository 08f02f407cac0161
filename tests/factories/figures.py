"""Accepted figures without a workbook: as typed in the web form, certified and accepted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from accounts.models import Partnership
from commissioning.models import Area, Kpi
from contracts.models import Agreement
from performance.models import Figure, KpiReturn
from tests.factories import commissioning, contracts, people
from tests.factories.commissioning import commissioner_of
from tests.factories.performance import certifier_of, expected, moment, preparer_of
from workflow.door import take

#: Numerator and denominator by KPI code and area name ("" for a whole agreement); None: not available.
Numbers = Mapping[tuple[str, str], tuple[object, object] | None]


def service_of(
    trust: Partnership,
    kpis: list[Kpi],
    areas: list[Area],
    provider: str = "",
    *,
    by_area: bool = True,
    **terms: object,
) -> Agreement:
    """An agreement in force that reports these KPIs by these areas, on the same terms for each."""
    made = contracts.agreement(
        trust, "drafted", people.provider(provider) if provider else None, areas=areas, kpis=[]
    )
    for kpi in kpis:
        contracts.schedule(made, kpi, by_area=by_area, **terms)
    return contracts.moved(made, "in_force")


def accepted(
    agreement: Agreement,
    quarter: str,
    numbers: Numbers,
    record: KpiReturn | None = None,
    at: datetime | None = None,
) -> KpiReturn:
    """An accepted return that says exactly these numbers; `record` if it is expected already."""
    record = certified(agreement, quarter, numbers, record, at)
    at = (at or moment(record)) + timedelta(days=3)
    return take(record, "accept", by=commissioner_of(agreement.partnership), at=at)


def certified(
    agreement: Agreement,
    quarter: str,
    numbers: Numbers,
    record: KpiReturn | None = None,
    at: datetime | None = None,
) -> KpiReturn:
    """The same, certified and not yet accepted."""
    record = record or expected(agreement, quarter)
    lines = {line.kpi.code: line for line in agreement.kpis.select_related("kpi")}
    areas = {served.area.name: served.area for served in agreement.areas.select_related("area")}
    figures = []
    for place, ((code, area), pair) in enumerate(sorted(numbers.items()), 7):
        figure = Figure(
            scheduled=lines[code], area=areas.get(area), sheet="Return", cell=f"F{place}"
        )
        if pair is None:
            figure.status, figure.reason = Figure.Status.NOT_AVAILABLE, "The system was down."
        else:
            figure.numerator, figure.denominator = (
                None if part is None else Decimal(str(part)) for part in pair
            )
        figures.append(figure)
    at = at or moment(record)
    by = preparer_of(agreement.provider)
    record = take(record, "receive", by=by, at=at, upload=None, figures=figures)
    return take(record, "certify", by=certifier_of(agreement.provider), at=at)


def kpi(trust: Partnership, code: str, **fields: object) -> Kpi:
    """A percentage of the library (see `commissioning.kpi`) named after its code."""
    return commissioning.kpi(trust, code, **{"name": f"Measure {code}", **fields})
