"""Needs analysis: published indicators."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.forms.indicators import IndicatorFilter
from commissioning.navigation import READS_NEEDS, WRITES_NEEDS, needs_tabs
from commissioning.queries import indicator_list as listing
from commissioning.queries.areas import area_lines
from commissioning.queries.indicators import lens_of, story_of
from workflow.calendar import london_date
from workflow.views.answering import page_of

PER_PAGE = 30


@partnership_page(*READS_NEEDS)
def indicators(request: Request) -> HttpResponse:
    """The indicators of the objectives, then every one by publication and family, to search."""
    visit = request.visit
    form = IndicatorFilter(request.GET, headings=listing.headings_of(visit.trust))
    asked = form.cleaned_data if form.is_valid() else {}
    page = page_of(request, listing.indicators_of(visit.trust, asked), PER_PAGE)
    areas = lens_of(visit.trust).published_for(london_date(visit.at))
    at_first = page.number == 1 and not any(asked.values())
    objectives = listing.objectives_of(visit.trust) if at_first else []
    measuring = [o.indicator for o in objectives if o.indicator is not None]
    lines = listing.lines_of(visit.trust, [*page, *measuring], areas)
    context = {
        "form": form,
        "page": page,
        "objectives": listing.objective_lines(objectives, lines),
        "families": listing.families_of(lines[indicator.pk] for indicator in page),
        "areas": areas,
        "filtered": any(asked.values()),
        "writes": visit.holds(*WRITES_NEEDS),
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


@partnership_page(*READS_NEEDS)
def areas(request: Request) -> HttpResponse:
    """The partnership's areas: codes, dates, what they took the place of, what is published."""
    visit = request.visit
    context = {
        "lines": area_lines(visit.trust),
        "tabs": needs_tabs(visit, "areas"),
        "writes": visit.holds(Role.COMMISSIONER),
    }
    return render(request, "commissioning/areas.html", context)
