"""Reading what oversight shows: the grid, one of its cells, and one KPI over time.

Only accepted figures count. The number of queries depends on neither quarters nor contracts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.models import Partnership
from commissioning.models import Area, Kpi, Outcome
from commissioning.quarters import Quarter
from pages.charts import LineChart
from pages.tables import HeatCell, HeatRow, HeatTable
from performance.models import Reading
from performance.models.reading import WHOLE_PARTNERSHIP
from performance.queries.charts import trend_chart
from performance.queries.ledger import Coverage, coverage_of, ledger
from performance.queries.origins import Counted, counted
from performance.queries.outcomes import outcome_key, outcome_order, outcome_words
from performance.queries.trails import Trail, attach, quarters_to, trails_of
from performance.queries.trends import breaks_within, trend_of
from performance.readings.signals import breaks_of, chart_of, rebases_of
from performance.readings.summing import parents_of
from performance.reference import PERSISTENT

#: In an address, the column of the whole partnership.
WHOLE = "whole"


def quarters_known(trust: Partnership) -> list[str]:
    """Every quarter with figures expected, the latest first."""
    known = Reading.objects.filter(partnership=trust).order_by("-quarter")
    return list(known.values_list("quarter", flat=True).distinct())


def quarter_chosen(known: Sequence[str], wanted: str, trust: Partnership) -> str:
    """The quarter asked for, else the latest with an accepted figure, else the latest; "" if none."""
    if wanted in known:
        return wanted
    counted = Reading.objects.filter(partnership=trust, accepted__gt=0).order_by("-quarter")
    return counted.values_list("quarter", flat=True).first() or next(iter(known), "")


# --- Coverage -------------------------------------------------------------------------------------
def coverage(trust: Partnership, quarter: str, at: datetime) -> Coverage:
    """The returns of a quarter by how they stand. One query."""
    return coverage_of(ledger(trust, quarter, at))


# --- The grid -------------------------------------------------------------------------------------
def grid(trust: Partnership, quarter: str) -> HeatTable:
    """Outcomes by areas: how many KPIs are on, near and off target, never one combined number."""
    rows = Reading.objects.filter(partnership=trust, quarter=quarter).select_related("kpi__outcome")
    cells: dict[tuple[int, int | None], list[Reading]] = defaultdict(list)
    outcomes: dict[int, Outcome | None] = {}
    for row in rows:
        outcome = row.kpi.outcome
        outcomes[outcome_key(outcome)] = outcome
        cells[outcome_key(outcome), row.area_id].append(row)
    columns = _columns(trust, {area for _outcome, area in cells})
    lines = sorted(outcomes.items(), key=lambda item: outcome_order(item[1]))
    return HeatTable(
        caption=f"KPIs by outcome and area, {Quarter.parse(quarter).label}",
        corner="Outcome",
        columns=[words for _area, words in columns],
        rows=[
            HeatRow(
                label=outcome_words(outcome),
                cells=[
                    _cell(cells[pk, area], _cell_url(trust, pk, area, quarter))
                    for area, _words in columns
                ],
            )
            for pk, outcome in lines
        ],
    )


def _columns(trust: Partnership, present: set[int | None]) -> list[tuple[int | None, str]]:
    """The whole first, then the partnership's areas in its own order, where there are readings."""
    areas = trust.areas.select_related("area").filter(area__in=[a for a in present if a])
    listed: list[tuple[int | None, str]] = [(one.area_id, one.area.name) for one in areas]
    missing = present - {pk for pk, _name in listed} - {None}
    if missing:
        others = Area.objects.filter(pk__in=[pk for pk in missing if pk])
        listed += list(others.values_list("pk", "name"))
    return [(None, WHOLE_PARTNERSHIP), *listed]


def _cell_url(trust: Partnership, outcome: int, area: int | None, quarter: str) -> str:
    place = WHOLE if area is None else str(area)
    return reverse("performance:oversight_cell", args=[trust.slug, outcome, place, quarter])


def _cell(rows: Iterable[Reading], url: str) -> HeatCell:
    counts: dict[str, int] = defaultdict(int)
    expected = accepted = concerns = 0
    for row in rows:
        counts[row.rating] += 1
        expected, accepted = expected + row.expected, accepted + row.accepted
        concerns += row.turn == Reading.Turn.CONCERN
    signals = f"{concerns} signal{'' if concerns == 1 else 's'} of concern. " if concerns else ""
    return HeatCell(
        on=counts["on"],
        near=counts["near"],
        off=counts["off"],
        none=counts["none"],
        coverage=f"{signals}{accepted} of {expected} figures in",
        url=url,
    )


# --- A cell, opened -------------------------------------------------------------------------------
@dataclass(frozen=True)
class KpiLine:
    """One KPI in one area and quarter: its value, rating and signal, its trend, its figures."""

    kpi: Kpi
    reading: Reading
    target: str
    off_for: int
    chart: LineChart | None
    figures: list[Counted]
    url: str

    @property
    def persistent(self) -> bool:
        """Whether it has been off target long enough to say so."""
        return self.off_for >= PERSISTENT


