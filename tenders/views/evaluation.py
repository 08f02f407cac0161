"""Bids and their evaluation, and challenges to the award."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.gate import partnership_page
from accounts.roles import Role
from tenders import gate
from tenders.actions.evaluation import give_scores, moderate
from tenders.actions.tender import close_challenge, record_challenge
from tenders.forms.marks import MarksForm
from tenders.forms.tender import ChallengeForm, CloseChallengeForm
from tenders.queries import evaluation, parts
from tenders.views.asking import Asking, asked, posted
from tenders.views.frame import INSIDE, address, framed
from workflow.calendar import london_date
from workflow.door import actions_for
from workflow.files import as_download


@partnership_page(*INSIDE)
def tender_bids(request: HttpRequest, pk: int) -> HttpResponse:
    """Before the opening only how many bids came; then the bids, the marks and the ranking."""
    visit = request.visit
    found = gate.tender(visit, pk)
    seat = evaluation.seat_of(found, visit.user)
    more = {
        "bids_in": evaluation.bids_in(found),
        "bids": evaluation.bids_with_marks(found, visit.user),
        "may_score": evaluation.may_score(found, seat),
        "scoring": parts.is_scoring(found),
        "prices": evaluation.may_see_prices(found, visit),
        **evaluation.ranked_for(found, visit),
    }
    return render(request, "tenders/tender_bids.html", framed(found, visit, "tender_bids", **more))


@partnership_page(*INSIDE)
def opened_bid(request: HttpRequest, pk: int, bid: int) -> HttpResponse:
    """One opened bid: its documents, its agreed marks, what it was told."""
    visit = request.visit
    found = gate.opened_bid(visit, pk, bid)
    leads = visit.holds(Role.COMMISSIONER, Role.APPROVER)
    panel, rows = evaluation.marks(found) if leads else ([], [])
    more = {
        "bid": found,
        "panel": panel,
        "rows": rows,
        "summary": evaluation.summary_of(found) if leads else None,
        "prices": evaluation.may_see_prices(found.tender, visit),
        "actions": actions_for(found, visit.user, visit.at),
    }
    context = framed(found.tender, visit, "tender_bids", **more)
    return render(request, "tenders/tender_bid.html", context)


@partnership_page(*INSIDE)
def opened_document(request: HttpRequest, pk: int, bid: int, document: int) -> HttpResponse:
    """Download a document of an opened bid."""
    found = gate.opened_document(request.visit, pk, bid, document)
    return as_download(found.contents(), found.title)


@partnership_page(Role.EVALUATOR)
def bid_score(request: HttpRequest, pk: int, bid: int) -> HttpResponse:
    """A panel member's own marks of one bid."""
    visit = request.visit
    gate.own_seat(visit, pk)
    found = gate.opened_bid(visit, pk, bid)
    form = MarksForm(
        posted(request),
        criteria=evaluation.scored_criteria(found.tender),
        known=evaluation.own_scores(found, visit.user),
    )
    asking = Asking(
        f"Score {found.provider}",
        "Save your marks",
        address("tender_bids", found.tender),
        str(found.tender),
        "Your own marks. Other panel members do not see them; the price is not shown here.",
        "Your marks are saved.",
        "tenders/tender_marks.html",
        {"bid": found, "tender": found.tender},
    )
    return asked(
        request,
        form,
        asking,
        lambda: give_scores(found, form.marks(), by=visit.user, at=visit.at),
    )


@partnership_page(Role.COMMISSIONER)
def bid_moderate(request: HttpRequest, pk: int, bid: int) -> HttpResponse:
    """The panel's marks side by side, and the mark agreed."""
    visit = request.visit
    found = gate.opened_bid(visit, pk, bid)
    panel, rows = evaluation.marks(found)
    form = MarksForm(
        posted(request),
        criteria=[row.criterion for row in rows],
        known={row.criterion.pk: row.moderation for row in rows if row.moderation},
    )
    asking = Asking(
        f"Moderate {found.provider}",
        "Save the agreed marks",
        address("tender_bids", found.tender),
        str(found.tender),
        "The mark the panel agreed. The bidder reads its reasons in the assessment summary.",
        "The agreed marks are saved.",
        "tenders/tender_marks.html",
        {"bid": found, "tender": found.tender, "panel": panel, "rows": rows},
    )
    return asked(
        request, form, asking, lambda: moderate(found, form.marks(), by=visit.user, at=visit.at)
    )


@partnership_page(Role.COMMISSIONER)
def challenge_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a challenge to the award."""
    visit = request.visit
    found = gate.tender(visit, pk)
    form = ChallengeForm(
        posted(request),
        providers=evaluation.challengers(found),
        initial={"received_on": london_date(visit.at)},
    )
    back = found.get_absolute_url()
    asking = Asking(
        "Record a challenge",
        "Record it",
        back,
        str(found),
        "While it is open nothing is awarded and nothing is signed.",
    )
    return asked(
        request,
        form,
        asking,
        lambda: record_challenge(found, by=visit.user, at=visit.at, **form.given()),
    )


@partnership_page(Role.COMMISSIONER)
def challenge_close(request: HttpRequest, pk: int, challenge: int) -> HttpResponse:
    """Close a challenge with its outcome."""
    visit = request.visit
    found = gate.challenge(visit, pk, challenge)
    form = CloseChallengeForm(posted(request), initial={"closed_on": london_date(visit.at)})
    asking = Asking(
        f"Close the {str(found)[:1].lower()}{str(found)[1:]}",
        "Close it",
        found.tender.get_absolute_url(),
        str(found.tender),
        found.text,
    )
    return asked(
        request,
        form,
        asking,
        lambda: close_challenge(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )
