"""What awaits a visitor here: specifications, consultations and actions."""

from __future__ import annotations

from accounts.gate import Visit
from accounts.roles import Role
from accounts.work import WorkItem
from commissioning.lifecycles.specification import AWAITING_APPROVAL
from commissioning.models import Specification
from commissioning.queries.board import actions_of, outstanding
from commissioning.queries.consultations import awaited, unsettled
from workflow.calendar import close_of_business, london_date

KIND = "Specification"


def work_of(visit: Visit) -> list[WorkItem]:
    """Everything of this app that awaits a step of the visitor."""
    if visit.partnership is None:
        return []
    return [*_to_approve(visit), *_drafts(visit), *_consultations(visit), *_actions(visit)]


def _to_approve(visit: Visit) -> list[WorkItem]:
    if not visit.holds(Role.APPROVER):
        return []
    found = visit.trust.specifications.filter(state__in=AWAITING_APPROVAL)
    return [
        WorkItem(str(spec), spec.get_absolute_url(), "Approve it or send it back", kind=KIND)
        for spec in found.exclude(proposed_by=visit.user).select_related("partnership")
    ]


def _drafts(visit: Visit) -> list[WorkItem]:
    """Drafts: those sent back go to whoever sent them, the others to every commissioner."""
    if not visit.holds(Role.COMMISSIONER):
        return []
    drafts = visit.trust.specifications.filter(state__in=Specification.open_to_change)
    found = []
    for spec in drafts.select_related("partnership"):
        if spec.proposed_by_id not in {None, visit.user.pk}:
            continue
        sent_back = spec.proposed_by_id is not None
        todo = "Sent back: change it and send it again" if sent_back else "Finish the draft"
        found.append(WorkItem(str(spec), spec.get_absolute_url(), todo, kind=KIND))
    return found


def _consultations(visit: Visit) -> list[WorkItem]:
    """To be opened, closing soon, without findings, or to be reported."""
    if not visit.holds(Role.COMMISSIONER, Role.ANALYST):
        return []
    today, leads = london_date(visit.at), visit.holds(Role.COMMISSIONER)
    found = []
    for held in unsettled(visit.trust):
        todo = awaited(held, today, leads=leads)
        if todo:
            due = held.closes_on if held.takes_responses else None
            by = close_of_business(due) if due else None
            found.append(WorkItem(str(held), held.get_absolute_url(), todo, by, "Consultation"))
    return found


def _actions(visit: Visit) -> list[WorkItem]:
    mine = outstanding(actions_of(visit.trust)).filter(owner=visit.user)
    return [
        WorkItem(
            action.text,
            action.get_absolute_url(),
            "Do it, and say what was done",
            due=close_of_business(action.due_on),
            kind="Board action",
        )
        for action in mine
    ]
