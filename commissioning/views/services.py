"""The catalogue of services, the decision on how one is delivered, the programme of reviews."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.actions.services import conclude_review, decide_delivery
from commissioning.forms.service import ConclusionForm, DeliveryForm
from commissioning.models import Service, ServiceReview
from commissioning.navigation import READS_PARTNERSHIP, partnership_tabs
from commissioning.queries.services import catalogue_of, programme_of_reviews, specifications_of
from workflow.audit import history
from workflow.views.answering import Question, answer, closed_to_change, not_now, sent


@partnership_page(*READS_PARTNERSHIP)
def services(request: Request) -> HttpResponse:
    """Every service, grouped by how it is delivered."""
    visit = request.visit
    context = {
        "groups": catalogue_of(visit.trust),
        "tabs": partnership_tabs(visit, "services"),
        "writes": visit.holds(Role.COMMISSIONER),
    }
    return render(request, "commissioning/services.html", context)


@partnership_page(*READS_PARTNERSHIP)
def service(request: Request, pk: int) -> HttpResponse:
    """One service: how it is delivered, what it contributes to, what it is delivered under."""
    visit, found = request.visit, gate.of_partnership(request.visit, Service, pk)
    context = {
        "service": found,
        "outcomes": found.outcome_rows.select_related("outcome"),
        "levels": found.level_rows.select_related("level"),
        "specifications": specifications_of(found),
        "agreements": found.agreements.select_related("partnership", "provider"),
        "areas": found.provided_in.select_related("area_in_set__area_set__partnership"),
        "reviews": found.reviews.all(),
        "entries": history(found).order_by("-sequence"),
        "writes": visit.holds(Role.COMMISSIONER),
    }
    return render(request, "commissioning/service.html", context)


@partnership_page(Role.COMMISSIONER)
def service_decide(request: Request, pk: int) -> HttpResponse:
    """Decide how a service is delivered, with the reasons."""
    visit, found = request.visit, gate.of_partnership(request.visit, Service, pk)
    question = Question(
        title="Decide how it is delivered",
        back=found.get_absolute_url(),
        button="Record the decision",
        caption=str(found),
        lead=f"Now: {found.get_delivery_display().lower()}.",
        done="Decision recorded.",
    )
    form = DeliveryForm(sent(request))
    return answer(
        request,
        question,
        form,
        lambda: decide_delivery(found, **form.cleaned_data, by=visit.user, at=visit.at),
    )


@partnership_page(*READS_PARTNERSHIP)
def service_reviews(request: Request) -> HttpResponse:
    """The programme of service reviews, quarter by quarter."""
    visit = request.visit
    context = {
        "programme": programme_of_reviews(visit.trust),
        "tabs": partnership_tabs(visit, "service_reviews"),
        "writes": visit.holds(Role.COMMISSIONER),
    }
    return render(request, "commissioning/service_reviews.html", context)


@partnership_page(Role.COMMISSIONER)
def service_review_conclude(request: Request, pk: int) -> HttpResponse:
    """Record what a service review concluded; it stands from then on."""
    visit, found = request.visit, gate.of_partnership(request.visit, ServiceReview, pk)
    question = Question(
        title="Conclude the review",
        back=found.service.get_absolute_url(),
        button="Conclude the review",
        caption=str(found),
        lead=found.question,
        done="Review concluded.",
    )
    if closed := closed_to_change(request, found):
        return not_now(request, question, closed)
    form = ConclusionForm(sent(request))
    return answer(
        request,
        question,
        form,
        lambda: conclude_review(found, **form.cleaned_data, by=visit.user, at=visit.at),
    )
