"""Recording which returns are expected: one for each period of every agreement that reports."""

from __future__ import annotations

from datetime import date, datetime

from commissioning.periods import Frequency, Period
from contracts.lifecycles.agreement_states import REPORTING
from contracts.models import Agreement
from performance.models import KpiReturn
from performance.reference import WORKING_DAYS_TO_REPORT
from performance.wanted import wanted_of
from workflow.calendar import Calendar, add_working_days, london_date
from workflow.door import begin
from workflow.lifecycle import SYSTEM, Refused


def due_on(period: Period, days: int = WORKING_DAYS_TO_REPORT) -> date:
    """The last day on which the return of a period is on time (working days in England)."""
    return add_working_days(period.end, days, Calendar.ENGLAND)


def expect_returns(at: datetime) -> int:
    """Record every return expected by now that is not recorded yet; how many were new.

    For each frequency an agreement's KPIs are reported by, from the period in which it began to
    report to the present one, or the one it ended in, where its schedule asks for anything. May run
    twice, and beside itself.
    """
    today = london_date(at)
    known = set(KpiReturn.objects.filter(version=1).values_list("agreement_id", "period_code"))
    reporting = Agreement.objects.filter(state__in=REPORTING, start_on__lte=today)
    made = 0
    for agreement in reporting.prefetch_related("kpis__terms__definition", "areas"):
        for period in _periods(agreement, today):
            if (agreement.pk, str(period)) not in known and _asks(agreement, period):
                made += _expect(agreement, period, at)
    return made


def _periods(agreement: Agreement, today: date) -> list[Period]:
    last = min(today, agreement.ended_on or agreement.end_on)
    used = {t.definition.frequency for k in agreement.kpis.all() for t in k.terms.all()}
    found = []
    for frequency in (f for f in Frequency if f in used):
        first = Period.containing(agreement.first_reported_on, frequency)
        found += first.until(Period.containing(last, frequency))
    return found


def _asks(agreement: Agreement, period: Period) -> bool:
    areas = [served.area_id for served in agreement.areas.all()]
    return any(wanted_of(agreement.kpis.all(), areas, str(period.quarter), period.frequency))


def _expect(agreement: Agreement, period: Period, at: datetime) -> int:
    due = due_on(period, agreement.days_to_report)
    expected = KpiReturn(
        agreement=agreement, period_code=str(period), quarter=str(period.quarter), due_on=due
    )
    try:
        begin(expected, by=SYSTEM, at=at)
    except Refused:  # recorded by another scheduler a moment ago
        return 0
    return 1
