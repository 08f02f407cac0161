"""Adding, changing and removing the partnership's own records and their parts, of every kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from accounts.gate import Request, Visit, partnership_page
from accounts.models import Partnership
from accounts.roles import Role
from commissioning import gate
from commissioning.actions.local import begin_plan
from commissioning.actions.services import change_service, record_service
from commissioning.forms import area_set, budget, local, programme, service
from commissioning.forms.entry import EntryForm
from commissioning.models import (
    AreaInSet,
    AreaManagement,
    AreaProvision,
    AreaSet,
    BoardRole,
    Fund,
    FundContribution,
    FundShare,
    LocalMeeting,
    LocalMember,
    LocalPartnership,
    LocalPlan,
    LocalPriority,
    Milestone,
    Principle,
    Programme,
    ProgrammeDecision,
    ProgrammeEvaluation,
    Service,
    ServiceReview,
    TaskGroup,
)
from pages.forms import PlainForm
from workflow.door import amend, begin, remove
from workflow.lifecycle import Actor, Record
from workflow.views.answering import Question, answer, closed_to_change, not_now, sent


def _begin(form: EntryForm, by: Actor, at: datetime) -> Any:
    return begin(form.instance, by=by, at=at)


def _amend(record: Any, form: EntryForm, by: Actor, at: datetime) -> Any:
    return amend(record, by=by, at=at, **form.cleaned_data)


def _record_service(form: EntryForm, by: Actor, at: datetime) -> Any:
    joined = {name: form.cleaned_data[name] for name in ("outcomes", "levels")}
    return record_service(form.instance, **joined, by=by, at=at)


def _change_service(record: Any, form: EntryForm, by: Actor, at: datetime) -> Any:
    return change_service(record, by=by, at=at, **form.cleaned_data)


def _begin_plan(form: EntryForm, by: Actor, at: datetime) -> Any:
    return begin_plan(form.instance, by=by, at=at)


@dataclass(frozen=True)
class Kind:
    """A kind of record: its model, its forms, its name in a sentence, and the list it stands in."""

    model: type[Record]
    form: type[EntryForm]
    noun: str
    listed: str = ""
    new_form: type[EntryForm] | None = None
    adds: Callable[[EntryForm, Actor, datetime], Any] = _begin
    changes: Callable[[Any, EntryForm, Actor, datetime], Any] = _amend


KINDS = {
    "services": Kind(
        Service,
        service.ServiceForm,
        "a service",
        "services",
        service.NewServiceForm,
        _record_service,
        _change_service,
    ),
    "reviews": Kind(ServiceReview, service.ServiceReviewForm, "a service review"),
    "area-sets": Kind(AreaSet, area_set.AreaSetForm, "a set of areas", "service_areas"),
    "areas": Kind(AreaInSet, area_set.AreaInSetForm, "an area"),
    "managers": Kind(AreaManagement, area_set.AreaManagementForm, "an area manager"),
    "provision": Kind(AreaProvision, area_set.AreaProvisionForm, "what is provided"),
    "funds": Kind(Fund, budget.FundForm, "a fund", "funds"),
    "contributions": Kind(FundContribution, budget.FundContributionForm, "a contribution"),
    "shares": Kind(FundShare, budget.FundShareForm, "an indicative area budget"),
    "local": Kind(LocalPartnership, local.LocalPartnershipForm, "a local partnership", "locals"),
    "members": Kind(LocalMember, local.LocalMemberForm, "a member"),
    "meetings": Kind(LocalMeeting, local.LocalMeetingForm, "a meeting"),
    "plans": Kind(LocalPlan, local.LocalPlanForm, "a local plan", adds=_begin_plan),
    "priorities": Kind(LocalPriority, local.LocalPriorityForm, "a priority"),
    "groups": Kind(TaskGroup, local.TaskGroupForm, "a task and finish group"),
    "programmes": Kind(Programme, programme.ProgrammeForm, "a programme", "programmes"),
    "evaluations": Kind(ProgrammeEvaluation, programme.ProgrammeEvaluationForm, "an evaluation"),
    "decisions": Kind(ProgrammeDecision, programme.ProgrammeDecisionForm, "a decision"),
    "milestones": Kind(Milestone, programme.MilestoneForm, "a milestone", "how_we_work"),
    "statements": Kind(Principle, programme.PrincipleForm, "a statement", "how_we_work"),
    "roles": Kind(BoardRole, programme.BoardRoleForm, "a role of the Board", "how_we_work"),
}


@partnership_page(Role.COMMISSIONER)
def entry_add(request: Request, kind: str) -> HttpResponse:
    """Add a record of the partnership."""
    its = _kind(kind, parts=False)
    return _add(request, its, {"partnership": request.visit.trust})


@partnership_page(Role.COMMISSIONER)
def entry_part_add(request: Request, kind: str, pk: int) -> HttpResponse:
    """Add a part to a record of the partnership, the whole being named by its number."""
    its = _kind(kind, parts=True)
    whole: Any = gate.of_partnership(request.visit, gate.whole_of(its.model), pk)
    return _add(request, its, {its.model.part_of: whole})


@partnership_page(Role.COMMISSIONER)
def entry_change(request: Request, kind: str, pk: int) -> HttpResponse:
    """Change a record or part; the history keeps what it said before."""
    visit, its = request.visit, _kind(kind)
    found: Any = gate.of_partnership(visit, its.model, pk)
    title = f"Change {its.noun}"
    question = Question(title, _page(visit, its, found), caption=str(found), done="Changed.")
    if closed := closed_to_change(request, found):
        return not_now(request, question, closed)
    form = its.form(sent(request), instance=found)
    return answer(request, question, form, lambda: its.changes(found, form, visit.user, visit.at))


@partnership_page(Role.COMMISSIONER)
def entry_remove(request: Request, kind: str, pk: int) -> HttpResponse:
    """Ask, then remove; the history keeps what it said. Refused while something rests on it."""
    visit, its = request.visit, _kind(kind)
    found: Any = gate.of_partnership(visit, its.model, pk)
    question = Question(
        title=f"Remove {its.noun}",
        back=_page(visit, its, found),
        button="Remove",
        caption=str(found),
        lead="It leaves the partnership's pages with everything recorded under it. "
        "The history keeps what it said.",
        done="Removed.",
    )
    if closed := closed_to_change(request, found):
        return not_now(request, question, closed)
    away = _page(visit, its, found, without=True)
    return answer(
        request,
        question,
        PlainForm(sent(request)),
        lambda: remove(found, by=visit.user, at=visit.at),
        lambda _: away,
    )


def _add(request: Request, its: Kind, given: dict[str, Any]) -> HttpResponse:
    visit = request.visit
    record: Any = its.model(**given)
    whole = str(record.whole) if its.model.part_of else ""
    back = _page(visit, its, record, without=True)
    question = Question(f"Add {its.noun}", back, "Add", whole, done="Added.")
    if closed := closed_to_change(request, record):
        return not_now(request, question, closed)
    wanted = its.new_form or its.form
    form = wanted(sent(request), instance=record, initial=request.GET.dict())
    return answer(
        request,
        question,
        form,
        lambda: its.adds(form, visit.user, visit.at),
        lambda made: _page(visit, its, made),
    )


def _kind(name: str, parts: bool | None = None) -> Kind:
    """The kind an address names. `parts` asks for one that is, or is not, part of a whole."""
    its = KINDS.get(name)
    if its is None or (parts is not None and bool(its.model.part_of) is not parts):
        raise Http404("There is no such kind of record here.")
    return its


def _page(visit: Visit, its: Kind, record: Any, without: bool = False) -> str:
    """Where a record is shown: on its own page, else on that of the nearest whole, else in a list.

    `without` asks where to be when it is not there: not yet, or no longer.
    """
    shown = record.whole if without and its.model.part_of else None if without else record
    while shown is not None and not isinstance(shown, Partnership):
        if hasattr(shown, "get_absolute_url"):
            return str(shown.get_absolute_url())
        shown = shown.whole if shown.part_of else None
    listed = its.listed or "service_areas"
    return reverse(f"commissioning:{listed}", args=[visit.trust.slug])
