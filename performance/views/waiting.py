"""The returns that wait for the commissioner, and accepting several of them at once."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from performance.actions.accepting import Attempt, accept_several
from performance.forms.questions import AcceptSeveralForm
from performance.queries.waiting import waiting_returns, weighed
from workflow.views.answering import page_of


@require_http_methods(["GET", "HEAD", "POST"])
@partnership_page(Role.COMMISSIONER)
def returns_waiting(request: Request) -> HttpResponse:
    """Every certified return: what is as usual is ticked, what is not is listed with why."""
    if request.method != "POST":
        return _page(request, [])
    form = AcceptSeveralForm(request.POST)
    if not form.is_valid():
        return _page(request, [], form.errors["seen"], status=422)
    seen = form.cleaned_data["seen"]
    tried = accept_several(request.visit.trust, seen, by=request.user, at=request.now)
    return _page(request, tried, status=200 if any(not one.refused for one in tried) else 409)


def _page(
    request: Request, tried: list[Attempt], sentences: object = None, status: int = 200
) -> HttpResponse:
    page = page_of(request, waiting_returns(request.visit.trust.pk))
    usual, unusual = weighed(list(page), request.now)
    context = {
        "page": page,
        "usual": usual,
        "unusual": unusual,
        "accepted": [one.kpi_return for one in tried if not one.refused],
        "refused": [one for one in tried if one.refused],
        "sentences": sentences,
    }
    return render(request, "performance/returns_waiting.html", context, status=status)
