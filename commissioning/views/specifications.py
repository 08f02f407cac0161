"""Service specifications."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.actions.specifications import draft_next_version, draft_specification
from commissioning.forms.specification import DraftForm, SendBackForm, SpecificationForm
from commissioning.models import Specification
from commissioning.navigation import READS_SPECIFICATIONS, specification_tabs
from commissioning.queries.specifications import (
    history_of,
    may_be_copied,
    parts_of,
    sent_back_because,
    specifications_of,
    stages_of,
)
from pages.forms import PlainForm
from workflow.door import actions_for, amend
from workflow.views.answering import Question, answer, closed_to_change, not_now, page_of, sent
from workflow.views.steps import StepView


@partnership_page(*READS_SPECIFICATIONS)
def specifications(request: Request) -> HttpResponse:
    """Every version of every specification."""
    visit = request.visit
    page = page_of(request, specifications_of(visit.trust))
    tabs = specification_tabs(visit, "specifications")
    context = {"page": page, "tabs": tabs, "writes": visit.holds(Role.COMMISSIONER)}
    return render(request, "commissioning/specifications.html", context)


@partnership_page(*READS_SPECIFICATIONS)
def specification(request: Request, pk: int) -> HttpResponse:
    """One version: what it is to do, for which needs, measured how, and where it stands."""
    visit, spec = request.visit, gate.specification(request.visit, pk)
    entries = history_of(spec)
    closed = closed_to_change(request, spec)
    context = {
        "spec": spec,
        "parts": parts_of(spec),
        "stages": stages_of(spec),
        "actions": actions_for(spec, visit.user, visit.at),
        "entries": entries,
        "sent_back": sent_back_because(spec, entries),
        "writes": visit.holds(Role.COMMISSIONER) and not closed,
        "closed": closed if visit.holds(Role.COMMISSIONER) else [],
        "copies": visit.holds(Role.COMMISSIONER) and may_be_copied(spec),
        "tabs": specification_tabs(visit, "specifications"),
    }
    return render(request, "commissioning/specification.html", context)


@partnership_page(Role.COMMISSIONER)
def specification_add(request: Request) -> HttpResponse:
    """Begin a draft."""
    visit = request.visit
    form = DraftForm(sent(request), instance=Specification(partnership=visit.trust))
    question = Question(
        title="Draft a specification",
        back=reverse("commissioning:specifications", args=[visit.trust.slug]),
        button="Begin the draft",
        lead="Needs, clauses and KPIs are added on the draft's own page.",
        done="Draft begun. Name the needs it answers, write its clauses and choose its KPIs.",
    )

    def deed() -> Specification:
        named = form.cleaned_data["new_service"]
        return draft_specification(form.instance, new_service=named, by=visit.user, at=visit.at)

    return answer(request, question, form, deed, Specification.get_absolute_url)


@partnership_page(Role.COMMISSIONER)
def specification_change(request: Request, pk: int) -> HttpResponse:
    """Change the head of a draft."""
    visit, spec = request.visit, gate.specification(request.visit, pk)
    page = spec.get_absolute_url()
    question = Question("Change title and purpose", page, caption=str(spec), done="Changed.")
    if closed := closed_to_change(request, spec):
        return not_now(request, question, closed)
    form = SpecificationForm(sent(request), instance=spec)
    return answer(
        request,
        question,
        form,
        lambda: amend(
            gate.specification(visit, pk), by=visit.user, at=visit.at, **form.cleaned_data
        ),
        Specification.get_absolute_url,
    )


@partnership_page(Role.COMMISSIONER)
def specification_next(request: Request, pk: int) -> HttpResponse:
    """Draft the next version from an approved one."""
    visit, spec = request.visit, gate.specification(request.visit, pk)
    question = Question(
        title="Draft a new version",
        back=spec.get_absolute_url(),
        button="Draft a new version",
        caption=str(spec),
        lead="Its clauses, needs and KPIs are copied into a new draft. This version stays as it "
        "is until the new one is approved.",
        done="A new version is drafted. Change what has to change and send it for approval.",
    )
    form = PlainForm(sent(request))
    return answer(
        request,
        question,
        form,
        lambda: draft_next_version(spec, by=visit.user, at=visit.at),
        Specification.get_absolute_url,
    )


class SpecificationStep(StepView):
    """The step pages of a specification."""

    gate = staticmethod(gate.specification_of_request)
    forms = {"send_back": SendBackForm}


specification_step = partnership_page(*READS_SPECIFICATIONS)(SpecificationStep.as_view())
