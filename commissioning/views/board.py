"""The Board: its meetings and what they produce."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.actions.board import record_advice, record_minutes
from commissioning.forms.board import AdviceForm, DecisionForm, MeetingForm, MinutesForm
from commissioning.models import Advice, Decision, Meeting
from commissioning.navigation import READS_BOARD, board_tabs
from commissioning.queries.board import (
    actions_of_meeting,
    advice_of,
    agenda_of,
    decisions_of,
    meetings_of,
)
from workflow.door import begin
from workflow.views.answering import Question, answer, not_now, page_of, sent, why_not

WRITES_BOARD = (Role.COMMISSIONER, Role.BOARD)


@partnership_page(*READS_BOARD)
def board(request: Request) -> HttpResponse:
    """The Board's meetings."""
    visit = request.visit
    context = {
        "page": page_of(request, meetings_of(visit.trust)),
        "tabs": board_tabs(visit, "board"),
        "writes": visit.holds(*WRITES_BOARD),
    }
    return render(request, "commissioning/board.html", context)


@partnership_page(*READS_BOARD)
def meeting(request: Request, pk: int) -> HttpResponse:
    """One meeting: agenda, minutes, advice, decisions, actions."""
    visit, found = request.visit, gate.meeting(request.visit, pk)
    closed = why_not(request, found, Meeting.not_yet_held)
    context = {
        "meeting": found,
        "closed": closed,
        "agenda": agenda_of(found),
        "advice": advice_of(found),
        "decisions": decisions_of(found),
        "actions_given": actions_of_meeting(found),
        "writes": visit.holds(*WRITES_BOARD) and not closed,
        "records_needs": visit.holds(Role.COMMISSIONER, Role.ANALYST),
        "tabs": board_tabs(visit, "board"),
    }
    return render(request, "commissioning/meeting.html", context)


@partnership_page(*WRITES_BOARD)
def meeting_add(request: Request) -> HttpResponse:
    """Put a meeting into the Board's diary."""
    visit = request.visit
    form = MeetingForm(sent(request), instance=Meeting(partnership=visit.trust))
    question = Question(
        title="Add a meeting",
        back=reverse("commissioning:board", args=[visit.trust.slug]),
        button="Add the meeting",
        lead="It may lie ahead. What it produces is recorded on its day or afterwards.",
        done="Meeting added.",
    )
    return answer(
        request,
        question,
        form,
        lambda: begin(form.instance, by=visit.user, at=visit.at),
        Meeting.get_absolute_url,
    )


@partnership_page(*WRITES_BOARD)
def minutes(request: Request, pk: int) -> HttpResponse:
    """Record the minutes of a meeting that has been held."""
    visit, found = request.visit, gate.meeting(request.visit, pk)
    question = _of_meeting(found, "Record the minutes", "Minutes recorded.")
    if closed := why_not(request, found, Meeting.not_yet_held):
        return not_now(request, question, closed)
    form = MinutesForm(sent(request), initial={"minutes": found.minutes})

    def deed() -> Meeting:
        return record_minutes(found, form.cleaned_data["minutes"], by=visit.user, at=visit.at)

    return answer(request, question, form, deed, Meeting.get_absolute_url)


@partnership_page(*WRITES_BOARD)
def advice_add(request: Request, pk: int) -> HttpResponse:
    """Record what the Board advised on a proposal."""
    visit, found = request.visit, gate.meeting(request.visit, pk)
    question = _of_meeting(found, "Record advice", "Advice recorded.")
    if closed := why_not(request, found, Meeting.not_yet_held):
        return not_now(request, question, closed)
    form = AdviceForm(sent(request), instance=Advice(meeting=found, recorded_by=visit.user))

    def deed() -> Advice:
        return record_advice(found, **form.cleaned_data, by=visit.user, at=visit.at)

    return answer(request, question, form, deed, lambda _: found.get_absolute_url())


@partnership_page(*WRITES_BOARD)
def decision_add(request: Request, pk: int) -> HttpResponse:
    """Record a decision of the Board."""
    visit, found = request.visit, gate.meeting(request.visit, pk)
    question = _of_meeting(found, "Record a decision", "Decision recorded.")
    if closed := why_not(request, found, Meeting.not_yet_held):
        return not_now(request, question, closed)
    shown = request.GET.dict()  # from a figure: outcome, area and text
    form = DecisionForm(sent(request), instance=Decision(meeting=found), initial=shown)
    return answer(
        request,
        question,
        form,
        lambda: begin(form.instance, by=visit.user, at=visit.at),
        lambda _: found.get_absolute_url(),
    )


def _of_meeting(found: Meeting, title: str, done: str) -> Question:
    return Question(title, found.get_absolute_url(), title, str(found), done=done)
