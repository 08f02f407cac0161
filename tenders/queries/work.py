"""What awaits a step of someone in the partnership."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from accounts.gate import Visit
from accounts.roles import Role
from accounts.work import WorkItem
from tenders.lifecycles import tender_states as states
from tenders.lifecycles.regime import SETTLED, WAITING
from tenders.models import PanelMember, Question, RegimeChoice, Tender
from tenders.queries.gates import left_to_publish
from tenders.queries.tender import next_of
from workflow.calendar import london_date

#: How long a question may wait before it is late.
ANSWER_WITHIN = timedelta(days=3)


def of_commissioner(visit: Visit) -> Iterator[WorkItem]:
    """Tenders whose next step is a commissioner's, and questions to answer."""
    running = Tender.objects.filter(
        partnership=visit.trust, state__in=sorted(states.WITH_COMMISSIONER)
    ).select_related("partnership", "specification", "regime_choice")
    for tender in running.prefetch_related("assurances", "criteria", "challenges"):
        if item := _next_step(tender, visit):
            yield item
    yield from _questions(visit)
    yield from _drafts_to_begin(visit)
    yield from _worksheets_to_withdraw(visit)


def _next_step(tender: Tender, visit: Visit) -> WorkItem | None:
    following = next_of(tender, visit.at)
    if following is None or _clock_runs(tender, visit.at):
        return None
    todo = following.todo
    if tender.state in states.IN_DRAFT:
        left = left_to_publish(tender, by=visit.user, at=visit.at)
        things = "1 thing stands" if left == 1 else f"{left} things stand"
        todo = f"{things} in the way of publishing" if left else "Ready to publish"
    return WorkItem(str(tender), tender.get_absolute_url(), todo, following.due, "Tender")


def _clock_runs(tender: Tender, at: datetime) -> bool:
    """Whether only time has to pass: call-in or standstill."""
    if tender.state in states.WITH_SUMMARIES:
        return tender.effective_on is not None and london_date(at) < tender.effective_on
    if tender.state in states.AWAITING_AWARD:
        return tender.standstill_ends is not None and london_date(at) <= tender.standstill_ends
    return False


def _questions(visit: Visit) -> Iterator[WorkItem]:
    waiting = Question.objects.filter(
        tender__partnership=visit.trust, answer="", tender__state__in=sorted(states.RUNNING)
    ).select_related("tender")
    for question in waiting:
        url = reverse(
            "tenders:question_answer", args=[visit.trust.slug, question.tender_id, question.pk]
        )
        due = question.asked_at + ANSWER_WITHIN
        yield WorkItem(str(question), url, f"Answer it: {question.tender}", due, "Question")


def _drafts_to_begin(visit: Visit) -> Iterator[WorkItem]:
    settled = RegimeChoice.objects.filter(
        partnership=visit.trust, state__in=sorted(SETTLED), tender=None
    ).select_related("partnership", "specification")
    for choice in settled:
        yield WorkItem(str(choice), choice.get_absolute_url(), "Draft the tender", kind="Regime")


def _worksheets_to_withdraw(visit: Visit) -> Iterator[WorkItem]:
    """Worksheets nobody can approve: the law keeps their route shut, or it is not run here."""
    waiting = RegimeChoice.objects.filter(partnership=visit.trust, state__in=sorted(WAITING))
    for choice in waiting.select_related("partnership", "specification"):
        if choice.finding().refusals:
            todo = "Withdraw it: this route is not run here"
            yield WorkItem(str(choice), choice.get_absolute_url(), todo, kind="Regime")


def of_approver(visit: Visit) -> Iterator[WorkItem]:
    """Regimes to approve and awards to decide, save the person's own proposals."""
    waiting = RegimeChoice.objects.filter(partnership=visit.trust, state__in=sorted(WAITING))
    for choice in waiting.exclude(proposed_by=visit.user).select_related(
        "partnership", "specification"
    ):
        if choice.finding().refusals:
            continue
        url = choice.get_absolute_url()
        yield WorkItem(str(choice), url, "Approve the choice of regime", kind="Regime")
    awards = Tender.objects.filter(
        partnership=visit.trust, state__in=sorted(states.AWAITING_DECISION)
    ).exclude(recommended_by=visit.user)
    for tender in awards.select_related("partnership"):
        following = next_of(tender, visit.at)
        due = following.due if following else None
        yield WorkItem(str(tender), tender.get_absolute_url(), "Decide the award", due, "Tender")


def of_evaluator(visit: Visit) -> Iterator[WorkItem]:
    """Interests to declare and bids to score."""
    own = PanelMember.objects.filter(
        person=visit.user, tender__partnership=visit.trust, barred=False
    ).select_related("tender", "tender__partnership")
    for seat in own:
        if not seat.has_declared and seat.tender.state in states.PANEL_FORMING:
            url = reverse("tenders:panel_declare", args=[visit.trust.slug, seat.tender_id])
            yield WorkItem(
                str(seat.tender), url, "Declare your interests", seat.tender.deadline, "Panel"
            )
        elif seat.has_declared and seat.tender.state in states.SCORING:
            yield from _to_score(seat, visit)


def _to_score(seat: PanelMember, visit: Visit) -> Iterator[WorkItem]:
    wanted = seat.tender.criteria.exclude(kind="price").count()
    following = next_of(seat.tender, visit.at)
    for bid in seat.tender.assessed_bids():
        left = wanted - bid.scores.filter(person=visit.user).count()
        if left:
            url = reverse("tenders:bid_score", args=[visit.trust.slug, seat.tender_id, bid.pk])
            todo = f"{left} marks to give"
            due = following.due if following else None
            yield WorkItem(f"{seat.tender.reference}: {bid.provider}", url, todo, due, "Score")


def waiting_for(visit: Visit) -> list[WorkItem]:
    """Everything of tenders that awaits the visitor inside a partnership."""
    if visit.partnership is None:
        return []
    found: list[WorkItem] = []
    for role, source in SOURCES:
        if visit.holds(role):
            found.extend(source(visit))
    return found


SOURCES = (
    (Role.COMMISSIONER, of_commissioner),
    (Role.APPROVER, of_approver),
    (Role.EVALUATOR, of_evaluator),
)
