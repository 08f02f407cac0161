"""Loading published figures into indicators."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from commissioning.actions.indicator_files import (
    LICENCE,
    Place,
    ReadFigure,
    Row,
    RowReader,
    Series,
    Status,
    Unreadable,
    rows_of,
)
from commissioning.models import Area, Indicator, IndicatorFigure

ENDED = Path(__file__).parent.parent / "reference" / "areas_that_ended.toml"
FIGURE_FIELDS = ["period_end", "value", "numerator", "denominator", "status", "derived"]
BATCH = 500


@dataclass(frozen=True)
class RefusedRow:
    """A row that was not loaded, and why."""

    line: int
    sentence: str


@dataclass
class ImportReport:
    """What became of a file: rows read, figures kept, numbers withheld by the publisher."""

    read: int = 0
    kept: int = 0
    left_out: int = 0
    derived: int = 0
    withheld: Counter[str] = field(default_factory=Counter)
    refused: list[RefusedRow] = field(default_factory=list)

    @property
    def suppressed(self) -> int:
        """Figures suppressed to protect confidentiality."""
        return self.withheld[Status.SUPPRESSED]


def load_figures(lines: Iterable[str], *, only: Collection[str] = ()) -> ImportReport:
    """Load a published file into indicators, areas and figures; loading it again changes nothing.

    `lines` are the file's lines as text. `only` names area codes; rows of other areas are left
    out. A symbol is kept as what it means and never as zero. Raises Refused when the file has no
    known layout; a row that cannot be read is listed in the report and the others are loaded.
    """
    reader, rows = rows_of(lines)
    report = ImportReport()
    found: dict[tuple[str, str, str], ReadFigure] = {}
    for line, row in rows:
        report.read += 1
        figure = _read(reader, line, row, report)
        if figure is None:
            continue
        if only and figure.place.code not in only:
            report.left_out += 1
            continue
        key = (figure.series.code, figure.place.code, figure.period)
        if key in found:
            sentence = f"The same area, measure and year stand in line {found[key].line} already."
            report.refused.append(RefusedRow(line, sentence))
            continue
        found[key] = figure
    with transaction.atomic():
        _write(list(found.values()), report)
    return report


def _read(reader: RowReader, line: int, row: Row, report: ImportReport) -> ReadFigure | None:
    try:
        figure = reader(line, row)
        if figure is not None and not figure.place.code:
            raise Unreadable("The row names no area.")
    except (Unreadable, ValueError) as reason:
        report.refused.append(RefusedRow(line, str(reason)))
        return None
    report.left_out += figure is None
    return figure


def _write(figures: list[ReadFigure], report: ImportReport) -> None:
    indicators = {s.code: _indicator(s) for s in dict.fromkeys(f.series for f in figures)}
    areas = _areas(figures)
    date_the_ended()
    kept = [
        IndicatorFigure(
            indicator=indicators[f.series.code],
            area=areas[f.place.code],
            period=f.period,
            period_end=f.period_end,
            value=f.value,
            numerator=f.numerator,
            denominator=f.denominator,
            status=f.status,
        )
        for f in figures
    ]
    derived = list(_derived(figures, indicators, areas))
    replaced = {(d.indicator_id, d.area_id, d.period) for d in derived}
    kept = [k for k in kept if (k.indicator_id, k.area_id, k.period) not in replaced]
    IndicatorFigure.objects.bulk_create(
        [*kept, *derived],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["indicator", "area", "period"],
        update_fields=FIGURE_FIELDS,
    )
    report.kept, report.derived = len(figures), len(derived)
    report.withheld.update(f.status for f in figures if f.status != Status.PUBLISHED)


def _indicator(series: Series) -> Indicator:
    fields = {
        "name": series.name,
        "unit": series.unit,
        "polarity": series.polarity,
        "numerator_definition": series.numerator,
        "denominator_definition": series.denominator,
        "source": series.source,
        "licence": LICENCE,
        "decimals": series.decimals,
    }
    return Indicator.objects.update_or_create(code=series.code, defaults=fields)[0]


def _areas(figures: Iterable[ReadFigure]) -> dict[str, Area]:
    """Every area the figures name, by code; those not yet known are made, largest first."""
    places: dict[str, Place] = {}
    for figure in figures:
        for place in (*figure.parents, figure.place):
            places.setdefault(place.code, place)
    known = {area.code: area for area in Area.objects.filter(code__in=places)}
    largest_first = [Area.Kind.COUNTRY, Area.Kind.REGION, Area.Kind.AUTHORITY, Area.Kind.DISTRICT]
    for place in sorted(places.values(), key=lambda p: largest_first.index(p.kind)):
        parent = known.get(place.parent)
        if place.code not in known:
            known[place.code] = Area.objects.create(
                code=place.code, name=place.name, kind=place.kind, parent=parent
            )
        elif known[place.code].parent_id is None and parent is not None:
            known[place.code].parent = parent
            known[place.code].save(update_fields=["parent"])
    return known


def date_the_ended() -> None:
    """Give areas that ended their last day, and their successors the day after as their first."""
    for line in tomllib.loads(ENDED.read_text(encoding="utf-8"))["ended"]:
        _date(line)


def _date(line: dict[str, Any]) -> None:
    until: date = line["until"]
    successors = list(Area.objects.filter(code__in=line["successors"]))
    for successor in successors:
        if successor.from_day is None:
            successor.from_day = until + timedelta(days=1)
            successor.save(update_fields=["from_day"])
    ended = Area.objects.filter(code=line["code"]).first()
    if ended is None:
        return
    if ended.until_day is None:
        ended.until_day = until
        ended.save(update_fields=["until_day"])
    ended.successors.add(*successors)


def _derived(
    figures: list[ReadFigure], indicators: dict[str, Indicator], areas: dict[str, Area]
) -> Iterable[IndicatorFigure]:
    """Figures of a divided area after its end: the sum of its successors, where all are known."""
    by_key = {(f.series.code, f.place.code, f.period): f for f in figures}
    ended = Area.objects.filter(code__in=areas, until_day__isnull=False)
    for area in ended.prefetch_related("successors"):
        heirs = [heir.code for heir in area.successors.all()]
        for series, period in dict.fromkeys((f.series, f.period) for f in figures):
            parts = [by_key.get((series.code, code, period)) for code in heirs]
            summed = _sum(series, [part for part in parts if part is not None])
            whole = all(part is not None for part in parts)
            if summed is None or not whole or summed.period_end <= (area.until_day or date.max):
                continue
            summed.indicator, summed.area = indicators[series.code], area
            yield summed


def _sum(series: Series, parts: list[ReadFigure]) -> IndicatorFigure | None:
    """The sum of numbers over the sum of populations; None where a part is withheld."""
    numerators = [p.numerator for p in parts if p.numerator is not None]
    denominators = [p.denominator for p in parts if p.denominator is not None]
    complete = len(numerators) == len(denominators) == len(parts)
    if not parts or not series.per or not complete or not sum(denominators):
        return None
    number, population = sum(numerators, Decimal()), sum(denominators, Decimal())
    return IndicatorFigure(
        period=parts[0].period,
        period_end=parts[0].period_end,
        value=round(number / population * series.per, 4),
        numerator=number,
        denominator=population,
        status=Status.PUBLISHED,
        derived=True,
    )
