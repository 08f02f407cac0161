"""Awards that await a contract, and drafting it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.gate import partnership_page
from accounts.roles import Role
from contracts import gate
from contracts.actions import agreements as verbs
from contracts.forms.agreements import DraftForm
from contracts.queries import agreements
from contracts.queries.thread import address_of
from contracts.views.asking import ask, data_of


@partnership_page(Role.COMMISSIONER)
def awards(request: HttpRequest) -> HttpResponse:
    """Awards from which no contract has been drafted."""
    found = agreements.awards_without_contract(request.visit.trust)
    rows = [(award, address_of(award.tender)) for award in found]
    return render(request, "contracts/award_list.html", {"rows": rows})


@partnership_page(Role.COMMISSIONER)
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the contract from an award."""
    visit, award = request.visit, gate.award(request.visit, pk)
    form = DraftForm(data_of(request), award=award, visit=visit)
    return ask(
        request,
        "contracts/award_draft.html",
        form,
        lambda: verbs.draft_from_award(award, by=visit.user, at=visit.at, **form.cleaned_data),
        go=lambda made: made.get_absolute_url(),
        done="The contract was drafted from the award.",
        award=award,
        measures=award.tender.specification.kpis.select_related("kpi"),
    )
