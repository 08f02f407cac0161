"""Actions of the Board: who is to do what by when."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.forms.board import ActionForm, CompleteForm
from commissioning.forms.specification import ReasonsForm
from commissioning.models import BoardAction, Meeting
from commissioning.navigation import READS_BOARD, board_tabs
from commissioning.queries.board import actions_of, closed, outstanding
from workflow.audit import history
from workflow.door import actions_for, begin
from workflow.views.answering import Question, answer, not_now, page_of, sent, why_not
from workflow.views.steps import StepView

WRITES_BOARD = (Role.COMMISSIONER, Role.BOARD)


@partnership_page(*READS_BOARD)
def actions(request: Request) -> HttpResponse:
    """What is still to do, soonest first; then what was done or dropped."""
    visit, every = request.visit, actions_of(request.visit.trust)
    context = {
        "page": page_of(request, outstanding(every)),
        "closed": closed(every)[:10],
        "tabs": board_tabs(visit, "actions"),
        "writes": visit.holds(*WRITES_BOARD),
    }
    return render(request, "commissioning/actions.html", context)


@partnership_page()
def action(request: Request, pk: int) -> HttpResponse:
    """One action. Its owner may hold any role here."""
    visit, found = request.visit, gate.action(request.visit, pk)
    context = {
        "action_record": found,
        "actions": actions_for(found, visit.user, visit.at),
        "entries": history(found).order_by("-sequence"),
        "reads_board": visit.holds(*READS_BOARD),
        "tabs": board_tabs(visit, "actions"),
    }
    return render(request, "commissioning/action.html", context)


@partnership_page(*WRITES_BOARD)
def action_add(request: Request) -> HttpResponse:
    """Give somebody something to do that came from no meeting."""
    visit = request.visit
    back = reverse("commissioning:actions", args=[visit.trust.slug])
    made = BoardAction(partnership=visit.trust)
    return _added(request, made, Question("Add an action", back, "Add the action"))


@partnership_page(*WRITES_BOARD)
def meeting_action_add(request: Request, pk: int) -> HttpResponse:
    """Give somebody something to do that came of a meeting, or of one of its decisions."""
    found = gate.meeting(request.visit, pk)
    question = Question("Add an action", found.get_absolute_url(), "Add the action", str(found))
    if why := why_not(request, found, Meeting.not_yet_held):
        return not_now(request, question, why)
    return _added(request, BoardAction(partnership=found.partnership, meeting=found), question)


def _added(request: Request, made: BoardAction, question: Question) -> HttpResponse:
    visit = request.visit
    asked = {"decision": request.GET.get("decision")}
    form = ActionForm(sent(request), instance=made, initial=asked, visit=visit)
    return answer(
        request,
        question,
        form,
        lambda: begin(form.instance, by=visit.user, at=visit.at),
        lambda _: question.back,
    )


class ActionStep(StepView):
    """The step pages of an action."""

    gate = staticmethod(gate.action_of_request)
    forms = {"complete": CompleteForm, "drop": ReasonsForm, "reopen": ReasonsForm}


action_step = partnership_page()(ActionStep.as_view())
