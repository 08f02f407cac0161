"""The KPI library: the list, one KPI, adding one and its later definitions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.actions.kpis import record_kpi, record_version, try_out
from commissioning.forms.kpi import KpiFilter, KpiForm, KpiVersionForm, QuarterForm
from commissioning.models import Kpi, KpiVersion
from commissioning.navigation import READS_SPECIFICATIONS, specification_tabs
from commissioning.quarters import Quarter
from commissioning.queries import kpis as listing
from commissioning.queries.kpi_library import relations_of
from commissioning.queries.kpi_versions import examples_of, facts_of, side_by_side, window_for
from workflow.calendar import london_date
from workflow.door import amend
from workflow.views.answering import Question, answer, page_of, sent

WRITES_KPIS = (Role.COMMISSIONER, Role.ANALYST)
#: What the button on the page that checks a KPI sends, and what the one that goes back sends.
CHECKED, AGAIN = "checked", "again"


@partnership_page(*READS_SPECIFICATIONS)
def kpis(request: Request) -> HttpResponse:
    """The library, to search and narrow."""
    visit = request.visit
    form = KpiFilter(request.GET, outcomes=listing.outcome_choices(visit.trust))
    asked = form.cleaned_data if form.is_valid() else {}
    context = {
        "form": form,
        "filtered": any(asked.values()),
        "page": page_of(request, listing.kpis_of(visit.trust, asked)),
        "tabs": specification_tabs(visit, "kpis"),
        "writes": visit.holds(*WRITES_KPIS),
    }
    return render(request, "commissioning/kpis.html", context)


@partnership_page(*READS_SPECIFICATIONS)
def kpi(request: Request, pk: int) -> HttpResponse:
    """One KPI: its definitions side by side, what they do, and where it is used."""
    visit, found = request.visit, gate.kpi(request.visit, pk)
    latest = found.latest
    today = Quarter.containing(london_date(visit.at))
    quarter = QuarterForm({"quarter": request.GET.get("quarter") or str(today)})
    asked = quarter.cleaned_data["quarter"] if quarter.is_valid() else str(today)
    versions = list(found.versions.select_related("breakdown").order_by("-number"))
    context = {
        "kpi": found,
        "latest": latest,
        "versions": versions,
        "rows": side_by_side(versions),
        "examples": examples_of(latest) if latest else None,
        "quarter_form": quarter,
        "window": window_for(latest, Quarter.parse(asked)),
        "relations": relations_of(found),
        "specified": listing.specified_in(found),
        "scheduled": found.scheduled.select_related(
            "agreement__partnership", "agreement__provider"
        ),
        "tabs": specification_tabs(visit, "kpis"),
        "writes": visit.holds(*WRITES_KPIS),
    }
    return render(request, "commissioning/kpi.html", context)


@partnership_page(*WRITES_KPIS)
def kpi_add(request: Request) -> HttpResponse:
    """Add a KPI with its first definition, shown with worked examples before it is saved."""
    visit, posted = request.visit, sent(request)
    form = KpiForm(posted, instance=Kpi(partnership=visit.trust))
    definition = KpiVersionForm(posted, instance=KpiVersion(kpi=form.instance))
    question = Question(
        title="Add a KPI",
        back=reverse("commissioning:kpis", args=[visit.trust.slug]),
        button="Check the KPI",
        lead="A KPI always has a numerator, and a denominator unless it is a plain number. You see "
        "what its rules do with numbers before it is saved.",
        done="KPI added to the library.",
    )
    return _checked(
        request,
        question,
        [form, definition],
        lambda: record_kpi(form.instance, definition.instance, by=visit.user, at=visit.at),
        Kpi.get_absolute_url,
    )


@partnership_page(*WRITES_KPIS)
def kpi_change(request: Request, pk: int) -> HttpResponse:
    """Change a KPI's name, type or the outcome it serves; its definitions stand."""
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
    """Record a new definition, from a later quarter on, shown with worked examples first."""
    visit, found = request.visit, gate.kpi(request.visit, pk)
    form = KpiVersionForm(sent(request), instance=_as_before(found))
    question = Question(
        title="Record a new definition",
        back=found.get_absolute_url(),
        button="Check the definition",
        caption=str(found),
        lead="It holds from its quarter on. Figures of earlier quarters keep theirs.",
        done="Definition recorded.",
    )
    return _checked(
        request,
        question,
        [form],
        lambda: record_version(form.instance, by=visit.user, at=visit.at),
        lambda _: found.get_absolute_url(),
    )


def _checked(
    request: Request,
    question: Question,
    forms: list[BaseForm],
    record: Callable[[], Any],
    goes_to: Callable[[Any], str],
) -> HttpResponse:
    """Ask, then show what the definition does, then record it: the last form is the definition's."""

    def deed() -> Any:
        if AGAIN in request.POST:
            context = {"question": question, "forms": forms, "form": forms[0], "sentences": []}
            return render(request, question.template, context)
        if CHECKED in request.POST:
            return record()
        try_out(record)
        return render(request, "commissioning/kpi_check.html", _what_it_does(question, forms))

    return answer(request, question, forms, deed, goes_to)


def _what_it_does(question: Question, forms: list[BaseForm]) -> dict[str, Any]:
    definition: Any = forms[-1]
    return {
        "question": question,
        "forms": forms,
        "kpi": definition.instance.kpi,
        "definition": definition.instance,
        "facts": facts_of(definition.instance),
        "examples": examples_of(definition.instance),
    }


def _as_before(kpi: Kpi) -> KpiVersion:
    latest = kpi.latest
    if latest is None:
        return KpiVersion(kpi=kpi)
    kept = {name: getattr(latest, name) for name in KpiVersionForm.Meta.fields}
    return KpiVersion(kpi=kpi, number=latest.number + 1, **kept | {"from_quarter": ""})
