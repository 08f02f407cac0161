"""Awards that await a contract, and drafting it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from contracts import gate
from contracts.actions import agreements as verbs
from contracts.forms.agreements import DraftForm
from contracts.queries import agreements
from contracts.queries.thread import address_of
from workflow.views.answering import Question, answer, sent


@partnership_page(Role.COMMISSIONER)
def awards(request: Request) -> HttpResponse:
    """Awards from which no contract has been drafted."""
    found = agreements.awards_without_contract(request.visit.trust)
    rows = [(award, address_of(award.tender)) for award in found]
    return render(request, "contracts/award_list.html", {"rows": rows})


@partnership_page(Role.COMMISSIONER)
def draft(request: Request, pk: int) -> HttpResponse:
    """Draft the contract from an award."""
    visit, award = request.visit, gate.award(request.visit, pk)
    form = DraftForm(sent(request), award=award, visit=visit)
    return answer(
        request,
        Question(
            "Draft the contract from the award",
            reverse("contracts:awards", args=[visit.trust.slug]),
            button="Draft the contract",
            caption=str(award.tender),
            done="The contract was drafted from the award.",
            template="contracts/award_draft.html",
            more={
                "award": award,
                "measures": award.tender.specification.kpis.select_related("kpi"),
            },
        ),
        form,
        lambda: verbs.draft_from_award(award, by=visit.user, at=visit.at, **form.cleaned_data),
        lambda made: made.get_absolute_url(),
    )
