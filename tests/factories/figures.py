"""Accepted figures without a workbook: as typed in the web form, certified and accepted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from accounts.models import Partnership
from commissioning.models import Area, Kpi
from contracts.models import Agreement
from performance.actions import returns as deeds
from performance.models import KpiReturn, Upload
from performance.workbook.asking import asked_of
from performance.workbook.definition import Col, Line
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
    asked = asked_of(record)
    typed = {line.identifier(): _typed(numbers, line) for line in asked.lines}
    at = at or moment(record)
    sent = deeds.send_form(record, typed, by=preparer_of(agreement.provider), at=at)
    assert sent.outcome == Upload.Outcome.TAKEN, sent.findings
    record.refresh_from_db()
    return take(record, "certify", by=certifier_of(agreement.provider), at=at)


def kpi(trust: Partnership, code: str, **fields: object) -> Kpi:
    """A percentage of the library (see `commissioning.kpi`) named after its code."""
    return commissioning.kpi(trust, code, **{"name": f"Measure {code}", **fields})


def _typed(numbers: Numbers, line: Line) -> dict[Col, str]:
    """What is typed for a line: its numbers, that there is none, or that it is not known."""
    pair = numbers.get((line.code, "" if line.area_id is None else line.area))
    if pair is None:
        return {Col.STATUS: "Not available", Col.REASON: "The system was down."}
    above, below = (None if part is None else str(part) for part in pair)
    status = "Nil" if above == "0" else "Reported"
    return {
        Col.NUMERATOR: above or "",
        Col.DENOMINATOR: below or "",
        Col.STATUS: status,
        Col.REASON: "So it was.",
    }
