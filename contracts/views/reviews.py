"""The programme of yearly reviews, one review, its writing and its steps."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from contracts import gate
from contracts.actions import reviews as verbs
from contracts.forms.agreements import ReasonsForm
from contracts.forms.reviews import AgreeForm, FindingsForm, LinkForm, MoveForm, ProgrammeFilter
from contracts.queries import review_evidence, reviews, thread
from contracts.roles import DOERS, READERS
from contracts.views.agreements import page_of_agreement
from contracts.views.asking import about
from pages.tables import stages
from workflow.calendar import london_date
from workflow.views.answering import answer, closed_to_change, not_now, page_of, sent
from workflow.views.steps import StepView

PER_PAGE = 50


@partnership_page(*READERS)
def programme(request: Request) -> HttpResponse:
    """Every review of every agreement, under the month it is due in."""
    visit, today = request.visit, london_date(request.visit.at)
    form = ProgrammeFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = reviews.narrowed(reviews.reviews_of(visit.trust), today, **chosen)
    page = page_of(request, found, PER_PAGE)
    context = {
        "form": form,
        "page": page,
        "months": reviews.by_month(list(page), today),
        "tiles": reviews.counts(visit.trust, today),
    }
    return render(request, "contracts/review_programme.html", context)


@partnership_page(*READERS)
def of_agreement(request: Request, pk: int) -> HttpResponse:
    """The reviews of one agreement, with what became of each."""
    visit, found = request.visit, gate.agreement(request.visit, pk)
    today = london_date(visit.at)
    rows = [
        (one, reviews.standing_of(one, today), review_evidence.led_to(one))
        for one in reviews.of_agreement(found)
    ]
    context = page_of_agreement(request, found, "Reviews") | {"rows": rows}
    return render(request, "contracts/agreement_reviews.html", context)


@partnership_page(*READERS)
def review(request: Request, pk: int) -> HttpResponse:
    """One review: what it looked at, what it found, what it recommends, what became of that."""
    visit, found = request.visit, gate.review(request.visit, pk)
    works_here = visit.holds(Role.COMMISSIONER)
    written = found.state in found.open_to_change and not found.waits_for_approver
    labels = [found.States(state).label for state in found.path]
    context = {
        "review": found,
        "agreement": found.agreement,
        "standing": reviews.standing_of(found, london_date(visit.at)),
        "looked_at": review_evidence.looked_at(found, visit.at),
        "parts": reviews.parts_of(found),
        "led_to": review_evidence.led_to(found),
        "steps": reviews.steps_of_review(found, visit.user, visit.at),
        "stages": stages(labels, found.state_label),
        "page_url": found.get_absolute_url(),
        "works_here": works_here,
        "may_write": works_here and written,
        "entries": thread.history_of_review(found),
    }
    return render(request, "contracts/review_detail.html", context)


@partnership_page(Role.COMMISSIONER)
def write(request: Request, pk: int) -> HttpResponse:
    """Write what the review found, beside what it should look at."""
    visit, found = request.visit, gate.review(request.visit, pk)
    question = about(
        found.agreement,
        "What the review found",
        back=found.get_absolute_url(),
        button="Save",
        done="The review is saved. Send it to an approver when everything is written.",
        template="contracts/review_form.html",
        more={"looked_at": review_evidence.looked_at(found, visit.at)},
    )
    if closed := closed_to_change(request, found):
        return not_now(request, question, closed)
    form = FindingsForm(sent(request), review=found)
    return answer(
        request,
        question,
        form,
        lambda: verbs.write(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


class ReviewStep(StepView):
    """The step pages of a review."""

    gate = staticmethod(gate.review_of_request)
    forms = {"move": MoveForm, "send_back": ReasonsForm, "agree": AgreeForm, "link": LinkForm}


review_step = partnership_page(*DOERS)(ReviewStep.as_view())
