"""Oversight: outcomes by areas, one cell opened, one KPI over time."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.gate import Request, partnership_page
from accounts.models import Partnership
from commissioning.models import Area, Kpi, Outcome
from commissioning.quarters import Quarter
from pages.numbers import whole_number
from performance.forms.packs import AreaForm, QuarterForm
from performance.gate import OVERSEES
from performance.queries import oversight as queries
from performance.queries.packs import meeting_to_decide


@require_safe
@partnership_page(*OVERSEES)
def oversight(request: Request) -> HttpResponse:
    """The grid of a quarter: `?quarter=2025-26Q2`, else the latest with accepted figures."""
    trust = request.visit.trust
    known = queries.quarters_known(trust)
    quarter = queries.quarter_chosen(known, request.GET.get("quarter", ""), trust)
    context: dict[str, Any] = {"quarter": quarter, "known": known}
    if quarter:
        context |= {
            "period": Quarter.parse(quarter),
            "heat": queries.grid(trust, quarter),
            "coverage": queries.coverage(trust, quarter, request.now),
            "filter_form": QuarterForm(known, quarter),
        }
    return render(request, "performance/oversight_grid.html", context)


@require_safe
@partnership_page(*OVERSEES)
def cell(request: Request, outcome: int, area: str, quarter: str) -> HttpResponse:
    """One cell of the grid, opened: a line for each KPI, its trend and its contracts."""
    trust = request.visit.trust
    place = _area(trust, area)
    lines = queries.cell(trust, outcome, place.pk if place else None, _quarter(quarter))
    if not lines:
        raise Http404("Nothing is expected of this outcome in this area and quarter.")
    context = {
        "outcome": get_object_or_404(Outcome, pk=outcome, partnership=trust) if outcome else None,
        "area": place,
        "quarter": quarter,
        "period": Quarter.parse(quarter),
        "lines": lines,
        "coverage": queries.coverage(trust, quarter, request.now),
        "meeting": meeting_to_decide(request.visit),
    }
    return render(request, "performance/oversight_cell.html", context)


@require_safe
@partnership_page(*OVERSEES)
def kpi(request: Request, pk: int) -> HttpResponse:
    """One KPI over every quarter in an area: `?area=` a number or "whole", `?quarter=`."""
    trust = request.visit.trust
    found = get_object_or_404(Kpi.objects.select_related("outcome"), pk=pk, partnership=trust)
    chosen = request.GET.get("area", queries.WHOLE)
    place = _area(trust, chosen)
    wanted = request.GET.get("quarter", "")
    history = queries.kpi_history(trust, found, place.pk if place else None, wanted)
    form = AreaForm(history.areas, chosen)
    context = {"kpi": found, "area": place, "history": history, "filter_form": form}
    return render(request, "performance/oversight_kpi.html", context)


def _area(trust: Partnership, text: str) -> Area | None:
    """The area named in an address, everybody's or the partnership's own; None for the whole."""
    if text == queries.WHOLE:
        return None
    number = whole_number(text)
    if number is None:
        raise Http404("No such area.")
    known = Area.objects.filter(Q(partnership=None) | Q(partnership=trust))
    return get_object_or_404(known, pk=number)


def _quarter(text: str) -> str:
    try:
        return str(Quarter.parse(text))
    except ValueError as error:
        raise Http404(str(error)) from error
