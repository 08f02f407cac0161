"""Reading needs, and the thread that runs down from each."""

from __future__ import annotations

from django.db.models import Count, Prefetch, QuerySet

from accounts.models import Partnership
from commissioning.models import Clause, Need, NeedAnswered, Specification, SpecificationKpi


def needs_of(partnership: Partnership) -> QuerySet[Need]:
    """The partnership's needs, newest first, each with how many specifications answer it."""
    found: QuerySet[Need] = partnership.needs.select_related(
        "partnership", "area", "outcome", "objective", "indicator"
    )
    return found.annotate(specifications=Count("answered_by")).order_by("-recorded_at", "-pk")


def answers_to(need: Need) -> list[Specification]:
    """The specifications that answer a need, with clauses, KPIs, tenders and agreements."""
    below = (
        Prefetch("clauses", Clause.objects.select_related("outcome", "finding")),
        Prefetch("kpis", SpecificationKpi.objects.select_related("kpi", "clause")),
        "tenders__partnership",
        "agreements__provider",
        "agreements__partnership",
    )
    answered = (
        NeedAnswered.objects.filter(need=need)
        .select_related("specification__service", "specification__partnership")
        .order_by("specification__title", "specification__version")
        .prefetch_related(*(_under_specification(one) for one in below))
    )
    return [line.specification for line in answered]


def _under_specification(one: str | Prefetch[str]) -> str | Prefetch[str]:
    if isinstance(one, str):
        return f"specification__{one}"
    one.add_prefix("specification")
    return one
