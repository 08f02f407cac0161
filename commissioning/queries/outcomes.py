"""Reading the outcomes framework and the schemes of levels of need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch

from accounts.models import Partnership
from commissioning.models import (
    IndicatorFigure,
    Kpi,
    LevelOfNeed,
    Objective,
    Outcome,
    OutcomesFramework,
)


@dataclass(frozen=True)
class Scheme:
    """A scheme of levels of need: the one in use, or one kept as history."""

    name: str
    levels: list[LevelOfNeed]
    until: date | None


def framework_on(partnership: Partnership, on: date) -> OutcomesFramework | None:
    """The framework in force on a day (the newest begun by then), or the newest known."""
    known = list(partnership.frameworks.all())
    begun = [f for f in known if f.from_day is None or f.from_day <= on]
    return max(begun or known, key=lambda f: (f.from_day or date.min, f.pk), default=None)


def outcomes_of(framework: OutcomesFramework | None) -> list[Outcome]:
    """A framework's outcomes with their objectives, indicators, KPIs and needs.

    An objective's `has_figures` says whether the partnership sees any figure of its indicator.
    """
    if framework is None:
        return []
    kpis = Kpi.objects.select_related("partnership", "objective")
    figures = IndicatorFigure.objects.seen_by(framework.partnership)
    has_figures = Exists(figures.filter(indicator=OuterRef("indicator"), value__isnull=False))
    measured = Objective.objects.annotate(has_figures=has_figures)
    objectives = measured.select_related("indicator").prefetch_related("kpis")
    return list(
        framework.outcomes.prefetch_related(
            Prefetch("objectives", objectives), Prefetch("kpis", kpis), "needs__partnership"
        )
    )


def schemes_of(partnership: Partnership) -> list[Scheme]:
    """The schemes of levels of need: the present one first, then those no longer used."""
    by_name: dict[str, list[LevelOfNeed]] = {}
    for level in partnership.levels_of_need.order_by("scheme", "order"):
        by_name.setdefault(level.scheme, []).append(level)
    schemes = [
        Scheme(name, levels, max((x.until_day for x in levels if x.until_day), default=None))
        for name, levels in by_name.items()
    ]
    return sorted(schemes, key=lambda s: (s.until is not None, s.name))
