"""Pages of a provider's bid: its price, its documents, its steps and its receipt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from accounts.gate import Request, provider_page
from tenders import gate
from tenders.actions.bid import add_document, remove_document, seal_price
from tenders.forms.portal import DocumentForm, PriceForm
from tenders.models import Bid
from tenders.queries.portal import bid_page
from workflow.lifecycle import Lifecycle, Refused
from workflow.uploads import sealed_upload, upload_refusal
from workflow.views.answering import sent, status_of
from workflow.views.steps import StepView

#: The steps of a bid that are its provider's.
PROVIDERS_STEPS = frozenset({"submit", "withdraw"})


@provider_page()
def bid(request: Request, pk: int) -> HttpResponse:
    """The provider's own bid: what it needs, holds, and what became of it."""
    return _bid_page(request, gate.own_bid(request.visit, pk))


@provider_page()
def bid_price(request: Request, pk: int) -> HttpResponse:
    """Seal a price into the bid."""
    visit, bid = request.visit, gate.own_bid(request.visit, pk)
    form = PriceForm(sent(request))
    return _taken(
        request,
        bid,
        "price_form",
        form,
        lambda: seal_price(bid, form.cleaned_data["price"], by=visit.user, at=visit.at),
        "The price is sealed.",
    )


@sealed_upload
@provider_page()
def bid_document(request: Request, pk: int) -> HttpResponse:
    """Seal a document into the bid. It is taken into memory and never lies on a disk in clear."""
    visit, bid = request.visit, gate.own_bid(request.visit, pk)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DocumentForm(*given, too_large=upload_refusal(request))
    return _taken(
        request,
        bid,
        "document_form",
        form,
        lambda: _add(bid, form.cleaned_data["document"], visit),
        "The document is sealed into the bid.",
    )


@provider_page()
def bid_document_remove(request: Request, pk: int, document: int) -> HttpResponse:
    """Take a document out of the bid."""
    visit = request.visit
    found = gate.own_document(visit, pk, document)
    form = forms.Form(sent(request))
    return _taken(
        request,
        gate.own_bid(visit, pk),
        "removal",
        form,
        lambda: remove_document(found, by=visit.user, at=visit.at),
        f"{found.title} was removed from the bid.",
    )


@provider_page()
def bid_receipt(request: Request, pk: int) -> HttpResponse:
    """The receipt of a submitted bid, to print or keep."""
    bid = gate.own_bid(request.visit, pk)
    if not bid.receipt:
        raise Http404("A bid has a receipt once it is submitted.")
    documents = bid.documents.select_related("sealed_file")
    context = {"bid": bid, "documents": documents, "lines": "\n".join(bid.receipt_lines())}
    return render(request, "tenders/portal_receipt.html", context)


class BidStep(StepView):
    """Submitting and withdrawing."""

    template_name = "tenders/portal_step.html"

    def record(self, request: Any, step: str, **kwargs: Any) -> Lifecycle:
        """The bid, for the provider's own steps. Those of others have no address here: 404."""
        if step not in PROVIDERS_STEPS:
            raise Http404("No such step.")
        return super().record(request, step, **kwargs)

    @staticmethod
    def gate(request: Request, pk: int) -> Bid:
        """The provider's own bid."""
        return gate.own_bid(request.visit, pk)

    @staticmethod
    def after(request: Request, record: Lifecycle, step: str) -> str:
        """A submitted bid is followed by its receipt."""
        name = "tenders:bid_receipt" if step == "submit" else "tenders:bid"
        return reverse(name, args=[request.visit.provider.slug, record.pk])


bid_step = provider_page()(BidStep.as_view())


def _add(bid: Bid, document: Any, visit: Any) -> None:
    """Hand the uploaded file's bytes on."""
    add_document(bid, name=document.name, content=document.read(), by=visit.user, at=visit.at)


def _taken(
    request: Request,
    bid: Bid,
    slot: str,
    form: forms.Form,
    deed: Callable[[], Any],
    done: str,
) -> HttpResponse:
    """Do what a form asks and return to the bid, or show its page with what is wrong."""
    if not form.is_valid():
        return _bid_page(request, bid, 422 if form.is_bound else 200, **{slot: form})
    try:
        deed()
    except Refused as refusal:
        return _bid_page(request, bid, status_of(refusal), sentences=refusal.sentences)
    messages.success(request, done)
    return HttpResponseRedirect(bid.get_absolute_url())


def _bid_page(request: Request, bid: Bid, status: int = 200, **shown: Any) -> HttpResponse:
    """The bid's page. Nothing of it may be kept by a browser or a proxy."""
    context = {
        "page": bid_page(bid, request.visit),
        "price_form": PriceForm(),
        "document_form": DocumentForm(),
        **shown,
    }
    response = render(request, "tenders/portal_bid.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
