"""Changing the schedule and the areas of a draft, and recording what fell due as met."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.gate import partnership_page
from accounts.roles import Role
from contracts import gate
from contracts.actions import schedule as verbs
from contracts.actions.obligations import record_met
from contracts.forms.agreements import AreasForm, KpiForm, ObligationForm, TermsForm
from contracts.models import Agreement
from contracts.views.asking import ask, data_of
from pages.forms import PlainForm

TEMPLATE = "contracts/agreement_form.html"


@partnership_page(Role.COMMISSIONER)
def kpi_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a KPI on the schedule of a draft."""
    visit, found = request.visit, gate.agreement(request.visit, pk)
    form = KpiForm(data_of(request), agreement=found)
    return ask(
        request,
        TEMPLATE,
        form,
        lambda: verbs.add_kpi(found, by=visit.user, at=visit.at, **form.cleaned_data),
        go=_kpis(found),
        agreement=found,
        heading="Add a KPI",
    )


@partnership_page(Role.COMMISSIONER)
def kpi_terms(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Change the first terms of a KPI of a draft."""
    visit, found = request.visit, gate.line(request.visit, pk, line)
    form = TermsForm(data_of(request), line=found)
    return ask(
        request,
        TEMPLATE,
        form,
        lambda: verbs.set_terms(found, by=visit.user, at=visit.at, **form.cleaned_data),
        go=_kpis(found.agreement),
        agreement=found.agreement,
        heading=f"Terms of KPI {found.kpi}",
    )


@partnership_page(Role.COMMISSIONER)
def kpi_remove(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Take a KPI off the schedule of a draft."""
    visit, found = request.visit, gate.line(request.visit, pk, line)
    return ask(
        request,
        TEMPLATE,
        PlainForm(data_of(request)),
        lambda: verbs.drop_kpi(found, by=visit.user, at=visit.at),
        go=_kpis(found.agreement),
        agreement=found.agreement,
        heading=f"Take KPI {found.kpi} off the schedule",
        button="Take it off",
    )


@partnership_page(Role.COMMISSIONER)
def areas(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the areas a draft serves."""
    visit, found = request.visit, gate.agreement(request.visit, pk)
    form = AreasForm(data_of(request), agreement=found, visit=visit)
    return ask(
        request,
        TEMPLATE,
        form,
        lambda: verbs.choose_areas(found, by=visit.user, at=visit.at, **form.cleaned_data),
        go=found.get_absolute_url(),
        agreement=found,
        heading="Areas served",
    )


@partnership_page(Role.COMMISSIONER)
def obligation(request: HttpRequest, pk: int, obligation: int) -> HttpResponse:
    """Record what fell due as met."""
    visit, found = request.visit, gate.obligation(request.visit, pk, obligation)
    form = ObligationForm(data_of(request), visit=visit)
    return ask(
        request,
        "contracts/obligation_form.html",
        form,
        lambda: record_met(found, by=visit.user, at=visit.at, **form.cleaned_data),
        go=found.agreement.get_absolute_url(),
        agreement=found.agreement,
        obligation=found,
        heading=found.title,
        button="Record as met",
    )


def _kpis(found: Agreement) -> str:
    return reverse("contracts:kpis", args=[found.partnership.slug, found.pk])
