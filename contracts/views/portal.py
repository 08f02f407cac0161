"""A provider's own agreements: facts, schedule, variations in force; no internal history."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.gate import Request, provider_page
from commissioning.quarters import Quarter
from contracts import gate
from contracts.queries import agreements, review_evidence, schedule, variations
from workflow.calendar import london_date


@provider_page()
def provided(request: Request) -> HttpResponse:
    """The provider's signed agreements, over every partnership."""
    today = london_date(request.visit.at)
    rows = [
        (one, agreements.remarks(one, today, inside=False))
        for one in agreements.provided_by(request.visit.provider)
    ]
    return render(request, "contracts/provided_list.html", {"rows": rows})


@provider_page()
def provided_agreement(request: Request, pk: int) -> HttpResponse:
    """One of the provider's agreements."""
    found = gate.provided(request.visit, pk)
    today = london_date(request.visit.at)
    quarter = Quarter.containing(today)
    context = {
        "agreement": found,
        "remarks": agreements.remarks(found, today, inside=False),
        "areas": agreements.areas_of(found),
        "lines": schedule.schedule_of(found, str(quarter)),
        "quarter": quarter,
        "reviews": review_evidence.agreed_of(found),
        "variations": [(v, variations.change_set(v)) for v in variations.applied_to(found)],
    }
    return render(request, "contracts/provided_detail.html", context)
