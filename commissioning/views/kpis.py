"""The KPI library."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.actions.kpis import record_kpi, record_version
from commissioning.forms.kpi import KpiForm, KpiVersionForm
from commissioning.models import Kpi, KpiVersion
from commissioning.navigation import READS_SPECIFICATIONS, specification_tabs
from commissioning.queries.kpis import kpis_of, specified_in
from workflow.door import amend
from workflow.views.answering import Question, answer, page_of, sent

WRITES_KPIS = (Role.COMMISSIONER, Role.ANALYST)


@partnership_page(*READS_SPECIFICATIONS)
def kpis(request: Request) -> HttpResponse:
    """The library."""
    visit = request.visit
    page = page_of(request, kpis_of(visit.trust))
    tabs = specification_tabs(visit, "kpis")
    context = {"page": page, "tabs": tabs, "writes": visit.holds(*WRITES_KPIS)}
    return render(request, "commissioning/kpis.html", context)


@partnership_page(*READS_SPECIFICATIONS)
def kpi(request: Request, pk: int) -> HttpResponse:
    """One KPI: its definitions and where it is used."""
    visit, found = request.visit, gate.kpi(request.visit, pk)
    context = {
        "kpi": found,
        "versions": found.versions.order_by("-number"),
        "specified": specified_in(found),
        "scheduled": found.scheduled.select_related(
            "agreement__partnership", "agreement__provider"
        ),
        "tabs": specification_tabs(visit, "kpis"),
        "writes": visit.holds(*WRITES_KPIS),
    }
    return render(request, "commissioning/kpi.html", context)


@partnership_page(*WRITES_KPIS)
def kpi_add(request: Request) -> HttpResponse:
    """Add a KPI with its first definition."""
    visit, posted = request.visit, sent(request)
    form = KpiForm(posted, instance=Kpi(partnership=visit.trust))
    definition = KpiVersionForm(posted, instance=KpiVersion(kpi=form.instance))
    question = Question(
        title="Add a KPI",
        back=reverse("commissioning:kpis", args=[visit.trust.slug]),
        button="Add the KPI",
        lead="A KPI always has a numerator, and a denominator unless it is a plain number.",
        done="KPI added to the library.",
    )
    return answer(
        request,
        question,
        [form, definition],
        lambda: record_kpi(form.instance, definition.instance, by=visit.user, at=visit.at),
        Kpi.get_absolute_url,
    )


@partnership_page(*WRITES_KPIS)
def kpi_change(request: Request, pk: int) -> HttpResponse:
    """Change a KPI's name or the outcome it serves; its definitions stand."""
    visit, found = request.visit, gate.kpi(request.visit, pk)
    page, name = found.get_absolute_url(), str(found)
    form = KpiForm(sent(request), instance=found)
    question = Question("Change the KPI", page, caption=name, done="KPI changed.")
    return answer(
        request,
        question,
        form,
        lambda: amend(gate.kpi(visit, pk), by=visit.user, at=visit.at, **form.cleaned_data),
        Kpi.get_absolute_url,
    )


@partnership_page(*WRITES_KPIS)
def kpi_version_add(request: Request, pk: int) -> HttpResponse:
    """Record a new definition, from a later quarter on."""
    visit, found = request.visit, gate.kpi(request.visit, pk)
    form = KpiVersionForm(sent(request), instance=_as_before(found))
    question = Question(
        title="Record a new definition",
        back=found.get_absolute_url(),
        button="Record the definition",
        caption=str(found),
        lead="It holds from its quarter on. Figures of earlier quarters keep theirs.",
        done="Definition recorded.",
    )
    return answer(
        request,
        question,
        form,
        lambda: record_version(form.instance, by=visit.user, at=visit.at),
        lambda _: found.get_absolute_url(),
    )


def _as_before(kpi: Kpi) -> KpiVersion:
    latest = kpi.latest
    if latest is None:
        return KpiVersion(kpi=kpi)
    kept = {name: getattr(latest, name) for name in KpiVersionForm.Meta.fields}
    return KpiVersion(kpi=kpi, number=latest.number + 1, **kept | {"from_quarter": ""})
