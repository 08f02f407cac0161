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
from performance.models import KpiReturn, Reading
from performance.models.ledger import Coverage, coverage_of, ledger_rows
from performance.models.matters import PERSISTENT
from performance.models.signals import breaks_of, chart_of, rebases_of
from performance.models.snapshot import limits_of, said_of, series_of, words_of
from performance.models.summing import parents_of
from performance.models.trail import Source, Trail, attach, quarters_to, sources_of, trails_of
from performance.queries.charts import Json, trend_chart
from performance.values import in_words, parts_in_words

#: In an address, the column of the whole partnership.
WHOLE = "whole"
NO_OUTCOME = 0
WHOLE_WORDS = "Whole partnership"


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
    returns = KpiReturn.objects.filter(agreement__partnership=trust, quarter=quarter)
    return coverage_of(ledger_rows(returns.order_by("version"), at))


# --- The grid -------------------------------------------------------------------------------------
def grid(trust: Partnership, quarter: str) -> HeatTable:
    """Outcomes by areas: how many KPIs are on, near and off target, never one combined number."""
    rows = Reading.objects.filter(partnership=trust, quarter=quarter).select_related("kpi__outcome")
    cells: dict[tuple[int, int | None], list[Reading]] = defaultdict(list)
    outcomes: dict[int, Outcome | None] = {}
    for row in rows:
        outcome = row.kpi.outcome
        outcomes[outcome.pk if outcome else NO_OUTCOME] = outcome
        cells[outcome.pk if outcome else NO_OUTCOME, row.area_id].append(row)
    columns = _columns(trust, {area for _outcome, area in cells})
    lines = sorted(outcomes.items(), key=lambda item: _outcome_order(item[1]))
    return HeatTable(
        caption=f"KPIs by outcome and area, {Quarter.parse(quarter).label}",
        corner="Outcome",
        columns=[words for _area, words in columns],
        rows=[
            HeatRow(
                label=str(outcome or "KPIs without an outcome"),
                cells=[
                    _cell(cells[pk, area], _cell_url(trust, pk, area, quarter))
                    for area, _words in columns
                ],
            )
            for pk, outcome in lines
        ],
    )


def _outcome_order(outcome: Outcome | None) -> tuple[bool, int, str]:
    return (outcome is None, outcome.order if outcome else 0, str(outcome))


def _columns(trust: Partnership, present: set[int | None]) -> list[tuple[int | None, str]]:
    """The whole first, then the partnership's areas in its own order, where there are readings."""
    areas = trust.areas.select_related("area").filter(area__in=[a for a in present if a])
    listed: list[tuple[int | None, str]] = [(one.area_id, one.area.name) for one in areas]
    missing = present - {pk for pk, _name in listed} - {None}
    if missing:
        others = Area.objects.filter(pk__in=[pk for pk in missing if pk])
        listed += list(others.values_list("pk", "name"))
    return [(None, WHOLE_WORDS), *listed]


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
class ContractLine:
    """One accepted figure of one contract."""

    source: Source
    shown: str
    parts: str
    target: str


@dataclass(frozen=True)
class KpiLine:
    """One KPI in one area and quarter: its value, rating and signal, its trend, its contracts."""

    kpi: Kpi
    reading: Reading
    shown: str
    parts: str
    target: str
    off_for: int
    chart: LineChart | None
    contracts: list[ContractLine]
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
    sources = sources_of(trust.pk, list(kpis), [quarter])
    attach(trails.values(), sources, quarters, parents_of(trust, quarter))
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
        shown=said_of(row),
        parts=parts_in_words(row.numerator, row.denominator),
        target=words_of(row, row.target),
        off_for=trail.quarters_off_target,
        chart=_chart(f"trend-{kpi.pk}", kpi, trail, quarters, breaks, rebases),
        contracts=[_contract_line(row, source) for source in trail.sources[-1]],
        url=f"{url}?area={place}&quarter={row.quarter}",
    )


def _contract_line(row: Reading, source: Source) -> ContractLine:
    definition = row.definition
    unit, decimals = (definition.unit, definition.decimals) if definition else ("count", 1)
    return ContractLine(
        source=source,
        shown=in_words(unit, decimals, source.value) or source.why or "No value",
        parts=parts_in_words(source.numerator, source.denominator),
        target=in_words(unit, decimals, source.target),
    )


def _chart(
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
    place = str(row.area) if row.area else WHOLE_WORDS
    trend: Json = {
        "series": [series_of(trail)],
        "targets": [None if t is None else str(t) for t in trail.targets],
        "limits": limits_of(trail, quarters, rebases),
    }
    changes = [{"quarter": q, "label": words} for q, words in sorted(breaks.items())]
    return trend_chart(
        chart_id,
        f"{kpi.name}, {place}",
        trend,
        quarters,
        changes,
        unit=row.definition.unit,
        decimals=row.definition.decimals,
    )


# --- A KPI over time ------------------------------------------------------------------------------
@dataclass(frozen=True)
class QuarterRow:
    """One quarter of a KPI in an area."""

    quarter: str
    reading: Reading
    shown: str
    parts: str
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
    contracts: list[ContractLine]


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
    sources = sources_of(trust.pk, [kpi.pk], [quarter])
    attach([trail], sources, quarters, parents_of(trust, quarter) if quarter else {})
    rebases = rebases_of(trust.pk, [kpi.pk]).get((kpi.pk, area), {})
    chosen = next((row for row in present if row.quarter == quarter), None)
    base = reverse("performance:oversight_kpi", args=[trust.slug, kpi.pk])
    here = f"{base}?area={WHOLE if area is None else area}"
    behind = trail.sources[quarters.index(quarter)] if quarter else []
    return KpiHistory(
        kpi=kpi,
        area=area,
        areas=[(WHOLE, WHOLE_WORDS), *sorted((str(k), v) for k, v in names.items())],
        quarter=quarter,
        rows=[_quarter_row(row, here) for row in reversed(present)],
        chart=_chart(
            "history", kpi, trail, quarters, breaks_of(trust.pk, [kpi.pk]).get(kpi.pk, {}), rebases
        ),
        assurance=ASSURANCE[chart_of(present, rebases).assurance],
        contracts=[_contract_line(chosen, source) for source in behind] if chosen else [],
    )


def _quarter_row(row: Reading, here: str) -> QuarterRow:
    return QuarterRow(
        quarter=row.quarter,
        reading=row,
        shown=said_of(row),
        parts=parts_in_words(row.numerator, row.denominator),
        target=words_of(row, row.target),
        url=f"{here}&quarter={row.quarter}#figures",
    )