def cell(trust: Partnership, outcome: int, area: int | None, quarter: str) -> list[KpiLine]:
    """One line for each KPI of an outcome in an area, by code. About eight queries."""
    quarters = quarters_to(quarter)
    readings = Reading.objects.filter(
        partnership=trust, quarter__in=quarters, kpi__outcome=outcome or None, area=area
    )
    rows = list(readings.select_related("kpi", "definition", "area").order_by("quarter"))
    kpis = {row.kpi_id: row.kpi for row in rows if row.quarter == quarter}
    quarters = [q for q in quarters if q >= min((r.quarter for r in rows), default=quarter)]
    trails = {pk: of_kpi[0] for pk, of_kpi in trails_of(rows, quarters).items() if pk in kpis}
    figures = counted(trust.pk, list(kpis), [quarter])
    attach(trails.values(), figures, quarters, parents_of(trust, quarter))
    breaks = breaks_of(trust.pk, list(kpis))
    rebases = rebases_of(trust.pk, list(kpis))
    return [
        _kpi_line(trust, kpi, trails[pk], quarters, breaks.get(pk, {}), rebases.get((pk, area), {}))
        for pk, kpi in sorted(kpis.items(), key=lambda item: item[1].code)
    ]


def _kpi_line(
    trust: Partnership,
    kpi: Kpi,
    trail: Trail,
    quarters: Sequence[str],
    breaks: dict[str, str],
    rebases: dict[str, str],
) -> KpiLine:
    row = trail.last
    assert row is not None  # noqa: S101 - only KPIs with a reading in the quarter are listed
    url = reverse("performance:oversight_kpi", args=[trust.slug, kpi.pk])
    place = WHOLE if trail.area is None else trail.area
    return KpiLine(
        kpi=kpi,
        reading=row,
        target=row.in_words(row.target),
        off_for=trail.quarters_off_target,
        chart=_chart(trust, f"trend-{kpi.pk}", kpi, trail, quarters, breaks, rebases),
        figures=trail.behind[-1],
        url=f"{url}?area={place}&quarter={row.quarter}",
    )


def _chart(
    trust: Partnership,
    chart_id: str,
    kpi: Kpi,
    trail: Trail,
    quarters: Sequence[str],
    breaks: dict[str, str],
    rebases: dict[str, str],
) -> LineChart | None:
    row = next((r for r in reversed(trail.readings) if r and r.definition), None)
    if row is None or row.definition is None:
        return None
    return trend_chart(
        chart_id,
        f"{kpi.name}, {row.place}",
        trend_of([trail], quarters, rebases, trust.coverage_floor),
        quarters,
        breaks_within(breaks, quarters),
        unit=row.definition.unit,
        decimals=row.definition.decimals,
    )


# --- A KPI over time ------------------------------------------------------------------------------
@dataclass(frozen=True)
class QuarterRow:
    """One quarter of a KPI in an area."""

    quarter: str
    reading: Reading
    target: str
    url: str


@dataclass(frozen=True)
class KpiHistory:
    """A KPI in one area over every quarter, and the figures behind the quarter in question."""

    kpi: Kpi
    area: int | None
    areas: list[tuple[str, str]]
    quarter: str
    rows: list[QuarterRow]
    chart: LineChart | None
    assurance: str
    figures: list[Counted]


ASSURANCE = {
    "pass": "If nothing changes, the target will be met: the limits lie on its good side.",
    "fail": "If nothing changes, the target will be missed: the limits lie on its bad side.",
    "inconsistent": "The target lies between the limits: it will be met in some quarters only.",
    "": "",
}


def kpi_history(trust: Partnership, kpi: Kpi, area: int | None, wanted: str) -> KpiHistory:
    """Every quarter of a KPI in an area (None is the whole), and what `wanted` is made of."""
    readings = Reading.objects.filter(partnership=trust, kpi=kpi).order_by("quarter")
    rows = list(readings.select_related("definition", "area"))
    quarters = sorted({row.quarter for row in rows})
    names = {row.area_id: row.area.name for row in rows if row.area is not None}
    of_area = [trail for trail in trails_of(rows, quarters).get(kpi.pk, []) if trail.area == area]
    trail = of_area[0] if of_area else Trail(kpi.pk, area, [None] * len(quarters))
    present = [row for row in trail.readings if row is not None]
    known = {row.quarter for row in present}
    quarter = wanted if wanted in known else max(known, default="")
    figures = counted(trust.pk, [kpi.pk], [quarter])
    attach([trail], figures, quarters, parents_of(trust, quarter) if quarter else {})
    rebases = rebases_of(trust.pk, [kpi.pk]).get((kpi.pk, area), {})
    base = reverse("performance:oversight_kpi", args=[trust.slug, kpi.pk])
    here = f"{base}?area={WHOLE if area is None else area}"
    breaks = breaks_of(trust.pk, [kpi.pk]).get(kpi.pk, {})
    return KpiHistory(
        kpi=kpi,
        area=area,
        areas=[(WHOLE, WHOLE_PARTNERSHIP), *sorted((str(k), v) for k, v in names.items())],
        quarter=quarter,
        rows=[_quarter_row(row, here) for row in reversed(present)],
        chart=_chart(trust, "history", kpi, trail, quarters, breaks, rebases),
        assurance=ASSURANCE[chart_of(present, rebases, trust.coverage_floor).assurance],
        figures=trail.behind[quarters.index(quarter)] if quarter else [],
    )


def _quarter_row(row: Reading, here: str) -> QuarterRow:
    return QuarterRow(
        quarter=row.quarter,
        reading=row,
        target=row.in_words(row.target),
        url=f"{here}&quarter={row.quarter}#figures",
    )
