"""The rows of indicators, areas and figures, many at a time: one read of those there are, few writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection

from accounts.models import Partnership
from commissioning.actions.areas_ended import Part, Sum, areas_that_ended, date_the_ended
from commissioning.actions.indicator_files.figures import NOTHING, Amount, ReadFigure, Status
from commissioning.actions.indicator_files.layouts import Reading
from commissioning.models import Area, Indicator, IndicatorFigure, IndicatorLoad
from workflow.locking import all_locked

#: The fields of a figure beside what it is of, in the order of its values.
FIELDS = (
    "period_end",
    "value",
    "numerator",
    "denominator",
    "status",
    "numerator_status",
    "denominator_status",
    "derived",
)
#: What a figure is of, whose it is, and the load that wrote it.
OWNED = ("indicator", "area", "period", "partnership", "load")
#: The place of "derived" among them.
DERIVED = FIELDS.index("derived")
LARGEST_FIRST = (Area.Kind.COUNTRY, Area.Kind.REGION, Area.Kind.AUTHORITY, Area.Kind.DISTRICT)
#: Series, area and period, by their codes.
Key = tuple[str, str, str]
Values = tuple[Any, ...]


def values_of(figure: ReadFigure) -> Values:
    """A figure of a file as the values of its row."""
    amounts = (figure.value, figure.numerator, figure.denominator)
    numbers = (amount.number for amount in amounts)
    return (figure.period_end, *numbers, *(str(amount.status) for amount in amounts), False)


def values_of_sum(total: Sum, period_end: date) -> Values:
    """The sum of a divided area as the values of its row."""
    made_of = Amount(total.numerator, Status.PUBLISHED) if total.numerator is not None else NOTHING
    status = str(made_of.status)
    numbers = (total.value, total.numerator, total.denominator)
    return (period_end, *numbers, str(Status.PUBLISHED), status, status, True)


def part_of(figure: ReadFigure) -> Part:
    """A figure of a file as a part of a sum."""
    return Part(figure.value.number, figure.numerator.number, figure.denominator.number)


def parts_kept(
    touched: Iterable[ReadFigure], heirs: set[str], whose: Partnership | None
) -> Iterator[tuple[Key, Part]]:
    """The figures of successors known already, as their reader sees them: the file may hold one only."""
    series = {figure.series.code for figure in touched}
    every = IndicatorFigure.objects
    seen = every.of(None) if whose is None else every.seen_by(whose)
    found = seen.filter(indicator__code__in=series, area__code__in=heirs).order_by()
    for code, area, period, *numbers in found.values_list(
        "indicator__code", "area__code", "period", "value", "numerator", "denominator"
    ):
        yield (code, area, period), Part(*numbers)


@dataclass(frozen=True)
class Kept:
    """A figure that is there already. `is_own` says that it belongs to whoever loads now."""

    pk: int
    is_own: bool
    values: Values


def kept(reading: Reading, whose: Partnership | None) -> dict[Key, Kept]:
    """The figures of the file's indicators as whoever loads sees them now, by what they are of."""
    series = {figure.series.code for figure in reading.figures}
    every = IndicatorFigure.objects
    seen = every.of(None) if whose is None else every.seen_by(whose)
    found = seen.filter(indicator__code__in=series).order_by()
    owner = whose.pk if whose else None
    names = ("pk", "partnership_id", "indicator__code", "area__code", "period", *FIELDS)
    return {
        (code, area, period): Kept(pk, partnership == owner, tuple(values))
        for pk, partnership, code, area, period, *values in found.values_list(*names)
    }


# --- Areas and indicators ---------------------------------------------------------------------------
def known_areas(reading: Reading, whose: Partnership | None) -> dict[str, int]:
    """The national areas a file is about that are known, by code, with those they took the place of."""
    codes = {figure.place.code for figure in reading.figures}
    codes |= {line.code for line in areas_that_ended() if codes & set(line.successors)}
    known = Area.objects.filter(partnership=None, code__in=codes)
    return dict(known.values_list("code", "pk"))


