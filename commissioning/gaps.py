"""The gap report's register: each room says which gaps of the thread it can see.

A room registers, in its own gaps.py:

    @register("kpi_without_outcome", "KPIs that serve no outcome", "A KPI serves an outcome, or ...")
    def kpis(trust, at): yield Gap("'EH1 Contacts' serves no outcome.", kpi.get_absolute_url(), ...)

A finder looks at one partnership's records, with a number of queries that does not grow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import NoReverseMatch, reverse

from accounts.models import Partnership
from commissioning.lifecycles.specification import UNFINISHED, USABLE
from commissioning.models import (
    Clause,
    ConsultationFinding,
    IndicatorFigure,
    NeedAnswered,
    Objective,
    Outcome,
    ServiceOutcome,
    SpecificationKpi,
)
from commissioning.queries.outcomes import framework_on
from workflow.calendar import london_date


@dataclass(frozen=True)
class Gap:
    """One gap: what it is in a sentence, the record's page, what to do next and where ("" for none)."""

    sentence: str
    url: str
    todo: str
    todo_url: str = ""


Finder = Callable[[Partnership, datetime], Iterable[Gap]]


@dataclass(frozen=True)
class Kind:
    """A kind of gap: its key in addresses, its name, why it matters, and who finds it."""

    key: str
    title: str
    why: str
    find: Finder


_kinds: dict[str, Kind] = {}


def register(key: str, title: str, why: str) -> Callable[[Finder], Finder]:
    """Add a kind of gap with its finder; called in a room's `gaps` module."""

    def keep(find: Finder) -> Finder:
        _kinds[key] = Kind(key, title, why, find)
        return find

    return keep


def kinds() -> list[Kind]:
    """Every kind, in the order the rooms are installed: from the outcome to the agreement."""
    return list(_kinds.values())


def page_of(record: Any) -> str:
    """The page of a record; "" where its room has none."""
    try:
        return str(record.get_absolute_url())
    except NoReverseMatch:
        return ""


def _at(name: str, trust: Partnership, *args: Any, mark: str = "") -> str:
    return reverse(f"commissioning:{name}", args=[trust.slug, *args]) + (f"#{mark}" if mark else "")


def _outcome_url(outcome: Outcome, trust: Partnership) -> str:
    return _at("outcomes", trust, mark=f"outcome-{outcome.pk}")


def _outcomes(trust: Partnership, at: datetime) -> Any:
    """The outcomes of the framework in force."""
    framework = framework_on(trust, london_date(at))
    return Outcome.objects.filter(partnership=trust, framework=framework)


#: Specifications that stand or are being written; those replaced answer nothing any more.
CURRENT = USABLE | UNFINISHED


@register(
    "outcome_without_service",
    "Outcomes without a service",
    "A service contributes to each outcome, by a clause of its specification or by its own record.",
)
def outcomes_without_a_service(trust: Partnership, at: datetime) -> Iterator[Gap]:
    """No service is recorded for it, no clause of a specification serves it, no agreement's KPI."""
    here = Q(outcome=OuterRef("pk"))
    named = ServiceOutcome.objects.filter(here)
    written = Clause.objects.filter(here, specification__state__in=CURRENT)
    measured = trust.kpis.filter(here, scheduled__isnull=False)
    found = _outcomes(trust, at).exclude(Exists(named) | Exists(written) | Exists(measured))
    for outcome in found:
        yield Gap(
            f"No service serves the outcome '{outcome}'.",
            _outcome_url(outcome, trust),
            "Write a specification with a clause that serves it",
            _at("specification_add", trust),
        )


@register(
    "outcome_without_need",
    "Outcomes without a priority need",
    "A priority need says for whom, and where, an outcome is not reached yet.",
)
def outcomes_without_a_need(trust: Partnership, at: datetime) -> Iterator[Gap]:
    """Nobody has recorded a need for it."""
    for outcome in _outcomes(trust, at).filter(needs=None):
        yield Gap(
            f"No priority need is recorded for the outcome '{outcome}'.",
            _outcome_url(outcome, trust),
            "Record a priority need, or decide that there is none",
            _at("need_add", trust),
        )


@register(
    "outcome_without_kpi",
    "Outcomes no KPI serves",
    "Without a KPI nothing that providers report says whether an outcome is reached.",
)
def outcomes_without_a_kpi(trust: Partnership, at: datetime) -> Iterator[Gap]:
    """The library has no KPI for it."""
    for outcome in _outcomes(trust, at).filter(kpis=None):
        yield Gap(
            f"No KPI serves the outcome '{outcome}'.",
            _outcome_url(outcome, trust),
            "Add a KPI to the library",
            _at("kpi_add", trust),
        )


def _objectives(trust: Partnership, at: datetime) -> Any:
    framework = framework_on(trust, london_date(at))
    listed = Objective.objects.filter(partnership=trust, outcome__framework=framework)
    return listed.select_related("outcome", "indicator")


