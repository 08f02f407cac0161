"""Loading published figures into indicators: what would change, and the change itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import Partnership
from commissioning.actions import indicator_rows as rows
from commissioning.actions.areas_ended import Ended, areas_that_ended, sums_of
from commissioning.actions.indicator_files.figures import ReadFigure, Status
from commissioning.actions.indicator_files.layouts import Reading, RefusedRow, read_rows
from commissioning.actions.indicator_files.series import Series
from commissioning.actions.indicator_rows import Key, Values
from commissioning.models import IndicatorLoad

#: How many changed figures are shown as examples.
EXAMPLES = 20


@dataclass(frozen=True)
class Change:
    """A figure that differs from the one kept: what it is of, what it was and what it becomes."""

    what: str
    before: str
    after: str


@dataclass
class LoadReport:
    """What became of a file, or what would become of it.

    `kept` figures came from the file's rows, `withheld` of them hold a symbol and no number. New,
    changed and the same are counted in the database, with the sums of divided areas (`derived`),
    which stand in place of what a file prints for an area after its end.
    """

    layout: str = ""
    read: int = 0
    kept: int = 0
    left_out: int = 0
    derived: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    withheld: Counter[str] = field(default_factory=Counter)
    refused: list[RefusedRow] = field(default_factory=list)
    examples: list[Change] = field(default_factory=list)

    @property
    def suppressed(self) -> int:
        """Figures suppressed to protect confidentiality."""
        return self.withheld[Status.SUPPRESSED]

    @property
    def published(self) -> int:
        """Figures with a number."""
        return self.kept - sum(self.withheld.values())

    @property
    def changes_something(self) -> bool:
        """Whether any figure is new or differs."""
        return bool(self.new or self.changed)


@dataclass
class Plan:
    """The figures a file asks for beside those there are, split by what has to be done.

    `differing` are a partnership's that stand against shared ones: written beside them, as its own.
    """

    report: LoadReport
    new: list[tuple[Key, Values]] = field(default_factory=list)
    changed: list[tuple[int, Key, Values]] = field(default_factory=list)
    differing: list[tuple[Key, Values]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)


#: Makes or finds the record of the load that figures are written under.
Recorded = Callable[[LoadReport], IndicatorLoad]


def load_figures(
    lines: Iterable[str], *, only: Collection[str] = (), whose: Partnership | None = None
) -> LoadReport:
    """Read a published file, given as its lines of text, and load it. Raises Refused as reading does."""
    return load(read_rows(lines, only=only), whose)


def preview(reading: Reading, whose: Partnership | None) -> LoadReport:
    """What loading the file would do. Changes nothing."""
    return _plan(reading, whose, set(rows.known_areas(reading, whose))).report


def load(
    reading: Reading, whose: Partnership | None, recorded: Recorded | None = None
) -> LoadReport:
    """Load a file that has been read: for all (None), or for one partnership alone.

    One transaction, with the indicators locked. Loading for all makes the areas the file names; a
    partnership's load refuses rows of areas that are not known, and keeps as its own what differs
    from what it sees. Loading the same file again writes nothing: `recorded` is asked for the
    record of the load only when something is new or changed.
    """
    with transaction.atomic():
        indicators = rows.locked_indicators(reading)
        if whose is None:
            rows.make_areas(reading)
        areas = rows.known_areas(reading, whose)
        plan = _plan(reading, whose, set(areas))
        if plan.report.changes_something:
            record = recorded(plan.report) if recorded else None
            writer = rows.Writer(whose, indicators, areas, record)
            writer.remove(plan.gone)
            writer.add([*plan.new, *plan.differing])
            writer.change(plan.changed)
    return plan.report


# --- What has to be done ----------------------------------------------------------------------------
def _plan(reading: Reading, whose: Partnership | None, areas: set[str]) -> Plan:
    report = LoadReport(reading.layout.name, read=reading.rows, left_out=reading.left_out)
    report.refused = list(reading.refused)
    figures = _of_known_areas(reading.figures, areas, report)
    report.kept = len(figures)
    report.withheld.update(
        f.value.status for f in figures.values() if f.value.status != Status.PUBLISHED
    )
    wanted = {key: rows.values_of(figure) for key, figure in figures.items()}
    derived = dict(_derived(figures, whose, areas))
    report.derived = len(derived)
    kept = rows.kept(reading, whose)
    plan = Plan(report)
    names = {f.place.code: f.place.name for f in figures.values()}
    for key, values in (wanted | derived).items():
        before = kept.get(key)
        if before is None:
            plan.new.append((key, values))
        elif before.values != values:
            _example(report, figures, names, key, before.values, values)
            if before.is_own:
                plan.changed.append((before.pk, key, values))
            else:
                plan.differing.append((key, values))
    plan.gone = _no_longer_made(kept, wanted, derived, figures)
    differing = len(plan.changed) + len(plan.differing)
    report.new, report.changed = len(plan.new), differing + len(plan.gone)
    report.same = len(wanted | derived) - len(plan.new) - differing
    return plan


def _of_known_areas(
    figures: Iterable[ReadFigure], areas: set[str], report: LoadReport
) -> dict[Key, ReadFigure]:
    """The figures of areas that are known; the rows of the others are refused, each once."""
    found: dict[Key, ReadFigure] = {}
    unknown: dict[int, str] = {}
    for figure in figures:
        if figure.place.code in areas:
            found[figure.key] = figure
        else:
            unknown[figure.line] = (
                f"The area {figure.place.code} ({figure.place.name}) is not one that is known "
                "here. The installation's operator loads a file with new areas."
            )
    report.refused += [RefusedRow(line, sentence) for line, sentence in unknown.items()]
    report.refused.sort(key=lambda row: row.line)
    return found


def _derived(
    figures: dict[Key, ReadFigure], whose: Partnership | None, areas: set[str]
) -> Iterable[tuple[Key, Values]]:
    """The sums of areas that ended, for every series and period a successor has a figure of."""
    ended = [line for line in areas_that_ended() if line.code in areas]
    heirs = {code for line in ended for code in line.successors}
    touched = [f for f in figures.values() if f.place.code in heirs]
    if not touched:
        return
    known = dict(rows.parts_kept(touched, heirs, whose))
    known |= {figure.key: rows.part_of(figure) for figure in touched}
    for line in ended:
        for series, period, period_end, total in sums_of(
            line, _asked(line, touched), lambda *key: known.get(key)
        ):
            yield (series.code, line.code, period), rows.values_of_sum(total, period_end)


def _asked(line: Ended, touched: list[ReadFigure]) -> Iterable[tuple[Series, str, date]]:
    mine = (f for f in touched if f.place.code in line.successors)
    return dict.fromkeys((f.series, f.period, f.period_end) for f in mine)


def _no_longer_made(
    kept: dict[Key, rows.Kept],
    wanted: dict[Key, Values],
    derived: dict[Key, Values],
    figures: dict[Key, ReadFigure],
) -> list[int]:
    """Sums kept from before that the successors' figures of this file no longer allow."""
    heirs = {line.code: set(line.successors) for line in areas_that_ended()}
    touched = {(f.series.code, f.period, f.place.code) for f in figures.values()}
    return [
        there.pk
        for (series, area, period), there in kept.items()
        if there.is_own
        and there.values[rows.DERIVED]
        and (series, area, period) not in derived
        and (series, area, period) not in wanted
        and any((series, period, heir) in touched for heir in heirs.get(area, ()))
    ]


def _example(
    report: LoadReport,
    figures: dict[Key, ReadFigure],
    names: dict[str, str],
    key: Key,
    before: Values,
    after: Values,
) -> None:
    """Keep the first changed figures, in words, to be looked at before anything is loaded."""
    if len(report.examples) >= EXAMPLES:
        return
    code, area, period = key
    name = figures[key].series.name if key in figures else code
    what = f"{name}, {names.get(area, area)}, {period}"
    said = [_said(values) for values in (before, after)]
    if said[0] == said[1]:
        said = [_said(values, whole=True) for values in (before, after)]
    report.examples.append(Change(what, *said))


def _said(values: Values, *, whole: bool = False) -> str:
    """A figure's value in words; `whole` adds what it was made from."""
    value, above, below = values[1:4]
    shown = _plain(value) if value is not None else str(Status(values[4]).label)
    made = f" ({_plain(above)} of {_plain(below)})" if whole else ""
    return f"{shown}{made}{', derived' if values[rows.DERIVED] else ''}"


def _plain(number: Any) -> str:
    return "not known" if number is None else f"{Decimal(number).normalize():f}"
