"""The home pages: where to, and Your work."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from accounts.gate import Request, partnership_page, person, provider_page
from accounts.queries.places import notices_of, places_of
from accounts.work import work_for


def home(request: Request) -> HttpResponse:
    """Go to the one place the person belongs to, or let them choose."""
    places = places_of(person(request), request.now)
    if len(places) == 1:
        return HttpResponseRedirect(places[0].get_absolute_url())
    return render(request, "accounts/home.html", {"places": places})


@partnership_page()
def partnership_home(request: Request) -> HttpResponse:
    """Your work in a partnership: what awaits a step of yours, most urgent first."""
    return _your_work(request)


@provider_page()
def provider_home(request: Request) -> HttpResponse:
    """Your work for a provider, over every partnership it works in."""
    return _your_work(request)


def _your_work(request: Request) -> HttpResponse:
    visit = request.visit
    context = {"items": work_for(visit), "notices": notices_of(visit)}
    return render(request, "accounts/your_work.html", context)
