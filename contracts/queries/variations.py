"""What is read of variations: the change set beside the terms now, and what the law says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from accounts.models import Partnership
from commissioning.models import Meeting
from contracts.lifecycles.variation_states import (
    APPLIED,
    AWAITING_DAY,
    BEFORE_BOARD,
    BEING_WRITTEN,
    COUNTS,
    UNSETTLED,
)
from contracts.models import Agreement, Review, Variation
from contracts.models.reporting import TERMS, in_words, with_before
from contracts.queries.schedule import amount
from pages.words import day, money, number
from tenders import law
from workflow import calendar
from workflow.door import Action, actions_for


@dataclass(frozen=True)
class Change:
    """One line of the change set: what it is about, how it stood, what the variation makes it."""

    what: str
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True)
class KpiChange:
    """A KPI's terms beside those the variation puts in their place, with where to undo it."""

    change: Any
    before: str
    after: str
    notes: list[str]


@dataclass(frozen=True)
class Cumulative:
    """All changes together against value and term as awarded: pounds, days, per cent."""

    value: Decimal
    days: int
    value_awarded: Decimal
    days_awarded: int

    @property
    def value_share(self) -> str:
        """The change of value in per cent of the value awarded: "5%", "-2.5%"."""
        return share(self.value, self.value_awarded)

    @property
    def days_share(self) -> str:
        """The change of term in per cent of the term awarded."""
        return share(self.days, self.days_awarded)


@dataclass(frozen=True)
class LawSays:
    """Ground, what stands in its way, and what must be published because of the change."""

    regime: str
    ground: law.Ground | None
    obstacles: list[str]
    notices: list[str]


def share(part: Decimal | int, whole: Decimal | int) -> str:
    """A part of the whole as "5%", to one place; "" when there is no whole."""
    if not whole:
        return ""
    return f"{number((Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.1')))}%"


def variations_of(agreement: Agreement) -> QuerySet[Variation]:
    """The agreement's variations in their order."""
    return agreement.variations.select_related("agreement__partnership", "advice", "meeting")


def applied_to(agreement: Agreement) -> QuerySet[Variation]:
    """Those in force: what the other party is shown."""
    return agreement.variations.filter(state__in=APPLIED).order_by("number")


def change_set(variation: Variation) -> list[Change]:
    """Value, end date and reporting terms beside what they are now (or were, when it is in force)."""
    return [*_value_change(variation), *_end_change(variation), *_reporting_changes(variation)]


def _reporting_changes(variation: Variation) -> Iterator[Change]:
    changes = variation.reporting
    if variation.state not in APPLIED:
        changes = with_before(variation.agreement, changes)
    for name, change in changes.items():
        yield Change(TERMS[name], in_words(name, change["before"]), in_words(name, change["after"]))


def _value_change(variation: Variation) -> Iterator[Change]:
    if not variation.value_change:
        return
    change, value = variation.value_change, variation.agreement.value
    before = value - change if variation.state in APPLIED else value
    note = f"{'+' if change > 0 else '−'}{money(abs(change))}"
    yield Change("Value", money(before), money(before + change), note)


def _end_change(variation: Variation) -> Iterator[Change]:
    if variation.new_end_on is None:
        return
    applied = variation.state in APPLIED
    before = end_before(variation) if applied else variation.agreement.end_on
    days = (variation.new_end_on - before).days
    yield Change("End date", day(before), day(variation.new_end_on), f"{days:+,d} days")


def end_before(variation: Variation) -> date:
    """The end date an applied variation changed: its cumulative days say where it led."""
    earlier = (
        variation.agreement.variations.filter(
            state__in=APPLIED, new_end_on__isnull=False, effective_on__lte=variation.effective_on
        )
        .exclude(pk=variation.pk)
        .exclude(effective_on=variation.effective_on, number__gt=variation.number)
        .order_by("-effective_on", "-number")
        .first()
    )
    return (earlier and earlier.new_end_on) or variation.agreement.end_as_awarded


def kpi_changes(variation: Variation) -> list[KpiChange]:
    """Each KPI's terms before the quarter of its change, and after."""
    changes = variation.kpi_terms.select_related("scheduled__kpi", "definition").prefetch_related(
        "scheduled__terms__definition"
    )
    return [_kpi_change(change) for change in changes]


