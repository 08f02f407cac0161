"""Pages of the provider's side: tenders open to bid, a tender, asking a question."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from accounts.gate import Request, provider_page
from tenders import gate
from tenders.actions.bid import start_bid
from tenders.actions.question import ask
from tenders.forms.portal import QuestionForm
from tenders.models import Tender
from tenders.queries.portal import bids_of, open_tenders, tender_page
from workflow.lifecycle import Refused
from workflow.views.answering import sent, status_of


@provider_page()
def portal(request: Request) -> HttpResponse:
    """Tenders open to bid, across all partnerships, and the provider's own bids."""
    visit = request.visit
    current, past = bids_of(visit.provider, visit.at)
    context = {"open": open_tenders(visit.provider, visit.at), "current": current, "past": past}
    return render(request, "tenders/portal_list.html", context)


@provider_page()
def portal_tender(request: Request, pk: int) -> HttpResponse:
    """A published tender as every provider reads it."""
    return _tender_page(request, gate.public_tender(request.visit, pk))


@provider_page()
def portal_ask(request: Request, pk: int) -> HttpResponse:
    """Ask a question about a tender."""
    visit, tender = request.visit, gate.public_tender(request.visit, pk)
    form = QuestionForm(sent(request))
    if not form.is_valid():
        return _tender_page(request, tender, form, status=422 if form.is_bound else 200)
    try:
        ask(tender, visit.provider, form.cleaned_data["text"], by=visit.user, at=visit.at)
    except Refused as refusal:
        return _tender_page(request, tender, form, refusal)
    messages.success(request, "Your question was sent. The answer will be shown here to everyone.")
    return redirect("tenders:portal_tender", visit.provider.slug, tender.pk)


@provider_page()
def portal_start(request: Request, pk: int) -> HttpResponse:
    """Start a bid for a tender, and go to it."""
    visit, tender = request.visit, gate.public_tender(request.visit, pk)
    if request.method != "POST":
        return _tender_page(request, tender)
    try:
        bid = start_bid(tender, visit.provider, by=visit.user, at=visit.at)
    except Refused as refusal:
        return _tender_page(request, tender, refusal=refusal)
    return HttpResponseRedirect(bid.get_absolute_url())


def _tender_page(
    request: Request,
    tender: Tender,
    form: QuestionForm | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """The tender's page, with what was wrong or refused."""
    context: dict[str, Any] = {
        "page": tender_page(tender, request.visit),
        "form": form or QuestionForm(),
        "sentences": refusal.sentences if refusal else [],
    }
    if refusal:
        status = status_of(refusal)
    return render(request, "tenders/portal_tender.html", context, status=status)
