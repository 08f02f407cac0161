"""Trends drawn for a page, from the same plain data that a pack is frozen from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from commissioning.quarters import Quarter
from pages.charts import Break, LineChart, Point, Series, line_chart
from performance.numbers.rating import as_shown

Json = Mapping[str, Any]
_UNITS = {"percent": "%"}


def trend_chart(
    chart_id: str,
    title: str,
    trend: Json,
    quarters: Sequence[str],
    breaks: Sequence[Json],
    *,
    unit: str,
    decimals: int,
) -> LineChart | None:
    """A line chart of a trend with its target, its limits and the breaks where terms changed.

    None where there is no value to draw.
    """
    if not any(value is not None for series in trend["series"] for value in series["values"]):
        return None
    series = [
        Series(one["name"], [_point(one, place, decimals) for place in range(len(quarters))])
        for one in trend["series"]
    ]
    places = {quarter: place for place, quarter in enumerate(quarters)}
    return line_chart(
        chart_id,
        f"{title} (per 1,000)" if unit == "per_1000" else title,
        [Quarter.parse(quarter).short for quarter in quarters],
        series,
        unit=_UNITS.get(unit, ""),
        target=[_number(target, decimals) for target in trend["targets"]],
        band=[_band(edges, decimals) for edges in trend["limits"]],
        band_label="Usual coming and going",
        breaks=[
            Break(places[one["quarter"]], f"Changed by {one['label']}")
            for one in breaks
            if places.get(one["quarter"])
        ],
        from_zero=unit == "count",
        source="Accepted returns.",
    )


def _point(series: Json, place: int, decimals: int) -> Point:
    value = _number(series["values"][place], decimals)
    shown = str(series["shown"][place] or "no figure")
    return Point(value, shown.lower(), signal=bool(series["signals"][place]))


def _number(text: str | None, decimals: int) -> Decimal | None:
    return None if text is None else as_shown(Decimal(text), decimals)


def _band(edges: Json | None, decimals: int) -> tuple[Decimal, Decimal] | None:
    """The limits, never below nought: no figure of ours can be."""
    if not edges:
        return None
    lower, upper = (as_shown(Decimal(edges[name]), decimals) for name in ("lower", "upper"))
    return max(lower, Decimal(0)), upper
