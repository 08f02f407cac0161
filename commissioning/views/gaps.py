"""The gap report: on screen, on paper, and as a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning.navigation import READS_NEEDS, needs_tabs
from commissioning.queries.gaps import is_blank, report_csv, report_of
from pages.navigation import may_open
from workflow.calendar import london_date


@partnership_page(*READS_NEEDS)
def gaps(request: Request) -> HttpResponse:
    """What is loose in the thread, kind by kind, with what to do next where the visitor may."""
    visit = request.visit
    found = report_of(visit.trust, visit.at)
    may = {
        url
        for one in found
        for gap in one.gaps
        for url in (gap.url, gap.todo_url)
        if url and may_open(visit, url)
    }
    context = {
        "found": found,
        "nothing_yet": is_blank(visit.trust),
        "total": sum(len(one.gaps) for one in found),
        "may": may,
        "on": london_date(visit.at),
        "exports": visit.holds(Role.COMMISSIONER, Role.ANALYST),
        "tabs": needs_tabs(visit, "gaps"),
    }
    return render(request, "commissioning/gaps.html", context)


@partnership_page(Role.COMMISSIONER, Role.ANALYST)
def gaps_csv(request: Request) -> HttpResponse:
    """The report as a file."""
    visit = request.visit
    content = report_csv(report_of(visit.trust, visit.at))
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = f"gaps-restricted-{visit.trust.slug}-{london_date(visit.at)}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
