"""What is read of the KPI schedule: each KPI with its dated terms and what made them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from commissioning.models import KpiVersion
from commissioning.quarters import Quarter
from contracts.lifecycles.agreement_states import BEING_DRAFTED, RUNNING
from contracts.models import Agreement, KpiTerms, ScheduledKpi
from pages.words import number

#: What is said of the terms a return is judged by today.
IN_FORCE = "In force now"


@dataclass(frozen=True)
class TermsLine:
    """Terms of a KPI from a quarter on, in words, and the variation that made them.

    `now` marks the terms to read first; `standing` says since when or from when they hold.
    """

    terms: KpiTerms
    target: str
    tolerance: str
    baseline: str
    now: bool
    standing: str = ""

    @property
    def quarter(self) -> Quarter:
        """The quarter they begin in."""
        return Quarter.parse(self.terms.from_quarter)

    @property
    def in_force(self) -> bool:
        """Whether returns are judged by them today."""
        return self.standing == IN_FORCE


@dataclass(frozen=True)
class ScheduleLine:
    """A KPI of the schedule with its series of terms, oldest first."""

    line: ScheduledKpi
    series: list[TermsLine]

    @property
    def current(self) -> TermsLine | None:
        """The terms in force in the quarter asked about; None before the first."""
        return next((one for one in self.series if one.now), None)


def schedule_of(agreement: Agreement, quarter: str) -> list[ScheduleLine]:
    """The schedule with every dated term; `now` marks those in force in `quarter`."""
    terms = KpiTerms.objects.select_related("definition", "variation").order_by("from_quarter")
    lines = agreement.kpis.select_related("kpi__outcome", "agreement").prefetch_related(
        Prefetch("terms", queryset=terms)
    )
    return [_with_series(line, quarter) for line in lines]


def targets_apart(agreement: Agreement, quarter: str) -> list[str]:
    """For a draft: KPIs whose target is far from the one of another agreement in force.

    Far is more than three times it, or less than a third; only targets in one unit are compared.
    """
    if agreement.state not in BEING_DRAFTED:
        return []
    ours = {
        line.kpi_id: terms
        for line in _lines(agreement.kpis.all())
        if (terms := _now(line, quarter))
    }
    running = Agreement.objects.filter(partnership=agreement.partnership_id, state__in=RUNNING)
    theirs = ScheduledKpi.objects.filter(agreement__in=running, kpi__in=ours)
    pairs = [(ours[line.kpi_id], _now(line, quarter)) for line in _lines(theirs)]
    return [_apart(here, there) for here, there in pairs if there and _far(here, there)]


def _lines(found: QuerySet[ScheduledKpi]) -> QuerySet[ScheduledKpi]:
    known = KpiTerms.objects.select_related("definition", "scheduled__kpi", "agreement")
    ordered = found.order_by("order", "kpi__code", "agreement__reference")
    return ordered.prefetch_related(Prefetch("terms", queryset=known))


def _now(line: ScheduledKpi, quarter: str) -> KpiTerms | None:
    first = min((t.from_quarter for t in line.terms.all()), default=quarter)
    return line.terms_in(max(quarter, first))


def _far(here: KpiTerms, there: KpiTerms) -> bool:
    if here.definition.unit != there.definition.unit or min(here.target, there.target) <= 0:
        return False
    return max(here.target, there.target) > 3 * min(here.target, there.target)


def _apart(here: KpiTerms, there: KpiTerms) -> str:
    target, other = (amount(one.target, one.definition) for one in (here, there))
    code, reference = here.scheduled.kpi.code, there.agreement.reference
    return f"{code}: {target} here, {other} in {reference}. Is it per area?"


def _with_series(line: ScheduledKpi, quarter: str) -> ScheduleLine:
    current = _now(line, quarter)
    series = [
        _in_words(one, one == current, _standing(one, current, line.agreement, quarter))
        for one in line.terms.all()
    ]
    return ScheduleLine(line, series)


def _standing(terms: KpiTerms, current: KpiTerms | None, made: Agreement, quarter: str) -> str:
    """Since when or from when terms hold; "" for those of the past and of what has ended."""
    if made.state in BEING_DRAFTED:
        return f"From the start of the {made.kind_words}" if terms == current else ""
    if terms.from_quarter > quarter:
        return f"From {terms.from_quarter}"
    return IN_FORCE if terms == current and made.state in RUNNING else ""


def _in_words(terms: KpiTerms, now: bool, standing: str) -> TermsLine:
    definition = terms.definition
    return TermsLine(
        terms=terms,
        target=amount(terms.target, definition),
        tolerance=amount(terms.tolerance, definition, points=True),
        baseline=amount(terms.baseline, definition),
        now=now,
        standing=standing,
    )


def amount(value: Decimal | None, definition: KpiVersion, *, points: bool = False) -> str:
    """A target, tolerance or baseline with its unit: 80%, 5 points, 12 per 1,000; "" for none."""
    if value is None:
        return ""
    if definition.unit == KpiVersion.Unit.PERCENT:
        return f"{number(value)} points" if points else f"{number(value)}%"
    if definition.unit == KpiVersion.Unit.PER_1000:
        return f"{number(value)} per 1,000"
    return number(value)


def quarter_choices(agreement: Agreement, since: str, until: date) -> list[tuple[str, str]]:
    """The quarters from `since` to the one of `until`, for a list to choose from."""
    first = max(Quarter.parse(since), Quarter.containing(agreement.start_on))
    return [(str(q), f"{q} ({q.label})") for q in first.until(Quarter.containing(until))]
