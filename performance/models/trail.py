"""Readings of some quarters with the figures they are made of: what packs and charts are drawn from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from commissioning.quarters import Quarter
from performance.models.oversight import ContractReading, Reading

#: Quarters a trend shows: four years.
TREND = 16


@dataclass(frozen=True)
class Source:
    """One accepted figure behind a number: where it stood, and who stood by it."""

    figure: int
    kpi: int
    area: int | None
    area_name: str
    quarter: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    target: Decimal | None
    rating: str
    why: str
    status: str
    sheet: str
    cell: str
    kpi_return: int
    version: int
    agreement: int
    reference: str
    title: str
    provider: str
    file_name: str
    sha256: str
    certified_by: str
    certified_at: datetime | None
    accepted_by: str
    accepted_at: datetime | None


_FIELDS = {
    "figure": "figure_id",
    "kpi": "kpi_id",
    "area": "area_id",
    "area_name": "area__name",
    "quarter": "quarter",
    "numerator": "numerator",
    "denominator": "denominator",
    "value": "value",
    "target": "target",
    "rating": "rating",
    "why": "why_not_rated",
    "status": "status",
    "sheet": "figure__sheet",
    "cell": "figure__cell",
    "kpi_return": "figure__kpi_return_id",
    "version": "figure__kpi_return__version",
    "agreement": "agreement_id",
    "reference": "agreement__reference",
    "title": "agreement__title",
    "provider": "agreement__provider__name",
    "file_name": "figure__kpi_return__upload__file__name",
    "sha256": "figure__kpi_return__upload__file__sha256",
    "certified_by": "figure__kpi_return__certified_by__name",
    "certified_at": "figure__kpi_return__certified_at",
    "accepted_by": "figure__kpi_return__accepted_by__name",
    "accepted_at": "figure__kpi_return__accepted_at",
}
_TEXTS = ("area_name", "file_name", "sha256", "certified_by", "accepted_by")


def sources_of(
    partnership_id: int, kpis: Collection[int], quarters: Collection[str]
) -> list[Source]:
    """Every accepted figure of these KPIs and quarters, in a settled order. One query."""
    rows = ContractReading.objects.filter(
        agreement__partnership=partnership_id,
        kpi__in=kpis,
        quarter__in=quarters,
        figure__isnull=False,
    ).order_by("quarter", "agreement__reference", "kpi__code", "area__name", "figure_id")
    found = []
    for row in rows.values_list(*_FIELDS.values()):
        given = dict(zip(_FIELDS, row, strict=True))
        for name in _TEXTS:
            given[name] = given[name] or ""
        found.append(Source(**given))
    return found


@dataclass
class Trail:
    """The readings of one KPI in one area over the quarters, None where there is none."""

    kpi: int
    area: int | None
    readings: list[Reading | None]
    sources: list[list[Source]] = field(default_factory=list)

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
    sources: Iterable[Source],
    quarters: Sequence[str],
    parts: dict[int, set[int]],
) -> None:
    """Give each trail the figures behind each of its quarters. `parts` are the areas of a parent."""
    by_key: dict[tuple[int, str], list[Source]] = defaultdict(list)
    for source in sources:
        by_key[source.kpi, source.quarter].append(source)
    for trail in trails:
        areas = None if trail.area is None else {trail.area} | parts.get(trail.area, set())
        trail.sources = [
            [s for s in by_key[trail.kpi, quarter] if areas is None or s.area in areas]
            for quarter in quarters
        ]
