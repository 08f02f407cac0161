"""Reading published figures: by area, against England and the region, over time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from accounts.models import Partnership
from commissioning.models import Area, Indicator, IndicatorFigure
from commissioning.queries.best_quarter import BestQuarter, best_quarters
from pages.charts import Break, LineChart, Point, Series, line_chart
from pages.words import day, number

Status = IndicatorFigure.Status
LARGEST_CHART = 6
DERIVED = "derived: the sum of the areas that took its place"


@dataclass(frozen=True)
class Lens:
    """The areas a partnership looks through: its own, then its regions, then the country."""

    partnership: Partnership
    local: list[Area]
    regions: list[Area]
    countries: list[Area]

    @property
    def areas(self) -> list[Area]:
        """All of them, the partnership's own first."""
        return [*self.local, *self.regions, *self.countries]

    def published_for(self, on: date) -> list[Area]:
        """Those that exist on a day and have any figure published for them."""
        seen = IndicatorFigure.objects.seen_by(self.partnership).filter(area__in=self.areas)
        known = set(seen.order_by().values_list("area", flat=True).distinct())
        return [area for area in self.areas if area.pk in known and area.exists_on(on)]


def lens_of(partnership: Partnership) -> Lens:
    """The areas of a partnership that figures are published for, with those they replaced."""
    chosen = partnership.areas.select_related("area__parent__parent__parent").prefetch_related(
        "area__predecessors", "area__parent__predecessors"
    )
    found: dict[int, Area] = {}
    for line in chosen:
        area: Area | None = line.area
        while area is not None:
            found.setdefault(area.pk, area)
            area = area.parent
    for area in list(found.values()):
        if area.kind == Area.Kind.AUTHORITY:
            found.update({a.pk: a for a in area.predecessors.all() if a.pk not in found})
    of_kind = defaultdict(list)
    for area in found.values():
        of_kind[area.kind].append(area)
    regions, countries = of_kind.pop(Area.Kind.REGION, []), of_kind.pop(Area.Kind.COUNTRY, [])
    local = [area for areas in of_kind.values() for area in areas]
    local.sort(key=lambda a: (a.until_day is None, a.kind, a.name))
    return Lens(partnership, local, regions, countries)


@dataclass(frozen=True)
class Comparison:
    """An area's figure of the latest period beside England's and the region's."""

    area: Area
    figure: IndicatorFigure | None
    value: str
    note: str
    counts: str
    from_england: str
    from_region: str
    from_best: str
    may_carry_a_need: bool


@dataclass(frozen=True)
class IndicatorStory:
    """Everything an indicator's page shows.

    `not_for` are the localities nothing is published for: figures are never shared out over them.
    `own` says that figures the partnership loaded for itself are among those shown.
    """

    indicator: Indicator
    period: str = ""
    period_end: date | None = None
    rows: list[Comparison] = field(default_factory=list)
    chart: LineChart | None = None
    country: Area | None = None
    region: Area | None = None
    best: BestQuarter | None = None
    not_for: list[Area] = field(default_factory=list)
    own: bool = False


def story_of(indicator: Indicator, lens: Lens) -> IndicatorStory:
    """The latest figures compared, and the trend. Areas without any row are left out."""
    seen = IndicatorFigure.objects.seen_by(lens.partnership).filter(indicator=indicator)
    figures = list(seen.filter(area__in=lens.areas).select_related("area").order_by("period_end"))
    ends = [f.period_end for f in figures if f.value is not None]
    known = {f.area_id for f in figures}
    areas = [area for area in lens.areas if area.pk in known]
    if not ends:
        return IndicatorStory(indicator)
    latest = max(ends)
    now = {f.area_id: f for f in figures if f.period_end == latest}
    country = next((a for a in lens.countries if a.pk in known), None)
    region = next((a for a in lens.regions if a.pk in known), None)
    best = best_quarters({indicator.pk: latest}, [indicator], lens.partnership).get(indicator.pk)
    return IndicatorStory(
        indicator=indicator,
        period=next(f.period for f in figures if f.period_end == latest),
        period_end=latest,
        rows=[_compared(indicator, area, now, country, region, best) for area in areas],
        chart=_trend(indicator, areas, figures),
        country=country,
        region=region,
        best=best,
        not_for=[a for a in lens.local if a.kind == Area.Kind.LOCALITY and a.pk not in known],
        own=any(f.partnership_id for f in figures),
    )


def shown(indicator: Indicator, figure: IndicatorFigure | None) -> str:
    """A figure as words: the number in the indicator's decimals, or what its symbol means."""
    if figure is None:
        return "Not published"
    if figure.value is None:
        return str(figure.get_status_display())
    return number(figure.value, indicator.decimals)


def _compared(
    indicator: Indicator,
    area: Area,
    now: dict[int, IndicatorFigure],
    country: Area | None,
    region: Area | None,
    best: BestQuarter | None,
) -> Comparison:
    figure = now.get(area.pk)
    is_local = area.kind not in {Area.Kind.REGION, Area.Kind.COUNTRY}
    against_country = now.get(country.pk) if country and area != country else None
    against_region = now.get(region.pk) if region and is_local else None
    return Comparison(
        area=area,
        figure=figure,
        value=shown(indicator, figure),
        note=_note(area, figure),
        counts=counted(figure),
        from_england=difference(indicator, figure, against_country),
        from_region=difference(indicator, figure, against_region),
        from_best=best.gap(figure.value) if best and figure and is_local else "",
        may_carry_a_need=is_local and area.until_day is None,
    )


