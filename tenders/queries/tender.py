"""Reading tenders: the list, what comes next, the history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from django.db.models import Count, Model, Q, QuerySet

from tenders.lifecycles import bid_states
from tenders.lifecycles import tender_states as states
from tenders.models import (
    Assurance,
    Bid,
    Challenge,
    Criterion,
    Lot,
    ModeratorDeclaration,
    PanelMember,
    Question,
    RegimeChoice,
    Tender,
)
from workflow.calendar import close_of_business, end_of_day, london_date
from workflow.models import AuditEntry

CLOSING_SOON = timedelta(days=7)
#: Parts whose changes belong to the tender's history. Questions come in by their answers only,
#: so that nobody reads who asked; bids once they are opened.
PARTS = (Assurance, Criterion, Lot, PanelMember, ModeratorDeclaration, Challenge)


@dataclass(frozen=True)
class Next:
    """What comes next for a tender, by when, and whether it is late."""

    todo: str
    due: datetime | None
    late: bool = False


def listed(
    tenders: QuerySet[Tender], *, state: str = "", text: str = "", running: bool = False
) -> QuerySet[Tender]:
    """The tenders of a list, filtered, with the number of questions to answer."""
    found = tenders.annotate(
        questions_open=Count("questions", filter=Q(questions__answer=""), distinct=True),
    )
    if state:
        found = found.filter(state=state)
    if running:
        found = found.filter(state__in=sorted(states.RUNNING))
    if text:
        found = found.filter(Q(title__icontains=text) | Q(reference__icontains=text))
    return found.order_by("-rules_as_at", "-pk")


def past_deadline(at: datetime) -> QuerySet[Tender]:
    """Tenders whose deadline has passed and that are not closed yet."""
    return Tender.objects.filter(
        state__in=sorted(states.AWAITING_DEADLINE), deadline__lte=at
    ).select_related("partnership")


def closing_soon(tender: Tender, at: datetime) -> bool:
    """Whether its deadline is less than a week away."""
    return tender.state in states.TAKING_BIDS and at < tender.deadline <= at + CLOSING_SOON


def next_of(tender: Tender, at: datetime) -> Next | None:
    """What comes next, derived from the timetable; nothing when the tender has ended."""
    todo = states.NEXT.get(states.TenderState(tender.state))
    if todo is None:
        return None
    if tender.state in states.WITH_SUMMARIES:
        return _after_decision(tender, at)
    due = DUE[todo](tender)
    return Next(todo, due, late=due is not None and due < at)


def _after_decision(tender: Tender, at: datetime) -> Next:
    effective = tender.effective_on
    if effective is None or london_date(at) < effective:
        over = end_of_day(effective - timedelta(days=1)) if effective else None
        return Next("Call-in runs", over)
    if tender.summaries_sent_at is None:
        todo, due = (
            "Send the assessment summaries",
            close_of_business(effective + timedelta(days=2)),
        )
    else:
        sent = london_date(tender.summaries_sent_at)
        todo, due = "Publish the award notice", close_of_business(sent + timedelta(days=1))
    return Next(todo, due, late=due < at)


def _evening(day: date | None, later: int = 0) -> datetime | None:
    return close_of_business(day + timedelta(days=later)) if day else None


#: When each next thing is due, by the words of `states.NEXT`.
DUE: Mapping[str, Callable[[Tender], datetime | None]] = MappingProxyType(
    {
        "Publish the tender": lambda t: _evening(t.publish_on),
        "Closes to bids": lambda t: t.deadline,
        "Open the bids": lambda t: t.deadline + timedelta(days=1),
        "Start the evaluation": lambda t: t.deadline + timedelta(days=3),
        "Recommend an award": lambda t: _evening(t.decision_on, -7),
        "Decide the award": lambda t: _evening(t.decision_on),
        "Award the contract": lambda t: _evening(t.standstill_ends or t.award_notice_on, 1),
    }
)


def awaiting_tender(choices: QuerySet[RegimeChoice]) -> QuerySet[RegimeChoice]:
    """Worksheets under which no tender is drafted yet."""
    return choices.filter(tender=None)


@dataclass(frozen=True)
class HistoryLine:
    """One line of a tender's history, named by the part it is about."""

    effective_at: datetime
    actor_name: str
    sentence: str
    reasons: str
    state_to: str


def history(tender: Tender) -> list[HistoryLine]:
    """What happened, latest first. Nothing tells who bids before the bids are opened."""
    wanted = Q(record_type=_type(Tender), record_id=tender.pk)
    wanted |= Q(record_type=_type(RegimeChoice), record_id=tender.regime_choice_id)
    for model in PARTS:
        parts = model._base_manager.filter(tender=tender).values("pk")
        wanted |= Q(record_type=_type(model), record_id__in=parts)
    answers = Question.objects.filter(tender=tender).values("pk")
    wanted |= Q(record_type=_type(Question), record_id__in=answers, step="amend")
    if not tender.is_sealed:
        opened = tender.bids.filter(state__in=sorted(bid_states.READABLE)).values("pk")
        wanted |= Q(record_type=_type(Bid), record_id__in=opened) & ~Q(step="begin")
    entries = AuditEntry.objects.filter(wanted).order_by("-sequence")
    return [_history_line(entry) for entry in entries]


def _history_line(entry: AuditEntry) -> HistoryLine:
    """The tender's own steps say the state it came to; a part is named."""
    own = entry.record_type == _type(Tender)
    moved = own and entry.state_to and entry.state_to != entry.state_from
    return HistoryLine(
        entry.effective_at,
        entry.actor_name,
        entry.sentence if own else f"{entry.sentence}: {entry.record_name}",
        entry.reasons,
        str(states.TenderState(entry.state_to).label) if moved else "",
    )


def _type(model: type[Model]) -> str:
    return str(model._meta.label_lower)


@dataclass(frozen=True)
class ListLine:
    """A tender in the list."""

    tender: Tender
    next: Next | None
    closing_soon: bool


def line(tender: Tender, at: datetime) -> ListLine:
    """A tender with what comes next for it."""
    return ListLine(tender, next_of(tender, at), closing_soon(tender, at))


def details_of(tender: Tender) -> dict[str, str]:
    """What providers read of it, as its form shows it."""
    return {name: getattr(tender, name) for name in ("title", "description", "award_rule")}


def challenges_for(tender: Tender, *, inside: bool) -> dict[str, object]:
    """Challenges to the award and whether one can come in: for those who may know the bidders."""
    if not inside:
        return {"challenges": [], "challengeable": False}
    return {
        "challenges": list(tender.challenges.select_related("provider")),
        "challengeable": tender.state in states.CHALLENGEABLE,
    }
