"""What awaits a step in this app: registered with Your work when the app is ready."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from accounts.gate import Visit
from accounts.roles import Role
from accounts.work import WorkItem, register
from contracts.lifecycles.review_guards import OWN_WORDS
from contracts.models import Review, Variation
from contracts.queries import agreements, reviews, variations
from workflow.calendar import london_date, start_of_day
from workflow.door import actions_for


@register
def work(visit: Visit) -> list[WorkItem]:
    """What the visitor's roles have to do about agreements and variations."""
    if visit.partnership is None:
        return []
    items: list[WorkItem] = []
    if visit.holds(Role.COMMISSIONER):
        items += [*_awards(visit), *_drafts(visit), *_obligations(visit), *_to_advance(visit)]
        items += _reviews(visit)
    if visit.holds(Role.APPROVER):
        items += [*_to_decide(visit), *_to_agree(visit)]
    if visit.holds(Role.BOARD):
        items += _for_advice(visit)
    return items


def _awards(visit: Visit) -> Iterator[WorkItem]:
    for award in agreements.awards_without_contract(visit.trust):
        url = reverse("contracts:draft", args=[visit.trust.slug, award.pk])
        due = start_of_day(award.tender.start_on)
        yield WorkItem(award.tender.title, url, "Draft the contract from the award", due, "Award")


def _drafts(visit: Visit) -> Iterator[WorkItem]:
    for draft in agreements.drafts_of(visit.trust):
        sign = next(a for a in actions_for(draft, visit.user, visit.at) if a.name == "sign")
        todo = f"Before it is signed: {sign.blocked[0]}" if sign.blocked else "Record the signature"
        more = len(sign.blocked) - 1
        todo += f" ({more} more)" if more > 0 else ""
        due = start_of_day(draft.start_on)
        yield WorkItem(draft.title, draft.get_absolute_url(), todo, due, "Agreement")


def _obligations(visit: Visit) -> Iterator[WorkItem]:
    for one in agreements.obligations_due(visit.trust):
        url = reverse("contracts:obligation", args=[visit.trust.slug, one.agreement_id, one.pk])
        todo = f"{one.title} ({one.citation})"
        yield WorkItem(one.agreement.title, url, todo, one.due_at, "Obligation")


def _reviews(visit: Visit) -> Iterator[WorkItem]:
    for one in reviews.to_start(visit.trust, london_date(visit.at)):
        yield _review(one, "Start the yearly review", one.due_on)
    for one in reviews.being_written(visit.trust):
        yield _review(one, "Finish the yearly review and send it to an approver", one.due_on)
    for one in reviews.to_follow(visit.trust):
        todo = f"The review recommends: {one.get_recommendation_display().lower()}. Act on it"
        yield _review(one, todo, one.act_by)


def _to_agree(visit: Visit) -> Iterator[WorkItem]:
    waiting = list(reviews.with_approver(visit.trust))
    own = reviews.written_in_part_by(visit.user, waiting)
    for one in waiting:
        todo = "Agree the review, or send it back"
        yield _review(one, OWN_WORDS if one.pk in own else todo, one.due_on)


def _review(one: Review, todo: str, day: date | None) -> WorkItem:
    due = start_of_day(day) if day else None
    return WorkItem(one.agreement.title, one.get_absolute_url(), todo, due, "Yearly review")


def _to_advance(visit: Visit) -> Iterator[WorkItem]:
    for one in variations.being_written(visit.trust):
        yield _variation(one, "Finish the variation and send it to the Board")
    for one in variations.with_board(visit.trust).filter(advice=None):
        met = one.meeting is not None and start_of_day(one.meeting.held_on) <= visit.at
        if met:
            yield _variation(one, "Record what the Board advised")
    for one in variations.awaiting_day(visit.trust):
        if one.notices_before() and not one.notice_number:
            yield _variation(one, "Publish the notice of the change and record its number")
    for one in variations.urgent_to_report(visit.trust):
        yield _variation(one, "Report the urgent variation to the Board and record what it said")


def _to_decide(visit: Visit) -> Iterator[WorkItem]:
    for one in variations.with_board(visit.trust):
        if one.advice_id or one.urgent:
            yield _variation(one, "Approve or refuse it")


def _for_advice(visit: Visit) -> Iterator[WorkItem]:
    for one in variations.with_board(visit.trust).filter(advice=None):
        yield _variation(one, "Read the variation and advise on it", by_meeting=True)


def _variation(one: Variation, todo: str, *, by_meeting: bool = False) -> WorkItem:
    day = one.meeting.held_on if by_meeting and one.meeting else one.effective_on
    return WorkItem(str(one), one.get_absolute_url(), todo, start_of_day(day), "Variation")