def counted(figure: IndicatorFigure | None) -> str:
    """What a figure was made from, in words: "482 of 51,775"; a symbol is said, never a zero."""
    if figure is None or not figure.denominator_status or not figure.numerator_status:
        return ""
    above, below = (
        number(value) if value is not None else Status(status).label.lower()
        for value, status in (
            (figure.numerator, figure.numerator_status),
            (figure.denominator, figure.denominator_status),
        )
    )
    withheld = figure.numerator is None and figure.denominator is None
    return "" if withheld else f"{above} of {below}"


def _note(area: Area, figure: IndicatorFigure | None) -> str:
    if figure is None:
        return ""
    if figure.derived:
        return DERIVED
    if area.until_day and area.until_day < figure.period_end:
        return f"ended on {day(area.until_day)}"
    return ""


def difference(
    indicator: Indicator, figure: IndicatorFigure | None, other: IndicatorFigure | None
) -> str:
    """How far a figure is from another, in words: "23 higher (worse)"; empty when not known."""
    if figure is None or other is None or figure.value is None or other.value is None:
        return ""
    places = Decimal(1).scaleb(-indicator.decimals)
    gap = figure.value.quantize(places) - other.value.quantize(places)
    if not gap:
        return "the same"
    size = number(abs(gap), indicator.decimals)
    way = "higher" if gap > 0 else "lower"
    if indicator.polarity == Indicator.Polarity.NONE:
        return f"{size} {way}"
    better = (gap > 0) == (indicator.polarity == Indicator.Polarity.HIGH)
    return f"{size} {way} ({'better' if better else 'worse'})"


def evidence_for(indicator: Indicator, area: Area, lens: Lens) -> str:
    """The published figures in a sentence, for the record of a need; empty where there are none."""
    story = story_of(indicator, lens)
    row = next((r for r in story.rows if r.area == area), None)
    if row is None or row.figure is None or row.figure.value is None:
        return ""
    base = f" ({row.counts})" if row.counts else ""
    beside = [
        f"{other.area} {other.value}" + (f" ({area} is {gap})" if gap else "")
        for other, gap in _beside(story, row)
    ]
    compared = f"; {', '.join(beside)}" if beside else ""
    return (
        f"{indicator.name}, {area}, {story.period}: {row.value} {indicator.unit}{base}{compared}. "
        f"Source: {indicator.source}."
    )


def _beside(story: IndicatorStory, row: Comparison) -> list[tuple[Comparison, str]]:
    found = []
    for other in story.rows:
        if other.area == story.country:
            found.append((other, row.from_england))
        elif other.area == story.region:
            found.append((other, row.from_region))
    return found


def _trend(
    indicator: Indicator, areas: list[Area], figures: list[IndicatorFigure]
) -> LineChart | None:
    periods = list(dict.fromkeys(f.period for f in figures))
    if len(periods) < 2:
        return None
    by_key = {(f.area_id, f.period): f for f in figures}
    drawn = areas[-LARGEST_CHART:]
    series = [
        Series(area.name, [_point(indicator, by_key.get((area.pk, p))) for p in periods])
        for area in drawn
    ]
    ends = {f.period: f.period_end for f in figures}
    valued = [f for f in figures if f.value is not None]
    begun = {a.pk for a in drawn if a.from_day and not _before(valued, a)}
    return line_chart(
        "trend",
        f"{indicator.name}, {indicator.unit}",
        periods,
        series,
        breaks=_breaks(
            drawn, [ends[p] for p in periods], {f.area_id for f in figures if f.derived}, begun
        ),
        source=f"{indicator.source}. {indicator.licence}.",
    )


def _point(indicator: Indicator, figure: IndicatorFigure | None) -> Point:
    if figure is None or figure.value is None:
        return Point(None, shown(indicator, figure).lower())
    return Point(round(figure.value, indicator.decimals))


def _before(valued: list[IndicatorFigure], area: Area) -> bool:
    """Whether figures are printed for an area from before it began: then it only changed its code."""
    first = area.from_day or date.min
    return any(f.area_id == area.pk and f.period_end < first for f in valued)


def _breaks(areas: list[Area], ends: list[date], derived: set[int], new: set[int]) -> list[Break]:
    """One break where areas of the chart ended or began, named for all of them."""
    found = []
    for place, end in enumerate(ends[1:], start=1):
        before = ends[place - 1]
        ended = [a.name for a in areas if a.until_day and before <= a.until_day < end]
        begun = [a.name for a in areas if a.pk in new and a.from_day and before < a.from_day <= end]
        if not ended and not begun:
            continue
        said = [f"{joined(ended)} ended"] if ended else []
        said += [f"{joined(begun)} began"] if begun else []
        label = "; ".join(said)
        if any(a.pk in derived for a in areas if a.name in ended):
            label += f" (the figure of {joined(ended)} after it is {DERIVED})"
        found.append(Break(before=place, label=label, only=(*ended, *begun)))
    return found


def joined(names: list[str]) -> str:
    """Names in running text: a, b and c."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
