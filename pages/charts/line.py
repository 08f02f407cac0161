"""A line chart of series over periods, with gaps, breaks, a target that may step, and limits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pages.charts.scale import Axis, axis, said, tidy, width_of
from pages.words import Figure

#: Colour, dashes and marker of each series in turn: any one of them alone tells series apart.
STYLES = (
    ("#12436d", "", "circle"),
    ("#a8431a", "7 4", "square"),
    ("#801650", "2 3", "triangle"),
    ("#1b7a72", "10 3 2 3", "diamond"),
    ("#3d3d3d", "4 2", "cross"),
    ("#5b4a9e", "1 4", "ring"),
)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Point:
    """One value of a series; a missing one says why, a signal is a change beyond chance."""

    value: Figure | None
    why: str = "no data"
    signal: bool = False


@dataclass(frozen=True)
class Series:
    """A named run of points, one for each period; plain numbers and None are taken as points."""

    name: str
    points: Sequence[Point | Figure | None]

    def point(self, place: int) -> Point:
        """The point of a period; periods beyond the last point have no data."""
        found = self.points[place] if place < len(self.points) else None
        return found if isinstance(found, Point) else Point(found)


@dataclass(frozen=True)
class Break:
    """A change in what is measured, just before period number `before` (from 0).

    It cuts every line, or only those of the series named in `only`.
    """

    before: int
    label: str
    only: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """One size of the picture: every list holds finished coordinates."""

    size: str
    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    y_ticks: list[tuple[float, str]] = field(default_factory=list)
    x_ticks: list[tuple[float, list[str]]] = field(default_factory=list)
    lines: list["DrawnLine"] = field(default_factory=list)
    target: str = ""
    target_label: tuple[float, float] | None = None
    band: list[str] = field(default_factory=list)
    breaks: list[tuple[float, str]] = field(default_factory=list)


@dataclass(frozen=True)
class DrawnLine:
    """One series as drawn."""

    name: str
    colour: str
    dash: str
    marker: str
    path: str
    points: list[tuple[float, float, bool]]
    label: tuple[float, float] | None


@dataclass(frozen=True)
class LineChart:
    """Two sizes of the picture (wide and narrow), its key, and its table."""

    id: str
    title: str
    description: str
    drawings: list[Drawing]
    key: list[DrawnLine]
    breaks: list[tuple[str, str]]
    has_target: bool
    has_band: bool
    band_label: str
    head: list[str]
    rows: list[tuple[str, list[tuple[str, bool]]]]
    source: str = ""


@dataclass(frozen=True)
class _Plan:
    """What is drawn, before its size is known."""

    periods: Sequence[str]
    series: Sequence[Series]
    unit: str
    target: Sequence[Figure | None]
    band: Sequence[tuple[Figure, Figure] | None]
    breaks: Sequence[Break]
    scale: Axis


def line_chart(
    chart_id: str,
    title: str,
    periods: Sequence[str],
    series: Sequence[Series],
    *,
    unit: str = "",
    target: Sequence[Figure | None] | Figure | None = None,
    band: Sequence[tuple[Figure, Figure] | None] | tuple[Figure, Figure] | None = None,
    band_label: str = "Expected range",
    breaks: Sequence[Break] = (),
    from_zero: bool = True,
    source: str = "",
) -> LineChart:
    """Lay out a line chart. `chart_id` must be unique on the page; at most six series.

    A target or band is one value for all periods, or one for each (None where there is none).
    Raises ValueError when there are too many series to tell apart.
    """
    if len(series) > len(STYLES):
        raise ValueError(f"A line chart holds at most {len(STYLES)} series, not {len(series)}.")
    targets = _each(target, len(periods))
    bands = [band] * len(periods) if isinstance(band, tuple) else list(band or ())
    scale = axis(_all_values(series, targets, bands), from_zero=from_zero)
    plan = _Plan(periods, series, unit, targets, bands, breaks, scale)
    drawings = [_draw(plan, "wide", 720, 330), _draw(plan, "narrow", 360, 280)]
    return LineChart(
        id=chart_id,
        title=title,
        description=_describe(plan),
        drawings=drawings,
        key=drawings[0].lines,
        breaks=[
            (letter, f"{one.label}, from {periods[one.before]}")
            for letter, one in zip(LETTERS, breaks, strict=False)
        ],
        has_target=any(value is not None for value in targets),
        has_band=any(bands),
        band_label=band_label,
        head=_head(plan, band_label),
        rows=[_row(plan, place) for place in range(len(periods))],
        source=source,
    )


def _each(value: Sequence[Figure | None] | Figure | None, count: int) -> list[Figure | None]:
    if isinstance(value, Sequence):
        return [*value, *[None] * (count - len(value))]
    return [value] * count if value is not None else []


def _all_values(
    series: Sequence[Series],
    targets: Iterable[Figure | None],
    bands: Iterable[tuple[Figure, Figure] | None],
) -> list[Figure]:
    points = [one.point(place).value for one in series for place in range(len(one.points))]
    edges = [edge for band in bands if band for edge in band]
    return [value for value in (*points, *targets, *edges) if value is not None]


def _draw(plan: _Plan, size: str, width: int, height: int) -> Drawing:
    wide = size == "wide"
    ticks = [plan.scale.label(tick, plan.unit) for tick in plan.scale.ticks]
    left = tidy(max(width_of(label, 14) for label in ticks) + 12)
    right = tidy(width - (_label_room(plan) if wide else 12))
    two_lines = any(" " in period for period in plan.periods)
    top, bottom = (26 if plan.breaks else 12), height - (46 if two_lines else 30)
    spot = _Spot(plan, left, right, top, bottom)
    lines = [_line(plan, spot, place) for place in range(len(plan.series))]
    return Drawing(
        size=size,
        width=width,
        height=height,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        y_ticks=[(spot.y(t), label) for t, label in zip(plan.scale.ticks, ticks, strict=True)],
        x_ticks=_x_ticks(plan, spot),
        lines=_spread(lines, top, bottom),
        target=_steps(plan, spot),
        target_label=_target_label(plan, spot),
        band=_bands(plan, spot),
        breaks=[
            (spot.edge(one.before), letter)
            for letter, one in zip(LETTERS, plan.breaks, strict=False)
        ],
    )


@dataclass(frozen=True)
class _Spot:
    """Turns a period and a value into a place."""

    plan: _Plan
    left: float
    right: float
    top: float
    bottom: float

    @property
    def slot(self) -> float:
        return (self.right - self.left) / max(len(self.plan.periods), 1)

    def x(self, place: int) -> float:
        return tidy(self.left + (place + 0.5) * self.slot)

    def edge(self, place: int) -> float:
        return tidy(self.left + place * self.slot)

    def y(self, value: Figure) -> float:
        return tidy(self.bottom - self.plan.scale.share(value) * (self.bottom - self.top))


def _label_room(plan: _Plan) -> float:
    names = [one.name for one in plan.series]
    names += ["Target"] if any(value is not None for value in plan.target) else []
    return min(max(width_of(name, 14) for name in names) + 20, 190) if names else 20


def _x_ticks(plan: _Plan, spot: _Spot) -> list[tuple[float, list[str]]]:
    """As many period labels as fit, the last one always among them; two lines where it helps."""
    split = [label.split(" ", 1) for label in plan.periods]
    widest = max((width_of(part, 13) for parts in split for part in parts), default=0) + 6
    every = max(1, -(-int(widest) // max(int(spot.slot), 1)))
    last = len(split) - 1
    return [
        (spot.x(place), parts) for place, parts in enumerate(split) if (last - place) % every == 0
    ]


def _line(plan: _Plan, spot: _Spot, number: int) -> DrawnLine:
    colour, dash, marker = STYLES[number]
    series = plan.series[number]
    cuts = {one.before for one in plan.breaks if not one.only or series.name in one.only}
    path: list[str] = []
    points: list[tuple[float, float, bool]] = []
    pen_down = False
    for place in range(len(plan.periods)):
        point = series.point(place)
        if point.value is None:
            pen_down = False
            continue
        x, y = spot.x(place), spot.y(point.value)
        pen_down = pen_down and place not in cuts
        path.append(f"{'L' if pen_down else 'M'}{x} {y}")
        points.append((x, y, point.signal))
        pen_down = True
    label = (tidy(spot.right + 8), points[-1][1]) if points else None
    return DrawnLine(series.name, colour, dash, marker, " ".join(path), points, label)


def _spread(lines: list[DrawnLine], top: float, bottom: float) -> list[DrawnLine]:
    """Move end labels apart so that none lies on another, keeping their order."""
    labels = {one.name: one.label for one in lines if one.label}
    moved: dict[str, tuple[float, float]] = {}
    at = top - 16
    for name, (x, y) in sorted(labels.items(), key=lambda named: named[1][1]):
        at = max(y, at + 16)
        moved[name] = (x, tidy(at))
    over = max(0.0, at - bottom)
    return [
        replace(one, label=(moved[one.name][0], tidy(moved[one.name][1] - over)))
        if one.name in moved
        else one
        for one in lines
    ]


def _steps(plan: _Plan, spot: _Spot) -> str:
    """The target as a line that is level within a period and steps between periods."""
    path: list[str] = []
    before: Figure | None = None
    for place, value in enumerate(plan.target):
        if value is not None:
            y = spot.y(value)
            path.append(f"{'M' if before is None else 'L'}{spot.edge(place)} {y}")
            path.append(f"L{spot.edge(place + 1)} {y}")
        before = value
    return " ".join(path)


def _target_label(plan: _Plan, spot: _Spot) -> tuple[float, float] | None:
    known = [value for value in plan.target if value is not None]
    return (tidy(spot.right - 4), tidy(spot.y(known[-1]) - 6)) if known else None


def _bands(plan: _Plan, spot: _Spot) -> list[str]:
    """The expected range as closed shapes, one for each unbroken run of periods."""
    shapes: list[str] = []
    run: list[tuple[int, tuple[Figure, Figure]]] = []
    for place, band in enumerate([*plan.band, None]):
        if band:
            run.append((place, band))
        elif run:
            upper = [(spot.edge(p + side), spot.y(b[1])) for p, b in run for side in (0, 1)]
            lower = [(spot.edge(p + side), spot.y(b[0])) for p, b in run for side in (0, 1)]
            shapes.append(" ".join(f"{x},{y}" for x, y in [*upper, *reversed(lower)]))
            run = []
    return shapes


def _head(plan: _Plan, band_label: str) -> list[str]:
    head = [one.name for one in plan.series]
    head += ["Target"] if any(value is not None for value in plan.target) else []
    return head + ([band_label] if any(plan.band) else [])


def _row(plan: _Plan, place: int) -> tuple[str, list[tuple[str, bool]]]:
    """A period and its cells, each with whether it is a number."""
    cells = []
    for one in plan.series:
        point = one.point(place)
        text = said(point.value, plan.unit, point.why)
        cells.append((f"{text} (signal)" if point.signal else text, point.value is not None))
    if any(value is not None for value in plan.target):
        cells.append((said(plan.target[place], plan.unit, "none"), plan.target[place] is not None))
    if any(plan.band):
        band = plan.band[place] if place < len(plan.band) else None
        words = f"{said(band[0], plan.unit)} to {said(band[1], plan.unit)}" if band else "none"
        cells.append((words, bool(band)))
    return plan.periods[place], cells


def _describe(plan: _Plan) -> str:
    """In a sentence for each series, where it began and where it is now."""
    sentences = [_course(plan, one) for one in plan.series]
    sentences += [f"Break before {plan.periods[one.before]}: {one.label}." for one in plan.breaks]
    return " ".join(sentences)


def _course(plan: _Plan, series: Series) -> str:
    known = [
        (period, series.point(place).value)
        for place, period in enumerate(plan.periods)
        if series.point(place).value is not None
    ]
    if not known:
        return f"{series.name}: no figures."
    (first, was), (last, now) = known[0], known[-1]
    gaps = len(plan.periods) - len(known)
    missing = f" {gaps} of {len(plan.periods)} periods missing." if gaps else ""
    if first == last:
        return f"{series.name}: {said(now, plan.unit)} in {last}.{missing}"
    return (
        f"{series.name}: {said(was, plan.unit)} in {first}, {said(now, plan.unit)} in {last}."
        f"{missing}"
    )
