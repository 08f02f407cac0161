"""What is read of the KPI schedule: each KPI with its dated terms and what made them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from commissioning.models import KpiVersion
from commissioning.quarters import Quarter
from contracts.models import Agreement, KpiTerms, ScheduledKpi
from pages.words import number


@dataclass(frozen=True)
class TermsLine:
    """Terms of a KPI from a quarter on, in words, and the variation that made them."""

    terms: KpiTerms
    target: str
    tolerance: str
    baseline: str
    now: bool

    @property
    def quarter(self) -> Quarter:
        """The quarter they begin in."""
        return Quarter.parse(self.terms.from_quarter)


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


def _with_series(line: ScheduledKpi, quarter: str) -> ScheduleLine:
    known = list(line.terms.all())
    first = known[0].from_quarter if known else quarter
    current = line.terms_in(max(quarter, first))
    return ScheduleLine(line, [_in_words(one, one == current) for one in known])


def _in_words(terms: KpiTerms, now: bool) -> TermsLine:
    definition = terms.definition
    return TermsLine(
        terms=terms,
        target=amount(terms.target, definition),
        tolerance=amount(terms.tolerance, definition, points=True),
        baseline=amount(terms.baseline, definition),
        now=now,
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