@register(
    "objective_without_figures",
    "Objectives without a loaded indicator",
    "A published indicator shows whether an objective is being reached. Nothing is put in its place.",
)
def objectives_without_an_indicator(trust: Partnership, at: datetime) -> Iterator[Gap]:
    """It names no indicator, or one of which no figures are loaded."""
    loaded = IndicatorFigure.objects.seen_by(trust).filter(indicator=OuterRef("indicator"))
    for objective in _objectives(trust, at).exclude(Exists(loaded)):
        indicator = objective.indicator
        if indicator is None:
            sentence = f"No published indicator measures '{objective}'."
            todo = "Name an indicator for it"
            url = _at("wanted_change", trust, "objectives", objective.pk)
        else:
            sentence = f"'{indicator}' is to measure '{objective}', and none of it is loaded."
            todo, url = "Load its published figures", _at("indicators", trust)
        yield Gap(sentence, _outcome_url(objective.outcome, trust), todo, url)


@register(
    "objective_without_kpi",
    "Objectives no KPI serves",
    "Published figures come once a year; a KPI shows every quarter what services do about it.",
)
def objectives_without_a_kpi(trust: Partnership, at: datetime) -> Iterator[Gap]:
    """The library has no KPI for it."""
    for objective in _objectives(trust, at).filter(kpis=None):
        yield Gap(
            f"No KPI serves the objective '{objective}'.",
            _outcome_url(objective.outcome, trust),
            "Add a KPI to the library",
            _at("kpi_add", trust),
        )


@register(
    "need_without_plan",
    "Needs without a plan",
    "A need is answered by a specification of the service that is to meet it.",
)
def needs_without_a_plan(trust: Partnership, at: datetime) -> Iterator[Gap]:
    """No specification that stands, or is being written, answers it."""
    answered = NeedAnswered.objects.filter(need=OuterRef("pk"), specification__state__in=CURRENT)
    for need in trust.needs.exclude(Exists(answered)).select_related("area", "partnership"):
        yield Gap(
            f"No specification answers the need '{need}' ({need.area}).",
            page_of(need),
            "Write a specification that answers it",
            _at("specification_add", trust),
        )


@register(
    "finding_unanswered",
    "Findings nothing answers",
    "People are told what was changed because of what they said, or why nothing was.",
)
def findings_nothing_answers(trust: Partnership, at: datetime) -> Iterator[Gap]:
    """No clause answers it, and nobody has said what came of it."""
    found = ConsultationFinding.objects.filter(consultation__partnership=trust, clauses=None)
    for finding in found.select_related("consultation__partnership").order_by("consultation", "pk"):
        if not finding.was_answered:
            yield Gap(
                f"Nothing answers what people said in '{finding.consultation}': '{finding}'.",
                page_of(finding.consultation),
                "Answer it by a clause of a specification",
                _at("specifications", trust),
            )


@register(
    "service_without_need",
    "Services with no need behind them",
    "Money follows need: each commissioned service answers one, through its specification.",
)
def services_without_a_need(trust: Partnership, at: datetime) -> Iterator[Gap]:
    """No specification of it, that stands or is being written, answers a need."""
    answering = NeedAnswered.objects.filter(
        specification__service=OuterRef("pk"), specification__state__in=CURRENT
    )
    commissioned = Q(agreements__isnull=False) | Q(specifications__state__in=CURRENT)
    without = trust.services.filter(commissioned).exclude(Exists(answering)).distinct()
    for service in without.select_related("partnership"):
        yield Gap(
            f"No need is recorded behind the service '{service}'.",
            page_of(service),
            "Write its specification, with the need it answers",
            _at("specification_add", trust),
        )


@register(
    "clause_without_kpi",
    "Clauses no KPI measures",
    "What a clause asks for is seen in a KPI, or in nothing that is reported.",
)
def clauses_without_a_kpi(trust: Partnership, at: datetime) -> Iterator[Gap]:
    """No KPI of its specification measures it."""
    measured = SpecificationKpi.objects.filter(clause=OuterRef("pk"))
    clauses = Clause.objects.filter(
        specification__partnership=trust, specification__state__in=CURRENT
    ).exclude(Exists(measured))
    for clause in clauses.select_related("specification__partnership"):
        spec = clause.specification
        fixed = spec.state in USABLE
        yield Gap(
            f"No KPI measures clause {clause} of {spec}.",
            page_of(spec),
            "Begin a new version and add a KPI for it" if fixed else "Add a KPI for it",
            page_of(spec),
        )


@register(
    "kpi_without_outcome",
    "KPIs that serve no outcome",
    "Oversight goes by outcome: such a KPI stands under none.",
)
def kpis_without_an_outcome(trust: Partnership, at: datetime) -> Iterator[Gap]:
    """It names no outcome."""
    for kpi in trust.kpis.filter(outcome=None).select_related("partnership"):
        yield Gap(
            f"The KPI '{kpi}' serves no outcome.",
            page_of(kpi),
            "Name the outcome it serves",
            _at("kpi_change", trust, kpi.pk),
        )