def _kpi_change(change: Any) -> KpiChange:
    earlier = [t for t in change.scheduled.terms.all() if t.from_quarter < change.from_quarter]
    before = max(earlier, key=lambda t: t.from_quarter, default=None)
    notes = []
    if before is not None and before.definition_id != change.definition_id:
        notes.append(f"Definition: version {change.definition.number}")
    if before is None or before.baseline != change.baseline:
        baseline = amount(change.baseline, change.definition) or "none"
        notes.append(f"Baseline: {baseline}")
    if change.rebased:
        notes.append(f"Rebased: {change.rebased}")
    return KpiChange(change, _terms(before) if before else "", _terms(change), notes)


def _terms(terms: Any) -> str:
    target = amount(terms.target, terms.definition)
    return f"{target}, tolerance {amount(terms.tolerance, terms.definition, points=True)}"


def cumulative(variation: Variation) -> Cumulative:
    """As recorded once it counts; before that, with everything approved as it stands now."""
    recorded = variation.cumulative_value is not None and variation.cumulative_days is not None
    if recorded and variation.state not in UNSETTLED:
        value, days = variation.cumulative_value, variation.cumulative_days
    else:
        value, days = variation.cumulative_change()
    agreement = variation.agreement
    return Cumulative(
        value or Decimal(0), days or 0, agreement.value_awarded, agreement.term_awarded_days
    )


def moved_since_sent(variation: Variation) -> bool:
    """Whether other approvals changed the cumulative change since it went to the Board."""
    if variation.state not in BEFORE_BOARD:
        return False
    return variation.cumulative_change() != (variation.cumulative_value, variation.cumulative_days)


def law_says(variation: Variation) -> LawSays:
    """The ground in words; obstacles and notices only while they can still matter."""
    ground = law.ground_of(variation.ground_code) if variation.ground_code else None
    regime = law.Regime(variation.regime).label if variation.regime else ""
    live = variation.state in UNSETTLED or variation.state in COUNTS
    obstacles = variation.legal_obstacles() if variation.state in UNSETTLED else []
    return LawSays(regime, ground, obstacles, variation.notices() if live else [])


def steps_of_variation(variation: Variation, actor: Any, at: datetime) -> list[Action]:
    """The steps a person sees; advice and notice are left out where they are settled."""
    settled = set()
    if variation.advice_id:
        settled.add("take_advice")
    if variation.notice_number or not variation.notices_before():
        settled.add("record_notice")
    return [a for a in actions_for(variation, actor, at) if a.name not in settled]


def meetings_to_choose(partnership: Partnership, on: date) -> QuerySet[Meeting]:
    """The Board's meetings a variation can go to: those on the day asked about, and to come."""
    return Meeting.objects.filter(partnership=partnership, held_on__gte=on).order_by("held_on")


def recommended(review: Review) -> dict[str, Any]:
    """What a variation begins with that a review recommends: title, reasons, day, new end."""
    agreement = review.agreement
    begun: dict[str, Any] = {
        "title": f"{review.get_recommendation_display()}, as yearly review {review.number} recommends",
        "reasons": review.recommendation_reasons,
        "effective_on": review.act_by,
    }
    if review.recommends_longer and agreement.extension_months:
        begun["new_end_on"] = calendar.add_months(agreement.end_on, agreement.extension_months)
    return begun


def being_written(partnership: Partnership) -> QuerySet[Variation]:
    """Proposed variations that have not gone to the Board."""
    return _of(partnership).filter(state__in=BEING_WRITTEN)


def with_board(partnership: Partnership) -> QuerySet[Variation]:
    """Variations the Board has them for advice, or has advised on; an approver decides."""
    return _of(partnership).filter(state__in=BEFORE_BOARD)


def awaiting_day(partnership: Partnership) -> QuerySet[Variation]:
    """Approved variations that wait for their day."""
    return _of(partnership).filter(state__in=AWAITING_DAY)


def urgent_to_report(partnership: Partnership) -> QuerySet[Variation]:
    """Urgent variations approved before the Board spoke: to be reported at its meeting."""
    return _of(partnership).filter(state__in=COUNTS, urgent=True, advice=None)


def effective_by(day: date) -> QuerySet[Variation]:
    """Approved variations whose day has come, in the order they take effect."""
    found = Variation.objects.filter(state__in=AWAITING_DAY, effective_on__lte=day)
    return found.order_by("effective_on", "number")


def _of(partnership: Partnership) -> QuerySet[Variation]:
    return Variation.objects.filter(agreement__partnership=partnership).select_related(
        "agreement__partnership", "meeting", "advice"
    )
