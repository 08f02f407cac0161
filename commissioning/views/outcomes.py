"""Outcomes: what the partnership wants for its children."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning.navigation import READS_NEEDS, needs_tabs
from commissioning.queries.outcomes import framework_on, outcomes_of, schemes_of
from workflow.calendar import london_date


@partnership_page(*READS_NEEDS)
def outcomes(request: Request) -> HttpResponse:
    """The outcomes framework and the levels of need."""
    visit = request.visit
    framework = framework_on(visit.trust, london_date(visit.at))
    context = {
        "framework": framework,
        "outcomes": outcomes_of(framework),
        "schemes": schemes_of(visit.trust),
        "tabs": needs_tabs(visit, "outcomes"),
        "writes": visit.holds(Role.COMMISSIONER),
    }
    return render(request, "commissioning/outcomes.html", context)
