"""Recording which returns are expected: one for each quarter of every agreement that reports."""

from __future__ import annotations

from datetime import date, datetime

from commissioning.quarters import Quarter
from contracts.lifecycles.agreement_states import REPORTING
from contracts.models import Agreement
from performance.models import KpiReturn
from performance.reference import WORKING_DAYS_TO_REPORT
from performance.wanted import wanted_of
from workflow.calendar import Calendar, add_working_days, london_date
from workflow.door import begin
from workflow.lifecycle import SYSTEM, Refused


def due_on(quarter: Quarter) -> date:
    """The last day on which the return of a quarter is on time (working days in England)."""
    return add_working_days(quarter.end, WORKING_DAYS_TO_REPORT, Calendar.ENGLAND)


def expect_returns(at: datetime) -> int:
    """Record every return expected by now that is not recorded yet; how many were new.

    From the quarter an agreement started in to the present one, or the one it ended in, where its
    schedule asks for anything. May run twice, and beside itself.
    """
    today = london_date(at)
    known = set(KpiReturn.objects.filter(version=1).values_list("agreement_id", "quarter"))
    reporting = Agreement.objects.filter(state__in=REPORTING, start_on__lte=today)
    made = 0
    for agreement in reporting.prefetch_related("kpis__terms", "areas"):
        for quarter in _quarters(agreement, today):
            if (agreement.pk, str(quarter)) not in known and _asks(agreement, quarter):
                made += _expect(agreement, quarter, at)
    return made


def _quarters(agreement: Agreement, today: date) -> list[Quarter]:
    last = min(today, agreement.ended_on or agreement.end_on)
    return Quarter.containing(agreement.start_on).until(Quarter.containing(last))


def _asks(agreement: Agreement, quarter: Quarter) -> bool:
    areas = [served.area_id for served in agreement.areas.all()]
    return any(wanted_of(agreement.kpis.all(), areas, str(quarter)))


def _expect(agreement: Agreement, quarter: Quarter, at: datetime) -> int:
    expected = KpiReturn(agreement=agreement, quarter=str(quarter), due_on=due_on(quarter))
    try:
        begin(expected, by=SYSTEM, at=at)
    except Refused:  # recorded by another scheduler a moment ago
        return 0
    return 1
