"""The register and the pages of an agreement."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning.quarters import Quarter
from contracts import gate
from contracts.actions import agreements as verbs
from contracts.forms.agreements import (
    DiscardForm,
    FactsForm,
    ReasonsForm,
    RegisterFilter,
    RegisterForm,
    SignForm,
)
from contracts.lifecycles.agreement_states import AWAITING_START
from contracts.models import Agreement
from contracts.queries import agreements, reviews, schedule, thread, variations
from contracts.roles import DOERS, READERS
from contracts.views.asking import about
from pages.navigation import NavItem
from pages.tables import Stage, stages
from pages.words import day
from workflow.calendar import london_date
from workflow.views.answering import Question, answer, page_of, sent
from workflow.views.steps import StepView

PER_PAGE = 50


@partnership_page(*READERS)
def register(request: Request) -> HttpResponse:
    """Every agreement of every kind, narrowed by the filters."""
    visit = request.visit
    found, form = _narrowed(request)
    page = page_of(request, found, PER_PAGE)
    today = london_date(visit.at)
    rows = [(a, agreements.remarks(a, today), agreements.last_recommendation(a)) for a in page]
    awaiting = agreements.awards_without_contract(visit.trust).count()
    context = {"page": page, "rows": rows, "form": form, "awaiting": awaiting}
    context["works_here"] = visit.holds(Role.COMMISSIONER)
    return render(request, "contracts/agreement_list.html", context)


@partnership_page(Role.COMMISSIONER)
def register_csv(request: Request) -> HttpResponse:
    """The register as a CSV file, with the filters of the page; drafts are left out."""
    found, _form = _narrowed(request)
    answer = HttpResponse(agreements.register_csv(found), content_type="text/csv; charset=utf-8")
    name = f"contracts-register-{request.visit.trust.slug}-{london_date(request.visit.at)}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _narrowed(request: Request) -> tuple[Any, RegisterFilter]:
    visit = request.visit
    form = RegisterFilter(request.GET or None, visit=visit)
    chosen = form.cleaned_data if form.is_valid() else {}
    everything = reviews.with_last_agreed(agreements.register_of(visit.trust))
    return agreements.narrowed(everything, london_date(visit.at), **chosen), form


@partnership_page(Role.COMMISSIONER)
def new(request: Request) -> HttpResponse:
    """Register an agreement that was made elsewhere."""
    visit = request.visit
    form = RegisterForm(sent(request), visit=visit)
    return answer(
        request,
        Question(
            "Register an agreement",
            reverse("contracts:register", args=[visit.trust.slug]),
            button="Put it on the register",
            lead="For an agreement made before this register was begun, or without a tender. "
            "A contract awarded here is drafted from its award instead.",
            done="The agreement is on the register as a draft. Complete its schedule, then record "
            "its signature.",
        ),
        form,
        lambda: verbs.register(visit.trust, by=visit.user, at=visit.at, **form.cleaned_data),
        lambda made: made.get_absolute_url(),
    )


@partnership_page(*READERS)
def agreement(request: Request, pk: int) -> HttpResponse:
    """The agreement: where it stands, its facts, what falls due, the thread up and down."""
    found = gate.agreement(request.visit, pk)
    context = page_of_agreement(request, found, "Overview") | {
        "areas": agreements.areas_of(found),
        "obligations": [
            (one, one.late_on(request.visit.at)) for one in agreements.obligations_of(found)
        ],
        "links": thread.upwards(found),
        "gates_url": thread.gates_of(found),
        "returns": [(one, thread.address_of(one)) for one in thread.returns_of(found)],
    }
    return render(request, "contracts/agreement_detail.html", context)


@partnership_page(*READERS)
def kpis(request: Request, pk: int) -> HttpResponse:
    """The KPI schedule with every dated term and what made it."""
    found = gate.agreement(request.visit, pk)
    quarter = Quarter.containing(london_date(request.visit.at))
    lines = schedule.schedule_of(found, str(quarter))
    context = page_of_agreement(request, found, "KPIs") | {
        "lines": lines,
        "quarter": quarter,
        "apart": schedule.targets_apart(found, str(quarter)),
    }
    return render(request, "contracts/agreement_kpis.html", context)


@partnership_page(*READERS)
def varied(request: Request, pk: int) -> HttpResponse:
    """The variations of the agreement."""
    found = gate.agreement(request.visit, pk)
    rows = [(v, variations.cumulative(v)) for v in variations.variations_of(found)]
    context = page_of_agreement(request, found, "Variations") | {"rows": rows}
    return render(request, "contracts/agreement_variations.html", context)


@partnership_page(*READERS)
def history(request: Request, pk: int) -> HttpResponse:
    """Everything that happened to the agreement and its parts."""
    found = gate.agreement(request.visit, pk)
    context = page_of_agreement(request, found, "History") | {"entries": thread.history_of(found)}
    return render(request, "contracts/agreement_history.html", context)


@partnership_page(Role.COMMISSIONER)
def change(request: Request, pk: int) -> HttpResponse:
    """Change the facts of a draft."""
    visit, found = request.visit, gate.agreement(request.visit, pk)
    form = FactsForm(sent(request), agreement=found)
    return answer(
        request,
        about(found, "Change the draft"),
        form,
        lambda: verbs.change_facts(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def discard(request: Request, pk: int) -> HttpResponse:
    """Remove a draft that should not have been made."""
    visit, found = request.visit, gate.agreement(request.visit, pk)
    form = DiscardForm(sent(request))
    return answer(
        request,
        about(
            found,
            "Remove the draft",
            done="The draft was removed. Its history keeps what it held.",
            button="Remove the draft",
        ),
        form,
        lambda: verbs.discard(found, by=visit.user, at=visit.at, **form.cleaned_data),
        lambda _: reverse("contracts:register", args=[visit.trust.slug]),
    )


class AgreementStep(StepView):
    """The step pages of an agreement."""

    gate = staticmethod(gate.agreement_of_request)
    forms = {
        "sign": SignForm,
        "suspend": ReasonsForm,
        "terminate": ReasonsForm,
    }


agreement_step = partnership_page(*DOERS)(AgreementStep.as_view())


def page_of_agreement(request: Request, found: Agreement, part: str) -> dict[str, Any]:
    """What every page of an agreement shows: its header, its parts, its steps."""
    visit, today = request.visit, london_date(request.visit.at)
    at = [visit.trust.slug, found.pk]
    names = {
        "Overview": "agreement",
        "KPIs": "kpis",
        "Variations": "varied",
        "Reviews": "reviewed",
        "History": "history",
    }
    parts = [
        NavItem(label, reverse(f"contracts:{name}", args=at), label == part)
        for label, name in names.items()
    ]
    return {
        "agreement": found,
        "parts": parts,
        "page_url": found.get_absolute_url(),
        "remarks": agreements.remarks(found, today),
        "stages": _stages(found),
        "steps": agreements.steps_of_agreement(found, visit.user, visit.at),
        "works_here": visit.holds(Role.COMMISSIONER),
        "open_to_change": found.state in found.open_to_change,
    }


def _stages(found: Agreement) -> list[Stage]:
    """The stages of its life; a signed one is mobilising until its start."""
    labels = [found.States(state).label for state in found.path]
    current = found.state_label if found.state_label in labels else labels[-2]
    listed = stages(labels, current)
    if found.state not in AWAITING_START:
        return listed
    detail = f"Mobilising until {day(found.start_on)}"
    return [replace(one, detail=detail) if one.label == current else one for one in listed]
