"""A horizontal bar chart: one value for each of several areas, providers or outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.charts.scale import Axis, axis, said, tidy, width_of
from pages.words import Figure

ROW, NARROW_ROW, BAR = 34, 50, 20
PLAIN, MARKED, REFERENCE = "#5d7f92", "#12436d", "#0b0c0c"


@dataclass(frozen=True)
class Bar:
    """One bar; a missing value says why, a marked one is the one in question."""

    label: str
    value: Figure | None
    why: str = "no data"
    marked: bool = False


@dataclass(frozen=True)
class DrawnBar:
    """One bar as drawn: its box, where its label and its value are written."""

    label: str
    x: float
    y: float
    width: float
    height: int
    colour: str
    label_x: float
    label_y: float
    text: str
    text_x: float
    text_y: float
    missing: bool
    marked: bool


@dataclass(frozen=True)
class BarDrawing:
    """One size of the picture."""

    size: str
    width: int
    height: int
    bars: list[DrawnBar]
    zero: float
    top: int
    bottom: int
    reference: float | None
    reference_anchor: str


@dataclass(frozen=True)
class BarChart:
    """Two sizes of the picture and its table."""

    id: str
    title: str
    description: str
    drawings: list[BarDrawing]
    reference: str
    label_head: str
    value_head: str
    rows: list[tuple[str, str, bool]]
    source: str = ""


def bar_chart(
    chart_id: str,
    title: str,
    bars: Sequence[Bar],
    *,
    unit: str = "",
    reference: tuple[str, Figure] | None = None,
    label_head: str = "Area",
    value_head: str = "Value",
    source: str = "",
) -> BarChart:
    """Lay out bars in the order given, from zero. `reference` is a named line such as England."""
    known = [bar.value for bar in bars if bar.value is not None]
    scale = axis([*known, *([reference[1]] if reference else [])])
    rows = [(bar.label, said(bar.value, unit, bar.why), bar.value is not None) for bar in bars]
    named = f"{reference[0]}: {said(reference[1], unit)}" if reference else ""
    if reference:
        rows.append((reference[0], said(reference[1], unit), True))
    line = reference[1] if reference else None
    return BarChart(
        id=chart_id,
        title=title,
        description=". ".join(f"{label} {text}" for label, text, _ in rows) + ".",
        drawings=[_draw(bars, scale, unit, line, wide) for wide in (True, False)],
        reference=named,
        label_head=label_head,
        value_head=value_head,
        rows=rows,
        source=source,
    )


def _draw(
    bars: Sequence[Bar], scale: Axis, unit: str, reference: Figure | None, wide: bool
) -> BarDrawing:
    width, row = (720, ROW) if wide else (360, NARROW_ROW)
    longest = max((width_of(bar.label, 14) for bar in bars), default=0)
    room = max((width_of(said(bar.value, unit, bar.why), 14) for bar in bars), default=0) + 14
    left = tidy(min(longest + 12, 240)) if wide else 2
    top = 26 if reference is not None else 6
    span = width - left - room
    zero = tidy(left + scale.share(0) * span)
    line = tidy(left + scale.share(reference) * span) if reference is not None else None
    return BarDrawing(
        size="wide" if wide else "narrow",
        width=width,
        height=top + row * len(bars) + 6,
        bars=[
            _bar(bar, scale, unit, (left, span), top + place * row, wide)
            for place, bar in enumerate(bars)
        ],
        zero=zero,
        top=top,
        bottom=top + row * len(bars),
        reference=line,
        reference_anchor="end" if line is not None and line > width / 2 else "start",
    )


def _bar(
    bar: Bar, scale: Axis, unit: str, across: tuple[float, float], y: int, wide: bool
) -> DrawnBar:
    left, span = across
    zero = left + scale.share(0) * span
    end = left + scale.share(bar.value) * span if bar.value is not None else zero
    box_y = y + (7 if wide else 24)
    return DrawnBar(
        label=bar.label,
        x=tidy(min(zero, end)),
        y=box_y,
        width=tidy(abs(end - zero)),
        height=BAR,
        colour=MARKED if bar.marked else PLAIN,
        label_x=tidy(left - 10) if wide else left,
        label_y=box_y + 15 if wide else y + 18,
        text=said(bar.value, unit, bar.why),
        text_x=tidy(max(zero, end) + 6),
        text_y=box_y + 15,
        missing=bar.value is None,
        marked=bar.marked,
    )
