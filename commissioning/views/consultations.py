"""Consultations: the list, one of them with its counts, its plan, and its steps."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.forms.consultation import CloseForm, ConsultationForm, LongerForm
from commissioning.models import Consultation
from commissioning.navigation import READS_NEEDS, needs_tabs
from commissioning.queries.consultations import (
    consultations_of,
    findings_of,
    history_of,
    next_step,
    stages_of,
    steps_for,
)
from commissioning.queries.results import counts_csv, results_of, words_of
from workflow.calendar import london_date
from workflow.door import amend, begin
from workflow.files import StoredFile, as_download
from workflow.views.answering import Question, answer, closed_to_change, not_now, page_of, sent
from workflow.views.steps import StepView

WRITES = (Role.COMMISSIONER, Role.ANALYST)


@partnership_page(*READS_NEEDS)
def consultations(request: Request) -> HttpResponse:
    """Every consultation: where it stands and what comes next."""
    visit = request.visit
    page = page_of(request, consultations_of(visit.trust))
    today = london_date(visit.at)
    context = {
        "page": page,
        "rows": [(held, next_step(held, today)) for held in page],
        "tabs": needs_tabs(visit, "consultations"),
        "writes": visit.holds(*WRITES),
    }
    return render(request, "commissioning/consultations.html", context)


@partnership_page(*READS_NEEDS)
def consultation(request: Request, pk: int) -> HttpResponse:
    """One consultation: its questions with their true bases, its findings, its steps."""
    visit, found = request.visit, gate.consultation(request.visit, pk)
    total, results = results_of(found)
    context = {
        "consultation": found,
        "total": total,
        "results": results,
        "findings": findings_of(found),
        "events": found.events.all(),
        "stages": stages_of(found),
        "actions": steps_for(found, visit.user, visit.at),
        "entries": history_of(found),
        "writes": visit.holds(*WRITES),
        "waiting": found.files.filter(outcome=found.files.model.Outcome.WAITING),
        "tabs": needs_tabs(visit, "consultations"),
    }
    return render(request, "commissioning/consultation.html", context)


@partnership_page(*READS_NEEDS)
def consultation_words(request: Request, pk: int, question: int) -> HttpResponse:
    """What people wrote in answer to one question, page by page."""
    visit, found = request.visit, gate.consultation_question(request.visit, pk, question)
    whole = found.consultation
    context = {
        "consultation": whole,
        "question": found,
        "page": page_of(request, words_of(found)),
        "takes_out": visit.holds(*WRITES),
    }
    return render(request, "commissioning/consultation_words.html", context)


@partnership_page(*READS_NEEDS)
def consultation_counts(request: Request, pk: int) -> HttpResponse:
    """The counts with their bases, as CSV to be saved."""
    found = gate.consultation(request.visit, pk)
    made = StoredFile(name=f"{found.title} - counts.csv", content_type="text/csv")
    return as_download(made, content=counts_csv(found))


@partnership_page(*WRITES)
def consultation_add(request: Request) -> HttpResponse:
    """Plan a consultation."""
    visit = request.visit
    form = ConsultationForm(sent(request), instance=Consultation(partnership=visit.trust))
    question = Question(
        title="Plan a consultation",
        back=reverse("commissioning:consultations", args=[visit.trust.slug]),
        button="Plan it",
        lead="Its questions and events are added on its own page.",
        done="The consultation is planned. Write the roles people answer in, and its questions.",
    )
    return answer(
        request,
        question,
        form,
        lambda: begin(form.instance, by=visit.user, at=visit.at),
        Consultation.get_absolute_url,
    )


@partnership_page(*WRITES)
def consultation_change(request: Request, pk: int) -> HttpResponse:
    """Change what a planned consultation is about, and its days."""
    visit, found = request.visit, gate.consultation(request.visit, pk)
    page = found.get_absolute_url()
    question = Question("Change the consultation", page, caption=str(found), done="Changed.")
    if closed := closed_to_change(request, found):
        return not_now(request, question, closed)
    form = ConsultationForm(sent(request), instance=found)
    return answer(
        request,
        question,
        form,
        lambda: amend(
            gate.consultation(visit, pk), by=visit.user, at=visit.at, **form.cleaned_data
        ),
        lambda _: page,
    )


class ConsultationStep(StepView):
    """The step pages of a consultation."""

    gate = staticmethod(gate.consultation_of_request)
    forms = {"close": CloseForm, "extend": LongerForm, "reopen": LongerForm}


consultation_step = partnership_page(*READS_NEEDS)(ConsultationStep.as_view())
