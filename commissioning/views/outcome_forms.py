"""Recording and changing frameworks, outcomes, objectives and levels of need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.actions import outcomes as deeds
from commissioning.forms import outcome as forms
from commissioning.models import LevelOfNeed, Objective, Outcome, OutcomesFramework
from pages.forms import PlainModelForm
from workflow.door import amend
from workflow.views.answering import Question, answer, sent


@dataclass(frozen=True)
class Kind:
    """A kind of record kept on the page of outcomes: its form, its deed, its name."""

    model: type[gate.Wanted]
    form: type[PlainModelForm]
    record: Callable[..., Any]
    noun: str


KINDS = {
    "frameworks": Kind(
        OutcomesFramework, forms.FrameworkForm, deeds.record_framework, "a plan or framework"
    ),
    "outcomes": Kind(Outcome, forms.OutcomeForm, deeds.record_outcome, "an outcome"),
    "objectives": Kind(Objective, forms.ObjectiveForm, deeds.record_objective, "an objective"),
    "levels": Kind(LevelOfNeed, forms.LevelForm, deeds.record_level, "a level of need"),
}


def _asked(kind: str) -> Kind:
    if kind not in KINDS:
        raise Http404("There are frameworks, outcomes, objectives and levels.")
    return KINDS[kind]


@partnership_page(Role.COMMISSIONER)
def wanted_add(request: Request, kind: str) -> HttpResponse:
    """Record one."""
    visit, its = request.visit, _asked(kind)
    form = its.form(sent(request), instance=its.model(partnership=visit.trust))
    initial = form.initial
    initial.update({name: request.GET[name] for name in form.fields if name in request.GET})
    question = Question(f"Record {its.noun}", _back(request), button="Record it", done="Recorded.")
    return answer(
        request, question, form, lambda: its.record(form.instance, by=visit.user, at=visit.at)
    )


@partnership_page(Role.COMMISSIONER)
def wanted_change(request: Request, kind: str, pk: int) -> HttpResponse:
    """Change one; the history keeps what it said before."""
    visit, its = request.visit, _asked(kind)
    form = its.form(sent(request), instance=gate.wanted(visit, its.model, pk))
    noun = its.noun.split(" ", 1)[1]
    caption = str(gate.wanted(visit, its.model, pk))
    question = Question(f"Change the {noun}", _back(request), caption=caption, done="Changed.")

    def change() -> Any:
        kept = gate.wanted(visit, its.model, pk)
        return amend(kept, by=visit.user, at=visit.at, **form.cleaned_data)

    return answer(request, question, form, change)


def _back(request: Request) -> str:
    return reverse("commissioning:outcomes", args=[request.visit.trust.slug])
