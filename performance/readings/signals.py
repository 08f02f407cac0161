"""What the XmR charts of readings say, worked out when readings change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from accounts.models import Partnership
from commissioning.models import KpiVersion
from contracts.models import KpiTerms
from performance.models import Reading
from performance.numbers import Chart, xmr

#: A KPI and an area (None for the whole): what a chart is drawn of.
SeriesKey = tuple[int, int | None]
Rebases = dict[SeriesKey, dict[str, str]]


def watch(partnership: Partnership, kpis: Collection[int], since: str) -> None:
    """Work out the signals of a partnership's readings from a quarter on, and write what changed.

    Each reading is judged by the quarters up to its own, as it was when it was new.
    """
    floor = partnership.coverage_floor
    rebases = rebases_of(partnership.pk, kpis)
    rows = Reading.objects.filter(partnership=partnership, kpi__in=kpis)
    series: dict[SeriesKey, list[Reading]] = defaultdict(list)
    for row in rows.select_related("definition").order_by("quarter"):
        series[row.kpi_id, row.area_id].append(row)
    changed = []
    for key, readings in series.items():
        for place, row in enumerate(readings):
            if row.quarter >= since:
                said = _said(readings[: place + 1], rebases.get(key, {}), floor)
                if said != (row.turn, row.signal):
                    row.turn, row.signal = said
                    changed.append(row)
    Reading.objects.bulk_update(changed, ["turn", "signal"], batch_size=200)


def rebases_of(partnership_id: int, kpis: Collection[int]) -> Rebases:
    """The quarters from which limits start afresh, with the reason, by KPI and area.

    What is added up from an area starts afresh with it: the area it is part of, and the whole.
    """
    terms = (
        KpiTerms.objects.filter(agreement__partnership=partnership_id, scheduled__kpi__in=kpis)
        .exclude(rebased="")
        .select_related("scheduled")
        .prefetch_related("agreement__areas__area")
    )
    found: Rebases = defaultdict(dict)
    for one in terms:
        kpi = one.scheduled.kpi_id
        areas: set[int | None] = {None}
        if one.scheduled.by_area:
            served = [place.area for place in one.agreement.areas.all()]
            areas |= {area.pk for area in served} | {area.parent_id for area in served}
        for area in areas:
            found[kpi, area][one.from_quarter] = one.rebased
    return found


def breaks_of(partnership_id: int, kpis: Collection[int]) -> dict[int, dict[str, str]]:
    """Where terms changed: by KPI, the quarter from which and what changed, in words."""
    terms = (
        KpiTerms.objects.filter(agreement__partnership=partnership_id, scheduled__kpi__in=kpis)
        .select_related("scheduled", "variation", "agreement")
        .order_by("from_quarter", "agreement__reference")
    )
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for one in terms:
        words = _what_changed(one)
        if words:
            changes = found[one.scheduled.kpi_id]
            before = changes.get(one.from_quarter)
            changes[one.from_quarter] = f"{before}; {words}" if before else words
    return found


def _what_changed(terms: KpiTerms) -> str:
    reference = terms.agreement.reference
    if terms.variation is not None:
        changed = f"variation {terms.variation.number} of {reference}"
        return f"{changed}, limits start afresh: {terms.rebased}" if terms.rebased else changed
    return f"{reference}, limits start afresh: {terms.rebased}" if terms.rebased else ""


def chart_of(readings: Sequence[Reading], rebased: Collection[str], floor: int) -> Chart:
    """The XmR chart of one series, in time order, against its latest target.

    A quarter with too few figures in to be rated (`floor`, per cent) is passed over like one with no
    value: a part of a sum would move the limits of every quarter after it.
    """
    definition = readings[-1].definition if readings else None
    higher = definition is None or definition.polarity == KpiVersion.Polarity.HIGHER
    values = [row.value if row.covered(floor) else None for row in readings]
    places = _places(readings, rebased)
    target = readings[-1].target if readings else None
    return xmr(values, higher=higher, rebased=places, target=target)


def _places(readings: Sequence[Reading], rebased: Collection[str]) -> list[int]:
    """Where limits start afresh: at each rebase, and where the definition changed."""
    places = []
    for place in range(1, len(readings)):
        before, row = readings[place - 1], readings[place]
        redefined = None not in (before.definition_id, row.definition_id)
        redefined = redefined and before.definition_id != row.definition_id
        if redefined or any(before.quarter < q <= row.quarter for q in rebased):
            places.append(place)
    return places


def _said(readings: Sequence[Reading], rebased: Collection[str], floor: int) -> tuple[str, str]:
    """Which way the last reading's signal points, and the signal in words; both may be ""."""
    chart = chart_of(readings, rebased, floor)
    last = chart.last
    if last is None or not last.signal:
        return "", ""
    trial = " (trial limits: fewer than 12 points)" if chart.trial else ""
    return last.turn, f"{Reading.Turn(last.turn).label}: {last.rule}{trial}"
