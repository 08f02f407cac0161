"""Needs analysis: published indicators."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.navigation import READS_NEEDS, needs_tabs
from commissioning.queries.indicators import groups_of, lens_of, story_of
from workflow.calendar import london_date


@partnership_page(*READS_NEEDS)
def indicators(request: Request) -> HttpResponse:
    """Every indicator under its objective, with the latest figures."""
    visit = request.visit
    areas = lens_of(visit.trust).published_for(london_date(visit.at))
    context = {
        "groups": groups_of(visit.trust, areas),
        "areas": areas,
        "tabs": needs_tabs(visit, "indicators"),
    }
    return render(request, "commissioning/indicators.html", context)


@partnership_page(*READS_NEEDS)
def indicator(request: Request, pk: int) -> HttpResponse:
    """One indicator: areas compared, the trend, and the needs that rest on it."""
    visit = request.visit
    found = gate.indicator(visit, pk)
    context = {
        "indicator": found,
        "story": story_of(found, lens_of(visit.trust)),
        "needs": found.needs.filter(partnership=visit.trust).select_related("partnership", "area"),
        "writes": visit.holds(Role.COMMISSIONER, Role.ANALYST),
        "objectives": found.objectives.filter(partnership=visit.trust).select_related("outcome"),
        "tabs": needs_tabs(visit, "indicators"),
    }
    return render(request, "commissioning/indicator.html", context)
