"""The list of tenders and the regime worksheets."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from tenders import gate
from tenders.actions.regime import change_regime, propose_regime
from tenders.actions.tender import draft_tender
from tenders.forms.regime import NewRegimeForm, RegimeForm
from tenders.forms.tender import DraftForm, TenderFilter
from tenders.queries import regime as regimes_read
from tenders.queries import tender as tenders_read
from tenders.queries.timetable import suggested
from tenders.views.frame import INSIDE, READERS
from workflow.calendar import london_date
from workflow.door import actions_for
from workflow.views.answering import Question, answer, page_of, sent


@partnership_page(*READERS)
def tender_list(request: Request) -> HttpResponse:
    """Every tender of the partnership, with what comes next for each."""
    visit, form = request.visit, TenderFilter(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = tenders_read.listed(gate.tenders(visit), **wanted)
    page = page_of(request, found)
    lines = [tenders_read.line(tender, visit.at) for tender in page]
    waiting = tenders_read.awaiting_tender(gate.regimes(visit)) if visit.holds(*INSIDE) else []
    context = {"form": form, "page": page, "lines": lines, "waiting": waiting, "filtered": wanted}
    return render(request, "tenders/tender_list.html", context)


@partnership_page(Role.COMMISSIONER)
def regime_new(request: Request) -> HttpResponse:
    """Propose the regime of a procurement from an approved specification."""
    visit = request.visit
    form = NewRegimeForm(
        sent(request),
        specifications=regimes_read.approved_specifications(visit.trust),
        initial={"specification": request.GET.get("specification")},
    )
    asked = Question(
        "Choose the legal regime",
        reverse("tenders:tenders", args=[visit.trust.slug]),
        button="Save the worksheet",
        lead="The values decide which law applies. Somebody else approves the choice "
        "before a tender is drafted.",
        done="The worksheet is saved.",
    )
    return answer(
        request,
        asked,
        form,
        lambda: propose_regime(
            form.cleaned_data["specification"], by=visit.user, at=visit.at, values=form.values()
        ),
        lambda made: made.get_absolute_url(),
    )


@partnership_page(*INSIDE)
def regime(request: Request, pk: int) -> HttpResponse:
    """A worksheet with what the law says of it."""
    visit = request.visit
    choice = gate.regime(visit, pk)
    context = {
        "choice": choice,
        "finding": choice.finding(),
        "service": regimes_read.service_name(choice),
        "tender": regimes_read.tender_of(choice),
        "actions": actions_for(choice, visit.user, visit.at),
        "history": regimes_read.history(choice),
        "commissions": visit.holds(Role.COMMISSIONER),
    }
    return render(request, "tenders/regime.html", context)


@partnership_page(Role.COMMISSIONER)
def regime_edit(request: Request, pk: int) -> HttpResponse:
    """Put a proposed worksheet right."""
    visit = request.visit
    choice = gate.regime(visit, pk)
    form = RegimeForm(sent(request), initial=regimes_read.initial(choice))
    asked = Question(
        "Change the worksheet", choice.get_absolute_url(), button="Save", caption=str(choice)
    )
    return answer(
        request,
        asked,
        form,
        lambda: change_regime(choice, by=visit.user, at=visit.at, values=form.values()),
    )


@partnership_page(Role.COMMISSIONER)
def tender_new(request: Request, pk: int) -> HttpResponse:
    """Draft a tender under an approved worksheet."""
    visit = request.visit
    choice = gate.regime(visit, pk)
    spec = choice.specification
    dates = suggested(london_date(visit.at), spec.start_on)
    initial = {"title": spec.title, "description": spec.purpose, **dates}
    form = DraftForm(sent(request), initial=initial)
    asked = Question(
        "Draft a tender",
        choice.get_absolute_url(),
        button="Draft the tender",
        caption=str(spec),
        lead="The dates are a suggestion counted from today; change them as you need.",
        done="The tender is drafted, with criteria suggested from the specification.",
    )
    return answer(
        request,
        asked,
        form,
        lambda: draft_tender(choice, by=visit.user, at=visit.at, **form.cleaned_data),
        lambda made: made.get_absolute_url(),
    )
