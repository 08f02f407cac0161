"""Bids and their evaluation, and challenges to the award."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from tenders import gate
from tenders.actions.evaluation import give_scores, moderate
from tenders.actions.tender import close_challenge, record_challenge
from tenders.forms.marks import MarksForm
from tenders.forms.tender import ChallengeForm, CloseChallengeForm
from tenders.queries import evaluation, parts
from tenders.views.frame import INSIDE, address, framed
from workflow.calendar import london_date
from workflow.door import actions_for
from workflow.files import as_download
from workflow.views.answering import Question, answer, sent


@partnership_page(*INSIDE)
def tender_bids(request: Request, pk: int) -> HttpResponse:
    """Before the opening only how many bids came; then the bids, the marks and the ranking."""
    visit = request.visit
    found = gate.tender(visit, pk)
    seat = evaluation.seat_of(found, visit.user)
    more = {
        "bids_in": evaluation.bids_in(found),
        "bids": evaluation.bids_with_marks(found, visit.user),
        "may_score": evaluation.may_score(found, seat),
        "scoring": parts.is_scoring(found),
        "may_moderate": evaluation.may_moderate(found, visit),
        "prices": evaluation.may_see_prices(found, visit),
        **evaluation.ranked_for(found, visit),
    }
    return render(request, "tenders/tender_bids.html", framed(found, visit, "tender_bids", **more))


@partnership_page(*INSIDE)
def opened_bid(request: Request, pk: int, bid: int) -> HttpResponse:
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
def opened_document(request: Request, pk: int, bid: int, document: int) -> HttpResponse:
    """Download a document of an opened bid."""
    found = gate.opened_document(request.visit, pk, bid, document)
    return as_download(found.contents(), found.title)


@partnership_page(Role.EVALUATOR)
def bid_score(request: Request, pk: int, bid: int) -> HttpResponse:
    """A panel member's own marks of one bid."""
    visit = request.visit
    gate.own_seat(visit, pk)
    found = gate.opened_bid(visit, pk, bid)
    form = MarksForm(
        sent(request),
        criteria=evaluation.scored_criteria(found.tender),
        known=evaluation.own_scores(found, visit.user),
    )
    asked = Question(
        f"Score {found.provider}",
        address("tender_bids", found.tender),
        button="Save your marks",
        caption=str(found.tender),
        lead="Your own marks. Other panel members do not see them; the price is not shown here.",
        done="Your marks are saved.",
        template="tenders/tender_marks.html",
        more={"bid": found, "tender": found.tender},
    )
    return answer(
        request, asked, form, lambda: give_scores(found, form.marks(), by=visit.user, at=visit.at)
    )


@partnership_page(Role.COMMISSIONER)
def bid_moderate(request: Request, pk: int, bid: int) -> HttpResponse:
    """The panel's marks side by side, and the mark agreed."""
    visit = request.visit
    found = gate.bid_to_moderate(visit, pk, bid)
    panel, rows = evaluation.marks(found)
    form = MarksForm(
        sent(request),
        criteria=[row.criterion for row in rows],
        known={row.criterion.pk: row.moderation for row in rows if row.moderation},
    )
    asked = Question(
        f"Moderate {found.provider}",
        address("tender_bids", found.tender),
        button="Save the agreed marks",
        caption=str(found.tender),
        lead="The mark the panel agreed. The bidder reads its reasons in the assessment summary.",
        done="The agreed marks are saved.",
        template="tenders/tender_marks.html",
        more={"bid": found, "tender": found.tender, "panel": panel, "rows": rows},
    )
    return answer(
        request, asked, form, lambda: moderate(found, form.marks(), by=visit.user, at=visit.at)
    )


@partnership_page(Role.COMMISSIONER)
def challenge_new(request: Request, pk: int) -> HttpResponse:
    """Record a challenge to the award."""
    visit = request.visit
    found = gate.tender(visit, pk)
    form = ChallengeForm(
        sent(request),
        providers=evaluation.challengers(found),
        initial={"received_on": london_date(visit.at)},
    )
    back = found.get_absolute_url()
    asked = Question(
        "Record a challenge",
        back,
        button="Record it",
        caption=str(found),
        lead="While it is open nothing is awarded and nothing is signed.",
    )
    return answer(
        request,
        asked,
        form,
        lambda: record_challenge(found, by=visit.user, at=visit.at, **form.given()),
    )


@partnership_page(Role.COMMISSIONER)
def challenge_close(request: Request, pk: int, challenge: int) -> HttpResponse:
    """Close a challenge with its outcome."""
    visit = request.visit
    found = gate.challenge(visit, pk, challenge)
    form = CloseChallengeForm(sent(request), initial={"closed_on": london_date(visit.at)})
    asked = Question(
        f"Close the {str(found)[:1].lower()}{str(found)[1:]}",
        found.tender.get_absolute_url(),
        button="Close it",
        caption=str(found.tender),
        lead=found.text,
    )
    return answer(
        request,
        asked,
        form,
        lambda: close_challenge(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )
