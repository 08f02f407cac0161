"""The ledger of expected returns: a partnership's, and a provider's own; each also as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.gate import Request, partnership_page, provider_page
from commissioning.quarters import Quarter
from contracts.queries.agreements import partnerships_of, providers_of
from performance import gate
from performance.forms.ledger import YearFilter
from performance.queries.expected import Ledger, ledger_csv, ledger_of, year_label, years_of
from performance.reference import MISSING_AFTER
from workflow.calendar import london_date


@require_safe
@partnership_page(*gate.WORKS_WITH_RETURNS)
def ledger(request: Request) -> HttpResponse:
    """Every contract of the partnership by the quarters of a year."""
    return _page(request, reverse("performance:ledger_csv", args=[request.visit.trust.slug]))


@require_safe
@partnership_page(*gate.WORKS_WITH_RETURNS)
def ledger_file(request: Request) -> HttpResponse:
    """The same as a CSV file, with the filters of the page."""
    return _file(request, request.visit.trust.slug)


@require_safe
@provider_page()
def portal_ledger(request: Request) -> HttpResponse:
    """Every contract of the provider, in all partnerships, by the quarters of a year."""
    slug = request.visit.provider.slug
    return _page(request, reverse("performance:portal_ledger_csv", args=[slug]))


@require_safe
@provider_page()
def portal_ledger_file(request: Request) -> HttpResponse:
    """The same as a CSV file, with the filters of the page."""
    return _file(request, request.visit.provider.slug)


def _page(request: Request, file: str) -> HttpResponse:
    found, form, year = _narrowed(request)
    query = request.GET.urlencode()
    context = {
        "ledger": found,
        "year": year_label(year),
        "filter_form": form,
        "missing_after": MISSING_AFTER,
        "file_url": f"{file}?{query}" if query else file,
    }
    return render(request, "performance/ledger.html", context)


def _file(request: Request, slug: str) -> HttpResponse:
    found, _form, year = _narrowed(request)
    answer = HttpResponse(ledger_csv(found), content_type="text/csv; charset=utf-8")
    name = f"expected-returns-{slug}-{year}-{london_date(request.now)}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _narrowed(request: Request) -> tuple[Ledger, YearFilter, int]:
    visit, asked = request.visit, request.GET.get("year", "")
    whose: Any = visit.partnership or visit.provider
    years = years_of(whose, request.now)
    present = Quarter.containing(london_date(request.now)).year
    year = int(asked) if asked in map(str, years) else present
    trust = visit.partnership
    given = request.GET.copy()
    given["year"] = str(year)
    form = YearFilter(
        given,
        years=years,
        parties=providers_of(trust) if trust else partnerships_of(visit.provider),
        party="Provider" if trust else "Partnership",
    )
    return ledger_of(whose, year, request.now, **form.chosen()), form, year
