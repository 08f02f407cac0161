"""Where services are run and with which money: sets of areas, an area, funds."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.models import AreaInSet, Fund
from commissioning.navigation import READS_PARTNERSHIP, partnership_tabs
from commissioning.quarters import Quarter
from commissioning.queries import area_sets, budgets
from workflow.audit import history
from workflow.calendar import london_date


@partnership_page(*READS_PARTNERSHIP)
def service_areas(request: Request) -> HttpResponse:
    """The sets of areas side by side, and how they lie in one another."""
    visit, today = request.visit, london_date(request.visit.at)
    sets = area_sets.sets_of(visit.trust)
    lines = [
        (one, [(area, area_sets.manager_on(area, today)) for area in one.areas.all()])
        for one in sets
    ]
    context = {
        "sets": lines,
        "nestings": area_sets.nestings_of(sets),
        "tabs": partnership_tabs(visit, "service_areas"),
        "writes": visit.holds(Role.COMMISSIONER),
    }
    return render(request, "commissioning/service_areas.html", context)


@partnership_page(*READS_PARTNERSHIP)
def service_area(request: Request, pk: int) -> HttpResponse:
    """One area: who manages it, what is provided, what it needs, its indicative budget."""
    visit, found = request.visit, gate.of_partnership(request.visit, AreaInSet, pk)
    managers = list(found.managers.select_related("user"))
    today = london_date(visit.at)
    context = {
        "area": found,
        "managers": [(one, one.manages_on(today)) for one in managers],
        "provision": found.provision.select_related("service__partnership"),
        "holds": found.holds.select_related("area", "area_set__partnership"),
        "shares": area_sets.shares_of(found),
        "years": area_sets.indicative_by_year(found),
        "needs": area_sets.needs_of_area(found),
        "locals": area_sets.local_in(found),
        "entries": history(found).order_by("-sequence"),
        "writes": visit.holds(Role.COMMISSIONER),
    }
    return render(request, "commissioning/service_area.html", context)


@partnership_page(*READS_PARTNERSHIP)
def funds(request: Request) -> HttpResponse:
    """The funds of one financial year with their sums; unless the address asks, this year's."""
    visit = request.visit
    years = budgets.years_of(visit.trust)
    asked = request.GET.get("year", "")
    now = Quarter.containing(london_date(request.now)).year
    shown = now if now in years else years[0] if years else None
    year = next((one for one in years if str(one) == asked), shown)
    listed = [] if year is None else budgets.reckon(visit.trust, year=year)
    context = {
        "funds": listed,
        "kinds": budgets.by_kind(listed),
        "year": year,
        "years": years,
        "tabs": partnership_tabs(visit, "funds"),
        "writes": visit.holds(Role.COMMISSIONER),
    }
    return render(request, "commissioning/funds.html", context)


@partnership_page(*READS_PARTNERSHIP)
def fund(request: Request, pk: int) -> HttpResponse:
    """One fund: contributions, indicative area budgets, and what does not add up."""
    visit, found = request.visit, gate.of_partnership(request.visit, Fund, pk)
    context = {
        "fund": found,
        "reckoned": budgets.reckon(visit.trust, pk=found.pk)[0],
        "entries": history(found).order_by("-sequence"),
        "writes": visit.holds(Role.COMMISSIONER),
    }
    return render(request, "commissioning/fund.html", context)
