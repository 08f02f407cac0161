"""The parts of a consultation: questions, events and findings, added, changed or taken out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.actions import consultations as verbs
from commissioning.forms.consultation import EventForm, FindingForm, PrintedForm, QuestionForm
from commissioning.models import (
    Consultation,
    ConsultationEvent,
    ConsultationFinding,
    ConsultationQuestion,
)
from pages.forms import PlainForm, PlainModelForm
from workflow.door import amend, begin, remove
from workflow.lifecycle import Actor
from workflow.views.answering import Question, answer, closed_to_change, not_now, sent

WRITES = (Role.COMMISSIONER, Role.ANALYST)


def _ask(form: QuestionForm, by: Actor, at: datetime) -> Any:
    given = form.cleaned_data
    return verbs.ask(form.instance, answers=given["answers"], other=given["other"], by=by, at=at)


def _found(form: FindingForm, by: Actor, at: datetime) -> Any:
    return verbs.write_finding(form.instance, form.cleaned_data["questions"], by=by, at=at)


@dataclass(frozen=True)
class Kind:
    """A kind of part: its model, its form, its name in a sentence, how it is written."""

    model: type[gate.ConsultationPart]
    form: type[PlainModelForm]
    noun: str
    add: Callable[[Any, Actor, datetime], Any]
    change: Callable[..., Any]


KINDS = {
    "questions": Kind(ConsultationQuestion, QuestionForm, "question", _ask, verbs.ask_otherwise),
    "events": Kind(
        ConsultationEvent,
        EventForm,
        "event",
        lambda form, by, at: begin(form.instance, by=by, at=at),
        amend,
    ),
    "findings": Kind(ConsultationFinding, FindingForm, "finding", _found, verbs.rewrite_finding),
}


def _asked(request: Request, pk: int, kind: str) -> tuple[Consultation, Kind]:
    if kind not in KINDS:
        raise Http404("A consultation has questions, events and findings.")
    return gate.consultation(request.visit, pk), KINDS[kind]


@partnership_page(*WRITES)
def consultation_part_add(request: Request, pk: int, kind: str) -> HttpResponse:
    """Add a question, an event or a finding."""
    visit, (whole, its) = request.visit, _asked(request, pk, kind)
    page = f"{whole.get_absolute_url()}#{kind}"
    question = Question(f"Add {_a(its.noun)}", page, "Add", str(whole), done="Added.")
    made = its.model(consultation=whole)
    if closed := closed_to_change(request, made):
        return not_now(request, question, closed)
    form = its.form(sent(request), instance=made, initial=request.GET.dict())
    return answer(
        request, question, form, lambda: its.add(form, visit.user, visit.at), lambda _: page
    )


@partnership_page(*WRITES)
def consultation_part_change(request: Request, pk: int, kind: str, part: int) -> HttpResponse:
    """Change one of them."""
    visit, (whole, its) = request.visit, _asked(request, pk, kind)
    found = gate.consultation_part(whole, its.model, part)
    page = f"{whole.get_absolute_url()}#{kind}"
    question = Question(f"Change the {its.noun}", page, caption=str(whole), done="Changed.")
    if closed := closed_to_change(request, found):
        return not_now(request, question, closed)
    form = its.form(sent(request), instance=found)
    return answer(
        request,
        question,
        form,
        lambda: its.change(found, by=visit.user, at=visit.at, **form.cleaned_data),
        lambda _: page,
    )


@partnership_page(*WRITES)
def consultation_part_remove(request: Request, pk: int, kind: str, part: int) -> HttpResponse:
    """Ask, then take one out; the history keeps what it said."""
    visit, (whole, its) = request.visit, _asked(request, pk, kind)
    found = gate.consultation_part(whole, its.model, part)
    page = f"{whole.get_absolute_url()}#{kind}"
    question = Question(
        title=f"Take out this {its.noun}",
        back=page,
        button="Take it out",
        caption=str(whole),
        lead=str(found),
        done="Taken out.",
    )
    if closed := closed_to_change(request, found):
        return not_now(request, question, closed)
    return answer(
        request,
        question,
        PlainForm(sent(request)),
        lambda: remove(found, by=visit.user, at=visit.at),
        lambda _: page,
    )


@partnership_page(*WRITES)
def consultation_printed(request: Request, pk: int, question: int) -> HttpResponse:
    """Write what a printed report says of a question's answers."""
    visit, found = request.visit, gate.consultation_question(request.visit, pk, question)
    page = f"{found.consultation.get_absolute_url()}#questions"
    asked = Question(
        title="Figures as printed",
        back=page,
        caption=str(found),
        lead="Counts and percentages as the report prints them. What it does not say stays empty.",
        done="The printed figures are kept.",
    )
    if closed := closed_to_change(request, found):
        return not_now(request, asked, closed)
    form = PrintedForm(sent(request), question=found)

    def deed() -> None:
        silent = form.cleaned_data["no_response"]
        by, at = visit.user, visit.at
        verbs.write_printed(found, form.printed(), no_response=silent, by=by, at=at)

    return answer(request, asked, form, deed, lambda _: page)


def _a(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"
