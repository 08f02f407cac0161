"""Readings over quarters with the figures behind them: what packs and charts are drawn from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from commissioning.quarters import Quarter
from performance.models import Reading
from performance.queries.origins import Counted

#: Quarters a trend shows: four years.
TREND = 16


@dataclass
class Trail:
    """The readings of one KPI in one area over the quarters, None where there is none."""

    kpi: int
    area: int | None
    readings: list[Reading | None]
    behind: list[list[Counted]] = field(default_factory=list)

    @property
    def values(self) -> list[Decimal | None]:
        """The value of each quarter."""
        return [row.value if row else None for row in self.readings]

    @property
    def targets(self) -> list[Decimal | None]:
        """The target of each quarter."""
        return [row.target if row else None for row in self.readings]

    @property
    def last(self) -> Reading | None:
        """The reading of the last quarter."""
        return self.readings[-1] if self.readings else None

    @property
    def quarters_off_target(self) -> int:
        """How many quarters it has been off target without a break, up to the last."""
        count = 0
        for row in reversed(self.readings):
            if row is None or row.rating != Reading.Rating.OFF:
                break
            count += 1
        return count


def quarters_to(last: str, count: int = TREND) -> list[str]:
    """The `count` quarters that end with `last`, the earliest first."""
    end = Quarter.parse(last)
    return [str(q) for q in end.shifted(1 - count).until(end)]


def trails_of(rows: Iterable[Reading], quarters: Sequence[str]) -> dict[int, list[Trail]]:
    """Readings as trails, by KPI: the whole first, then areas by name. Rows need area and definition."""
    place = {quarter: number for number, quarter in enumerate(quarters)}
    found: dict[tuple[int, int | None], Trail] = {}
    names: dict[int | None, str] = {None: ""}
    for row in rows:
        key = (row.kpi_id, row.area_id)
        trail = found.setdefault(key, Trail(row.kpi_id, row.area_id, [None] * len(quarters)))
        trail.readings[place[row.quarter]] = row
        if row.area is not None:
            names[row.area_id] = row.area.name
    by_kpi: dict[int, list[Trail]] = defaultdict(list)
    for trail in sorted(found.values(), key=lambda t: (t.kpi, names[t.area])):
        by_kpi[trail.kpi].append(trail)
    return by_kpi


def attach(
    trails: Iterable[Trail],
    figures: Iterable[Counted],
    quarters: Sequence[str],
    parts: dict[int, set[int]],
) -> None:
    """Give each trail the figures behind each of its quarters. `parts` are the areas of a parent."""
    by_key: dict[tuple[int, str], list[Counted]] = defaultdict(list)
    for figure in figures:
        by_key[figure.kpi, figure.quarter].append(figure)
    for trail in trails:
        areas = None if trail.area is None else {trail.area} | parts.get(trail.area, set())
        trail.behind = [
            [f for f in by_key[trail.kpi, quarter] if areas is None or f.area_id in areas]
            for quarter in quarters
        ]
