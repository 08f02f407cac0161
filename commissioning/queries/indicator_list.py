"""Reading the list of indicators: under their objectives, and by publication and family."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Partnership
from commissioning.models import Area, Indicator, IndicatorFigure, Objective
from commissioning.queries.best_quarter import BestQuarter, best_quarters
from commissioning.queries.indicators import shown

#: What parts the publication from the family in the filter's choices.
PARTED = " | "


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator in the list, with its latest figure for each area, and the best quarter."""

    indicator: Indicator
    period: str
    values: list[str]
    best: BestQuarter | None = None


@dataclass(frozen=True)
class ObjectiveLine:
    """An objective with the line of the indicator that measures it, or why there is none."""

    objective: Objective
    line: IndicatorLine | None
    missing: str = ""


@dataclass(frozen=True)
class Family:
    """The indicators of one family of a publication."""

    publication: str
    name: str
    lines: list[IndicatorLine] = field(default_factory=list)


def indicators_of(partnership: Partnership, asked: Mapping[str, Any]) -> QuerySet[Indicator]:
    """The indicators a partnership knows, narrowed to `words` in their name and to a `heading`."""
    found: QuerySet[Indicator] = Indicator.objects.known_to(partnership)
    publication, _, family = (asked.get("heading") or "").partition(PARTED)
    if publication:
        found = found.filter(publication=publication)
    if family:
        found = found.filter(family=family)
    for word in (asked.get("words") or "").split():
        found = found.filter(Q(name__icontains=word) | Q(family__icontains=word))
    return found


def headings_of(partnership: Partnership) -> list[tuple[str, str]]:
    """The publications and families a partnership may narrow the list to, as choices."""
    known = Indicator.objects.known_to(partnership).exclude(publication="").order_by()
    pairs = known.values_list("publication", "family", "order")
    choices: list[tuple[str, str]] = []
    families = sorted(dict.fromkeys((p, f) for p, f, _ in sorted(pairs, key=_by_order)), key=_first)
    for publication, listed in groupby(families, key=_first):
        choices.append((publication, publication))
        choices += [(f"{publication}{PARTED}{family}", f"– {family}") for _, family in listed]
    return choices


def _by_order(line: tuple[str, str, int]) -> tuple[str, int]:
    return (line[0], line[2])


def _first(pair: tuple[str, str]) -> str:
    return pair[0]


def lines_of(
    partnership: Partnership, indicators: Iterable[Indicator], areas: list[Area]
) -> dict[int, IndicatorLine]:
    """A line for each indicator: the latest period any of the areas has a number for."""
    listed = {indicator.pk: indicator for indicator in indicators}
    periods: dict[int, dict[date, dict[int, IndicatorFigure]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    seen = IndicatorFigure.objects.seen_by(partnership)
    for figure in seen.filter(area__in=areas, indicator__in=listed).order_by():
        periods[figure.indicator_id][figure.period_end][figure.area_id] = figure
    latest = {pk: end for pk in listed if (end := _latest(periods[pk])) is not None}
    best = best_quarters(latest, list(listed.values()), partnership)
    lines = {}
    for pk, indicator in listed.items():
        now = periods[pk][latest[pk]] if pk in latest else {}
        period = next((figure.period for figure in now.values()), "")
        values = [shown(indicator, now.get(area.pk)) for area in areas]
        lines[pk] = IndicatorLine(indicator, period, values, best.get(pk))
    return lines


def _latest(by_end: dict[date, dict[int, IndicatorFigure]]) -> date | None:
    known = [end for end, now in by_end.items() if any(f.value is not None for f in now.values())]
    return max(known, default=None)


def families_of(lines: Iterable[IndicatorLine]) -> list[Family]:
    """Lines in their order, under their publication and family."""

    def heading(line: IndicatorLine) -> tuple[str, str]:
        return (line.indicator.publication, line.indicator.family)

    return [
        Family(publication or "Other", family or "Other indicators", list(listed))
        for (publication, family), listed in groupby(lines, key=heading)
    ]


def objectives_of(partnership: Partnership) -> list[Objective]:
    """The partnership's objectives with their outcomes and indicators, in the framework's order."""
    listed = partnership.objectives.select_related("outcome", "indicator")
    return list(listed.order_by("outcome__order", "order"))


def objective_lines(
    objectives: Iterable[Objective], lines: Mapping[int, IndicatorLine]
) -> list[ObjectiveLine]:
    """Each objective with its indicator's line; one without figures says so."""
    return [_objective_line(objective, lines) for objective in objectives]


def _objective_line(objective: Objective, lines: Mapping[int, IndicatorLine]) -> ObjectiveLine:
    if objective.indicator is None:
        return ObjectiveLine(objective, None, "No published indicator measures this objective yet.")
    line = lines.get(objective.indicator.pk)
    if line is None or not line.period:
        return ObjectiveLine(
            objective, line, f"No figures are loaded for its indicator, {objective.indicator}."
        )
    return ObjectiveLine(objective, line)
