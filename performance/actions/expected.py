"""Recording which returns are expected: one for each period of every agreement that reports."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from commissioning.periods import Frequency, Period
from contracts.lifecycles.agreement_states import REPORTING
from contracts.models import Agreement
from performance.lifecycles.return_states import BEFORE_SUBMISSION
from performance.models import KpiReturn
from performance.reference import WORKING_DAYS_TO_REPORT
from performance.wanted import wanted_of
from workflow.calendar import Calendar, add_working_days, london_date
from workflow.door import begin, take
from workflow.lifecycle import SYSTEM, Refused

_NOTHING_ASKED = "The agreement was varied and asks for nothing in this period any more."


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
    made = 0
    for agreement in _reporting(today):
        for period in _periods(agreement, today):
            if (agreement.pk, str(period)) not in known and _asks(agreement, period):
                made += _expect(agreement, period, at)
    return made


def do_without_unwanted(at: datetime) -> int:
    """Waive the returns that are wanted no more, each with its reason; how many there were.

    An agreement ended, or was varied, before the period began, or reports from a later day, or its
    schedule asks for nothing in the period any more. What was submitted stays. May run twice.
    """
    open_now: dict[int, list[KpiReturn]] = defaultdict(list)
    never = KpiReturn.objects.filter(submitted_at=None, state__in=BEFORE_SUBMISSION)
    for one in never.filter(version=1):
        open_now[one.agreement_id].append(one)
    waived = 0
    for agreement in _reporting(london_date(at), pk__in=list(open_now)):
        for one in open_now[agreement.pk]:
            one.agreement = agreement
            asks = _asks(agreement, one.period)
            reasons = one.outside_term or (None if asks else _NOTHING_ASKED)
            waived += bool(reasons) and _waive(one, str(reasons), at)
    return waived


def _reporting(today: date, **narrowed: object) -> list[Agreement]:
    found = Agreement.objects.filter(state__in=REPORTING, start_on__lte=today, **narrowed)
    return list(found.prefetch_related("kpis__terms__definition", "areas"))


def _periods(agreement: Agreement, today: date) -> list[Period]:
    last = min(today, agreement.last_reported_on)
    if last < agreement.first_reported_on:
        return []
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


def _waive(one: KpiReturn, reasons: str, at: datetime) -> int:
    try:
        take(one, "waive", by=SYSTEM, at=at, reasons=reasons)
    except Refused:  # submitted or waived a moment ago
        return 0
    return 1
