"""Local family partnerships, their plans and groups."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.actions.local import finalise_plan
from commissioning.forms.local import FinaliseForm
from commissioning.models import LocalPartnership, LocalPlan
from commissioning.navigation import READS_PARTNERSHIP, partnership_tabs
from commissioning.queries import local as queries
from workflow.audit import history
from workflow.calendar import london_date
from workflow.views.answering import Question, answer, closed_to_change, not_now, page_of, sent


@partnership_page(*READS_PARTNERSHIP)
def local_partnerships(request: Request) -> HttpResponse:
    """Every local partnership with its plan, priorities and groups at work."""
    visit = request.visit
    context = {
        "page": page_of(request, queries.locals_of(visit.trust, london_date(visit.at))),
        "tabs": partnership_tabs(visit, "locals"),
        "writes": visit.holds(Role.COMMISSIONER),
    }
    return render(request, "commissioning/locals.html", context)


@partnership_page(*READS_PARTNERSHIP)
def local_partnership(request: Request, pk: int) -> HttpResponse:
    """One local partnership: members, meetings, plan, priorities, groups."""
    visit, found = request.visit, gate.of_partnership(request.visit, LocalPartnership, pk)
    plans, today = queries.plans_of(found), london_date(visit.at)
    context = {
        "local": found,
        "members": found.members.select_related("organisation"),
        "meetings": found.meetings.all(),
        "plans": plans,
        "drafting": any(plan.draft for plan in plans),
        "groups": [(one, one.standing_on(today)) for one in queries.groups_of(found)],
        "entries": history(found).order_by("-sequence"),
        "writes": visit.holds(Role.COMMISSIONER),
    }
    return render(request, "commissioning/local.html", context)


@partnership_page(Role.COMMISSIONER)
def plan_finalise(request: Request, pk: int) -> HttpResponse:
    """Finalise a local plan; it and its priorities stand from then on."""
    visit, found = request.visit, gate.of_partnership(request.visit, LocalPlan, pk)
    question = Question(
        title="Finalise the plan",
        back=found.get_absolute_url(),
        button="Finalise the plan",
        caption=str(found),
        lead="The plan and its priorities stand from then on. What changes later is a new version.",
        done="Plan finalised.",
    )
    if closed := closed_to_change(request, found):
        return not_now(request, question, closed)
    form = FinaliseForm(sent(request))
    return answer(
        request,
        question,
        form,
        lambda: finalise_plan(found, **form.cleaned_data, by=visit.user, at=visit.at),
    )
