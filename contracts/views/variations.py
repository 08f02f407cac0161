"""Proposing a variation, changing it, its page and its steps."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from contracts import gate
from contracts.actions import variations as verbs
from contracts.forms.agreements import ReasonsForm
from contracts.forms.variations import (
    AdviceForm,
    ApproveForm,
    KpiChangeForm,
    MeetingForm,
    NoticeForm,
    VariationForm,
)
from contracts.queries import thread, variations
from contracts.roles import ADVISERS, READERS
from contracts.views.asking import about
from pages.forms import PlainForm
from pages.tables import stages
from workflow.views.answering import answer, sent
from workflow.views.steps import StepView


@partnership_page(*READERS)
def variation(request: Request, pk: int) -> HttpResponse:
    """The variation: the change set, all changes together, the law, the Board, its steps."""
    visit, found = request.visit, gate.variation(request.visit, pk)
    labels = [found.States(state).label for state in found.path]
    context = {
        "variation": found,
        "agreement": found.agreement,
        "changes": variations.change_set(found),
        "kpi_changes": variations.kpi_changes(found),
        "cumulative": variations.cumulative(found),
        "moved": variations.moved_since_sent(found),
        "law": variations.law_says(found),
        "steps": variations.steps_of_variation(found, visit.user, visit.at),
        "stages": stages(labels, found.state_label) if found.state in found.path else [],
        "meeting_url": thread.address_of(found.meeting) if found.meeting else "",
        "page_url": found.get_absolute_url(),
        "may_change": visit.holds(Role.COMMISSIONER) and found.state in found.open_to_change,
        "entries": thread.history_of_variation(found),
    }
    return render(request, "contracts/variation_detail.html", context)


@partnership_page(Role.COMMISSIONER)
def new(request: Request, pk: int) -> HttpResponse:
    """Propose a variation of a signed agreement."""
    visit, found = request.visit, gate.agreement(request.visit, pk)
    review = gate.review_behind(visit, found, request.GET.get("review", ""))
    form = VariationForm(sent(request), agreement=found, at=visit.at, review=review)
    return answer(
        request,
        about(
            found,
            "Propose a variation",
            done="The variation is proposed. Add its KPI changes, then send it to the Board.",
            button="Propose the variation",
            template="contracts/variation_form.html",
        ),
        form,
        lambda: verbs.propose(
            found, by=visit.user, at=visit.at, review=review, **form.cleaned_data
        ),
        lambda made: made.get_absolute_url(),
    )


@partnership_page(Role.COMMISSIONER)
def change(request: Request, pk: int) -> HttpResponse:
    """Change a variation that has not gone to the Board."""
    visit, found = request.visit, gate.variation(request.visit, pk)
    form = VariationForm(sent(request), agreement=found.agreement, at=visit.at, variation=found)
    return answer(
        request,
        about(
            found.agreement,
            "Change the variation",
            back=found.get_absolute_url(),
            template="contracts/variation_form.html",
        ),
        form,
        lambda: verbs.change(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def kpi_change(request: Request, pk: int) -> HttpResponse:
    """Add new terms of a KPI to a proposed variation."""
    visit, found = request.visit, gate.variation(request.visit, pk)
    form = KpiChangeForm(sent(request), variation=found)
    return answer(
        request,
        about(
            found.agreement,
            "Change a KPI",
            back=found.get_absolute_url(),
            template="contracts/variation_form.html",
        ),
        form,
        lambda: verbs.change_kpi(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def kpi_change_remove(request: Request, pk: int, change: int) -> HttpResponse:
    """Leave a KPI as it is after all."""
    visit, found = request.visit, gate.kpi_change(request.visit, pk, change)
    return answer(
        request,
        about(
            found.variation.agreement,
            f"Leave KPI {found.scheduled.kpi.code} as it is",
            button="Leave it as it is",
            back=found.variation.get_absolute_url(),
            template="contracts/variation_form.html",
        ),
        PlainForm(sent(request)),
        lambda: verbs.drop_kpi_change(found, by=visit.user, at=visit.at),
    )


class VariationStep(StepView):
    """The step pages of a variation."""

    gate = staticmethod(gate.variation_of_request)
    forms = {
        "send_to_board": MeetingForm,
        "take_advice": AdviceForm,
        "approve": ApproveForm,
        "refuse": ReasonsForm,
        "record_notice": NoticeForm,
    }


variation_step = partnership_page(*ADVISERS)(VariationStep.as_view())
