"""A KPI over time as plain data: what a page's chart is drawn from, and what a pack keeps of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from performance.queries.trails import Trail
from performance.readings.signals import chart_of

Json = dict[str, Any]
#: Series one chart can tell apart.
MOST_SERIES = 6


def trend_of(
    trails: Sequence[Trail], quarters: Sequence[str], rebased: Collection[str], floor: int
) -> Json:
    """Values, signals and targets of the trails shown; of a single one, its limits too."""
    shown = charted(trails)
    return {
        "series": [_series(trail) for trail in shown],
        "targets": [as_text(target) for target in shown[0].targets] if shown else [],
        "limits": _limits(shown[0], quarters, rebased, floor) if len(shown) == 1 else [],
    }


def charted(trails: Sequence[Trail]) -> list[Trail]:
    """The trails a KPI's chart shows: the whole where it can be added up, else the areas."""
    whole = [t for t in trails if t.area is None and any(v is not None for v in t.values)]
    areas = [t for t in trails if t.area is not None and any(v is not None for v in t.values)]
    return whole or areas[:MOST_SERIES]


def breaks_within(breaks: Mapping[str, str], quarters: Sequence[str]) -> list[Json]:
    """Where terms changed within these quarters, but for the first, which begins with its own."""
    first, last = quarters[0], quarters[-1]
    return [{"quarter": q, "label": breaks[q]} for q in sorted(breaks) if first < q <= last]


def as_text(value: Decimal | None) -> str | None:
    """A value as plain data keeps it."""
    return None if value is None else f"{value.normalize():f}"


def _series(trail: Trail) -> Json:
    row = next(r for r in trail.readings if r is not None)
    return {
        "area": trail.area,
        "name": row.place,
        "values": [as_text(value) for value in trail.values],
        "shown": [r.shown if r else "" for r in trail.readings],
        "figures": [[origin.figure for origin in behind] for behind in trail.behind],
        "signals": [r.signal if r else "" for r in trail.readings],
    }


def _limits(
    trail: Trail, quarters: Sequence[str], rebased: Collection[str], floor: int
) -> list[Json | None]:
    """Mean and control limits for each quarter, where there are any."""
    present = [row for row in trail.readings if row is not None]
    chart = chart_of(present, rebased, floor)
    marks = dict(zip((row.quarter for row in present), chart.marks, strict=True))
    found: list[Json | None] = []
    for quarter in quarters:
        mark = marks.get(quarter)
        if mark is None or mark.mean is None:
            found.append(None)
        else:
            edges = {"mean": mark.mean, "lower": mark.lower, "upper": mark.upper}
            found.append({k: f"{v:.4f}" for k, v in edges.items() if v is not None})
    return found