def make_areas(reading: Reading) -> None:
    """Make the areas of the file that are not known yet, the largest first; date those that ended."""
    places = {
        place.code: place
        for figure in reading.figures
        for place in (*figure.parents, figure.place)
        if not place.fault
    }
    known = {area.code: area for area in Area.objects.filter(code__in=places)}
    for kind in LARGEST_FIRST:
        missing = [p for p in places.values() if p.kind == kind and p.code not in known]
        made = Area.objects.bulk_create(
            Area(code=p.code, name=p.name, kind=p.kind, parent=known.get(p.parent)) for p in missing
        )
        known.update((area.code, area) for area in made)
    _place_the_loose(places.values(), known)
    date_the_ended()


def _place_the_loose(places: Iterable[Any], known: dict[str, Area]) -> None:
    """Give an area known without a parent the one this file names."""
    loose = []
    for place in places:
        area, parent = known[place.code], known.get(place.parent)
        if area.parent_id is None and parent is not None and area.partnership_id is None:
            area.parent = parent
            loose.append(area)
    if loose:
        Area.objects.bulk_update(loose, ["parent"])


def locked_indicators(reading: Reading) -> dict[str, int]:
    """The indicators of a file by code, made or brought up to date, locked until the load has ended."""
    series = {figure.series.code: figure.series for figure in reading.figures}
    wanted = Indicator.objects.filter(code__in=series)
    known = set(wanted.values_list("code", flat=True))
    missing = [Indicator(code=c, **s.fields) for c, s in series.items() if c not in known]
    if missing:
        Indicator.objects.bulk_create(missing, ignore_conflicts=True)
    locked = all_locked(wanted)
    outdated: list[Indicator] = []
    for indicator in locked:
        fields = series[indicator.code].fields
        if any(getattr(indicator, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(indicator, name, value)
            outdated.append(indicator)
    if outdated:
        Indicator.objects.bulk_update(outdated, list(series[outdated[0].code].fields))
    return {indicator.code: indicator.pk for indicator in locked}


# --- Figures ----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Writer:
    """Writes figures of one owner, under the record of one load."""

    whose: Partnership | None
    indicators: dict[str, int]
    areas: dict[str, int]
    load: IndicatorLoad | None

    def add(self, new: list[tuple[Key, Values]]) -> None:
        """Write figures there were none of."""
        names = (*OWNED, *FIELDS)
        _many(
            f"INSERT INTO {_TABLE} ({_columns(names)}) VALUES ({_marks(names)})",  # noqa: S608
            ((*self._owned(key), *_ready(FIELDS, values)) for key, values in new),
            len(new),
        )

    def change(self, changed: list[tuple[int, Key, Values]]) -> None:
        """Write figures in place of those there are."""
        names = ("load", *FIELDS)
        load = self.load.pk if self.load else None
        _many(
            f"UPDATE {_TABLE} SET {_columns(names, ' = %s')} WHERE id = %s",  # noqa: S608
            ((load, *_ready(FIELDS, values), pk) for pk, _, values in changed),
            len(changed),
        )

    def remove(self, gone: list[int]) -> None:
        """Take away sums that can no longer be made."""
        _many(
            f"DELETE FROM {_TABLE} WHERE id = %s",  # noqa: S608
            ((pk,) for pk in gone),
            len(gone),
        )

    def _owned(self, key: Key) -> Values:
        """The keys of what a figure is of and whose it is."""
        code, area, period = key
        whose, load = (row.pk if row else None for row in (self.whose, self.load))
        return (self.indicators[code], self.areas[area], period, whose, load)


# The statements name our own table and columns; every value travels beside them.
_TABLE = connection.ops.quote_name(IndicatorFigure._meta.db_table)


@cache
def _field(name: str) -> Any:
    return IndicatorFigure._meta.get_field(name)


def _columns(names: Iterable[str], mark: str = "") -> str:
    return ", ".join(connection.ops.quote_name(_field(name).column) + mark for name in names)


def _marks(names: Iterable[str]) -> str:
    return ", ".join("%s" for _ in names)


def _ready(names: Iterable[str], values: Values) -> list[Any]:
    """Values as the database takes them."""
    return [
        _field(name).get_db_prep_save(value, connection)
        for name, value in zip(names, values, strict=True)
    ]


def _many(statement: str, rows: Iterable[Iterable[Any]], count: int) -> None:
    """One statement for any number of rows: thousands of figures take a second, not a minute."""
    if count:
        with connection.cursor() as cursor:
            cursor.executemany(statement, [tuple(row) for row in rows])
