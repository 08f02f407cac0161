"""Reading published figures: by area, against England and the region, over time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.models import Partnership
from commissioning.models import Area, Indicator, IndicatorFigure, Objective
from pages.charts import Break, LineChart, Point, Series, line_chart
from pages.words import day, number

Status = IndicatorFigure.Status
LARGEST_CHART = 6
DERIVED = "derived: the sum of the areas that took its place"


@dataclass(frozen=True)
class Lens:
    """The areas a partnership looks through: its own, then its regions, then the country."""

    local: list[Area]
    regions: list[Area]
    countries: list[Area]

    @property
    def areas(self) -> list[Area]:
        """All of them, the partnership's own first."""
        return [*self.local, *self.regions, *self.countries]

    def published_for(self, on: date) -> list[Area]:
        """Those that exist on a day and have any figure published for them."""
        named = IndicatorFigure.objects.filter(area__in=self.areas).values_list("area", flat=True)
        known = set(named.distinct().order_by())
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
    return Lens(local, regions, countries)


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
    may_carry_a_need: bool


@dataclass(frozen=True)
class IndicatorStory:
    """Everything an indicator's page shows."""

    indicator: Indicator
    period: str
    period_end: date | None
    rows: list[Comparison]
    chart: LineChart | None
    country: Area | None
    region: Area | None


def story_of(indicator: Indicator, lens: Lens) -> IndicatorStory:
    """The latest figures compared, and the trend. Areas without any row are left out."""
    figures = list(
        indicator.figures.filter(area__in=lens.areas).select_related("area").order_by("period_end")
    )
    ends = [f.period_end for f in figures if f.value is not None]
    known = {f.area_id for f in figures}
    areas = [area for area in lens.areas if area.pk in known]
    if not ends:
        return IndicatorStory(indicator, "", None, [], None, None, None)
    latest = max(ends)
    now = {f.area_id: f for f in figures if f.period_end == latest}
    country = next((a for a in lens.countries if a.pk in known), None)
    region = next((a for a in lens.regions if a.pk in known), None)
    rows = [_compared(indicator, area, now, country, region) for area in areas]
    period = next(f.period for f in figures if f.period_end == latest)
    chart = _trend(indicator, areas, figures)
    return IndicatorStory(indicator, period, latest, rows, chart, country, region)


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
) -> Comparison:
    figure = now.get(area.pk)
    counts = ""
    if figure and figure.numerator is not None and figure.denominator is not None:
        counts = f"{number(figure.numerator)} of {number(figure.denominator)}"
    is_local = area.kind not in {Area.Kind.REGION, Area.Kind.COUNTRY}
    against_country = now.get(country.pk) if country and area != country else None
    against_region = now.get(region.pk) if region and is_local else None
    return Comparison(
        area=area,
        figure=figure,
        value=shown(indicator, figure),
        note=_note(area, figure),
        counts=counts,
        from_england=difference(indicator, figure, against_country),
        from_region=difference(indicator, figure, against_region),
        may_carry_a_need=is_local and area.until_day is None,
    )


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
    return line_chart(
        "trend",
        f"{indicator.name}, {indicator.unit}",
        periods,
        series,
        breaks=_breaks(
            drawn, [ends[p] for p in periods], {f.area_id for f in figures if f.derived}
        ),
        source=f"{indicator.source}. {indicator.licence}.",
    )


def _point(indicator: Indicator, figure: IndicatorFigure | None) -> Point:
    if figure is None or figure.value is None:
        return Point(None, shown(indicator, figure).lower())
    return Point(round(figure.value, indicator.decimals))


def _breaks(areas: list[Area], ends: list[date], derived: set[int]) -> list[Break]:
    """One break where areas of the chart ended or began, named for all of them."""
    found = []
    for place, end in enumerate(ends[1:], start=1):
        before = ends[place - 1]
        ended = [a.name for a in areas if a.until_day and before <= a.until_day < end]
        begun = [a.name for a in areas if a.from_day and before < a.from_day <= end]
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


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator in the list, with its latest figure for each area."""

    indicator: Indicator
    period: str
    values: list[str]


@dataclass(frozen=True)
class IndicatorGroup:
    """The indicators of one objective; of none, where `objective` is empty."""

    heading: str
    objective: Objective | None
    lines: list[IndicatorLine]


def groups_of(partnership: Partnership, areas: list[Area]) -> list[IndicatorGroup]:
    """Every indicator under the objective it measures, with its latest figures for `areas`."""
    lines = {line.indicator.pk: line for line in _lines(areas)}
    groups, used = [], set()
    for objective in partnership.objectives.select_related("outcome").order_by(
        "outcome__order", "order"
    ):
        found = lines.get(objective.indicator_id or 0)
        used.add(objective.indicator_id)
        heading = f"{objective.outcome}: {objective}"
        groups.append(IndicatorGroup(heading, objective, [found] if found else []))
    rest = [line for pk, line in lines.items() if pk not in used]
    groups.append(IndicatorGroup("Not joined to an objective", None, rest))
    return [g for g in groups if g.lines or g.objective]


def _lines(areas: list[Area]) -> list[IndicatorLine]:
    wanted = [area.pk for area in areas]
    figures: dict[int, dict[date, dict[int, IndicatorFigure]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for figure in IndicatorFigure.objects.filter(area__in=wanted):
        figures[figure.indicator_id][figure.period_end][figure.area_id] = figure
    lines = []
    for indicator in Indicator.objects.all():
        periods = figures.get(indicator.pk, {})
        known = [
            end
            for end, by_area in periods.items()
            if any(f.value is not None for f in by_area.values())
        ]
        latest = periods[max(known)] if known else {}
        period = next((f.period for f in latest.values()), "")
        lines.append(
            IndicatorLine(indicator, period, [shown(indicator, latest.get(pk)) for pk in wanted])
        )
    return lines
