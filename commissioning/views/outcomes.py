"""Outcomes and consultations: what the partnership wants, and what people said."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.gate import Request, partnership_page
from commissioning import gate
from commissioning.navigation import READS_NEEDS, needs_tabs
from commissioning.queries.consultations import findings_of
from commissioning.queries.outcomes import framework_on, not_joined, outcomes_of, schemes_of
from commissioning.queries.tallies import questions_of
from workflow.calendar import london_date
from workflow.views.answering import page_of


@partnership_page(*READS_NEEDS)
def outcomes(request: Request) -> HttpResponse:
    """The outcomes framework, levels of need, the Board's roles, history, what is not joined."""
    visit = request.visit
    framework = framework_on(visit.trust, london_date(visit.at))
    listed = outcomes_of(framework)
    context = {
        "framework": framework,
        "outcomes": listed,
        "loose": not_joined(listed),
        "schemes": schemes_of(visit.trust),
        "board_roles": visit.trust.board_roles.all(),
        "milestones": visit.trust.milestones.all(),
        "tabs": needs_tabs(visit, "outcomes"),
    }
    return render(request, "commissioning/outcomes.html", context)


@partnership_page(*READS_NEEDS)
def consultations(request: Request) -> HttpResponse:
    """The consultations held."""
    visit = request.visit
    page = page_of(request, visit.trust.consultations.select_related("partnership"))
    context = {"page": page, "tabs": needs_tabs(visit, "consultations")}
    return render(request, "commissioning/consultations.html", context)


@partnership_page(*READS_NEEDS)
def consultation(request: Request, pk: int) -> HttpResponse:
    """One consultation: its questions with their true bases, and its findings."""
    found = gate.consultation(request.visit, pk)
    context = {
        "consultation": found,
        "questions": questions_of(found),
        "findings": findings_of(found),
        "tabs": needs_tabs(request.visit, "consultations"),
    }
    return render(request, "commissioning/consultation.html", context)
