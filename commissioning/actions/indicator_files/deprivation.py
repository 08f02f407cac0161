"""The Indices of Deprivation by local authority district, in long form: a row for each domain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.actions.indicator_files.figures import (
    Place,
    ReadFigure,
    Row,
    Unreadable,
    amount,
    column_of,
)
from commissioning.actions.indicator_files.series import series_of
from commissioning.models import Area

MEASURES = (
    "average_score",
    "average_rank",
    "proportion_bottom_decile",
    "rank_average_score",
    "rank_average_rank",
    "rank_proportion_bottom_decile",
)
COLUMNS = frozenset(["area_code", "area_name", "deprivation_data_year", "index_domain", *MEASURES])
#: Codes of districts below a county council begin so; the others are authorities of their own.
SHIRE_DISTRICT = "E07"


def figures_of(line: int, row: Row) -> Iterator[ReadFigure]:
    """The six measures of a domain in a district. Scores may be below zero."""
    domain = column_of(row, "index_domain").strip()
    year = column_of(row, "deprivation_data_year").strip()
    if not (year.isdecimal() and year.isascii() and len(year) == 4 and year >= "1900"):
        raise Unreadable(f"'{year[:20]}' is not a year.")
    code = column_of(row, "area_code").strip()
    kind = Area.Kind.DISTRICT if code.startswith(SHIRE_DISTRICT) else Area.Kind.AUTHORITY
    place = Place(code, column_of(row, "area_name").strip(), kind)
    for measure in MEASURES:
        series = series_of("deprivation").get((measure, domain))
        if series is None:
            raise Unreadable(f"'{domain[:80]}' is not a domain this file is known for.")
        yield ReadFigure(
            line=line,
            series=series,
            place=place,
            parents=(),
            period=year,
            period_end=date(int(year), 12, 31),
            value=amount(column_of(row, measure), measure, may_be_negative=True),
        )
