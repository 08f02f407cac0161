"""What every local authority file of the Department for Education has: the year and the place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from commissioning.actions.indicator_files.figures import Place, Row, Unreadable, column_of
from commissioning.models import Area

COLUMNS = frozenset(
    [
        "time_period",
        "geographic_level",
        "country_code",
        "country_name",
        "region_code",
        "region_name",
        "la_name",
        "new_la_code",
    ]
)
Kind = Area.Kind
LEVELS = {"National": Kind.COUNTRY, "Regional": Kind.REGION, "Local authority": Kind.AUTHORITY}


@dataclass(frozen=True)
class WhereAndWhen:
    """The place a row is about, what it lies in (the largest first), and the year to 31 March."""

    place: Place
    parents: tuple[Place, ...]
    period: str
    period_end: date


def where_and_when(row: Row) -> WhereAndWhen:
    """The place and year of a row. Raises Unreadable."""
    year = column_of(row, "time_period").strip()
    if not (year.isdecimal() and year.isascii() and len(year) == 4 and year >= "1900"):
        raise Unreadable(f"'{year[:20]}' is not a year.")
    level = column_of(row, "geographic_level").strip()
    if level not in LEVELS:
        raise Unreadable(f"'{level[:40]}' is not a level this file is known for.")
    places = _places(*(column_of(row, name).strip() for name in _PLACED))
    wanted = [place for place in places if place.code]
    if not wanted or wanted[-1].kind != LEVELS[level]:
        raise Unreadable(f"The row is of the level '{level}' and names no such area.")
    return WhereAndWhen(wanted[-1], tuple(wanted[:-1]), year, date(int(year), 3, 31))


_PLACED = (
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "new_la_code",
    "la_name",
)


@lru_cache(maxsize=2000)
def _places(
    country_code: str, country: str, region_code: str, region: str, code: str, name: str
) -> tuple[Place, Place, Place]:
    return (
        Place(country_code, country, Kind.COUNTRY),
        Place(region_code, region, Kind.REGION, country_code),
        Place(code, name, Kind.AUTHORITY, region_code),
    )
