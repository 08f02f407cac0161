"""What stands in an agreement's way: functions that return sentences, or nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from accounts.roles import commissioner
from workflow import calendar, words
from workflow.lifecycle import SYSTEM, Actor, Deed


class AppliedVariation:
    """Whoever brings an approved variation into force: a commissioner or the clock."""

    words = "an approved variation"

    def __call__(self, record: Any, actor: Actor, at: datetime) -> bool:
        return actor is SYSTEM or commissioner(record, actor, at)


def has_kpis(agreement: Any, deed: Deed) -> str | None:
    """Every kind of agreement carries KPIs."""
    return None if _schedule(agreement) else "Add at least one KPI to the schedule."


def has_areas(agreement: Any, deed: Deed) -> str | None:
    """An agreement serves somewhere."""
    return None if agreement.areas.all() else "Name the areas it serves."


def every_kpi_has_terms(agreement: Any, deed: Deed) -> list[str]:
    """A KPI without a target cannot be judged."""
    bare = [line for line in _schedule(agreement) if not line.terms.all()]
    return [f"Set target and tolerance of KPI {line.kpi.code}." for line in bare]


def _schedule(agreement: Any) -> list[Any]:
    """Its KPIs with their terms, read once: a list of drafts has read them for all."""
    prefetch_related_objects([agreement], "kpis__kpi", "kpis__terms")
    return list(agreement.kpis.all())


def procurement_allows_signing(agreement: Any, deed: Deed) -> list[str]:
    """Summaries sent, award notice numbered, standstill over, nothing held open."""
    return list(agreement.obstacles_of_procurement(deed))


def start_has_come(agreement: Any, deed: Deed) -> str | None:
    """Nothing is in force before its first day."""
    if calendar.london_date(deed.at) < agreement.start_on:
        return f"It starts on {words.day(agreement.start_on)}."
    return None


def end_has_passed(agreement: Any, deed: Deed) -> str | None:
    """It expires after its last day."""
    if calendar.london_date(deed.at) <= agreement.end_on:
        return f"It runs until {words.day(agreement.end_on)}."
    return None
