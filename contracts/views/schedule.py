"""Changing the schedule and the areas of a draft, and recording what fell due as met."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from contracts import gate
from contracts.actions import schedule as verbs
from contracts.actions.obligations import record_met
from contracts.forms.agreements import AreasForm, KpiForm, ObligationForm, TermsForm
from contracts.models import Agreement
from contracts.views.asking import about
from pages.forms import PlainForm
from workflow.views.answering import answer, sent


@partnership_page(Role.COMMISSIONER)
def kpi_add(request: Request, pk: int) -> HttpResponse:
    """Put a KPI on the schedule of a draft."""
    visit, found = request.visit, gate.agreement(request.visit, pk)
    form = KpiForm(sent(request), agreement=found)
    return answer(
        request,
        about(found, "Add a KPI", back=_kpis(found)),
        form,
        lambda: verbs.add_kpi(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def kpi_terms(request: Request, pk: int, line: int) -> HttpResponse:
    """Change the first terms of a KPI of a draft."""
    visit, found = request.visit, gate.line(request.visit, pk, line)
    form = TermsForm(sent(request), line=found)
    return answer(
        request,
        about(found.agreement, f"Terms of KPI {found.kpi}", back=_kpis(found.agreement)),
        form,
        lambda: verbs.set_terms(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def kpi_remove(request: Request, pk: int, line: int) -> HttpResponse:
    """Take a KPI off the schedule of a draft."""
    visit, found = request.visit, gate.line(request.visit, pk, line)
    return answer(
        request,
        about(
            found.agreement,
            f"Take KPI {found.kpi} off the schedule",
            button="Take it off",
            back=_kpis(found.agreement),
        ),
        PlainForm(sent(request)),
        lambda: verbs.drop_kpi(found, by=visit.user, at=visit.at),
    )


@partnership_page(Role.COMMISSIONER)
def areas(request: Request, pk: int) -> HttpResponse:
    """Choose the areas a draft serves."""
    visit, found = request.visit, gate.agreement(request.visit, pk)
    form = AreasForm(sent(request), agreement=found, visit=visit)
    return answer(
        request,
        about(found, "Areas served"),
        form,
        lambda: verbs.choose_areas(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def obligation(request: Request, pk: int, obligation: int) -> HttpResponse:
    """Record what fell due as met."""
    visit, found = request.visit, gate.obligation(request.visit, pk, obligation)
    form = ObligationForm(sent(request), visit=visit)
    return answer(
        request,
        about(
            found.agreement,
            found.title,
            button="Record as met",
            template="contracts/obligation_form.html",
            more={"obligation": found},
        ),
        form,
        lambda: record_met(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


def _kpis(found: Agreement) -> str:
    return reverse("contracts:kpis", args=[found.partnership.slug, found.pk])
