"""Reading published files of figures, as their publishers lay them out.

A reader turns one row into one figure or says in a sentence why it cannot. Nothing is written
here: `commissioning.actions.indicators` does that.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from commissioning.models import Area, Indicator, IndicatorFigure
from workflow.lifecycle import Refused

Status = IndicatorFigure.Status
#: The publishers' symbols for "no number here", each with its meaning.
SYMBOLS: Mapping[str, Status] = {
    "c": Status.SUPPRESSED,
    "z": Status.NOT_APPLICABLE,
    "x": Status.NOT_AVAILABLE,
    "k": Status.ROUNDS_TO_ZERO,
    "": Status.BLANK,
}
LICENCE = "Open Government Licence v3.0"
CLA_SOURCE = "Department for Education, Children looked after in England including adoptions: 2024"
IOD_SOURCE = (
    "Ministry of Housing, Communities and Local Government, English indices of deprivation 2025; "
    "long form by Trafford Data Lab"
)


class Unreadable(Exception):
    """A row that cannot be read, with the sentence that says why."""


@dataclass(frozen=True)
class Series:
    """What an indicator of a file is called, and how its figures may be added together.

    `per` is the number of the population a rate is given for; 0 where figures cannot be added.
    """

    code: str
    name: str
    unit: str
    polarity: Indicator.Polarity
    source: str
    numerator: str = ""
    denominator: str = ""
    decimals: int = 0
    per: int = 0


@dataclass(frozen=True)
class Place:
    """An area as a file names it."""

    code: str
    name: str
    kind: Area.Kind
    parent: str = ""


@dataclass(frozen=True)
class ReadFigure:
    """One figure as published: a value, or the reason there is none."""

    line: int
    series: Series
    place: Place
    parents: tuple[Place, ...]
    period: str
    period_end: date
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    status: Status


Row = Mapping[str, str]
RowReader = Callable[[int, Row], ReadFigure | None]


def _looked_after(code: str, name: str, polarity: Indicator.Polarity) -> Series:
    return Series(
        code=code,
        name=name,
        unit="per 10,000 children",
        polarity=polarity,
        source=CLA_SOURCE,
        numerator=name,
        denominator="Children aged under 18, population estimate",
        per=10_000,
    )


LOOKED_AFTER = {
    "Children looked after at 31 March each year": _looked_after(
        "children-looked-after", "Children looked after at 31 March", Indicator.Polarity.LOW
    ),
    "Children starting to be looked after each year": _looked_after(
        "children-starting-to-be-looked-after",
        "Children starting to be looked after in the year",
        Indicator.Polarity.LOW,
    ),
    "Children ceasing to be looked after each year": _looked_after(
        "children-ceasing-to-be-looked-after",
        "Children ceasing to be looked after in the year",
        Indicator.Polarity.NONE,
    ),
}
INCOME_DEPRIVATION = Series(
    code="income-deprivation-affecting-children-2025",
    name="Income deprivation affecting children (average score)",
    unit="average score (share of children)",
    polarity=Indicator.Polarity.LOW,
    source=IOD_SOURCE,
    numerator="Children aged 0 to 15 living in families with a low income",
    denominator="Children aged 0 to 15",
    decimals=3,
)
LEVELS = {"National", "Regional", "Local authority"}


def read_looked_after(line: int, row: Row) -> ReadFigure:
    """A row of the Department for Education's numbers and rates per 10,000 children."""
    series = LOOKED_AFTER.get(row["population_count"])
    if series is None:
        raise Unreadable(f"'{row['population_count']}' is not a measure this file is known for.")
    if row["geographic_level"] not in LEVELS:
        raise Unreadable(f"'{row['geographic_level']}' is not a level this file is known for.")
    if not (row["time_period"].isdigit() and len(row["time_period"]) == 4):
        raise Unreadable(f"'{row['time_period']}' is not a year.")
    country = Place(row["country_code"], row["country_name"], Area.Kind.COUNTRY)
    region = Place(row["region_code"], row["region_name"], Area.Kind.REGION, country.code)
    authority = Place(row["new_la_code"], row["la_name"], Area.Kind.AUTHORITY, region.code)
    places = [place for place in (country, region, authority) if place.code]
    value, status = number_or_symbol(row["rate_per_10000"], "rate_per_10000")
    return ReadFigure(
        line=line,
        series=series,
        place=places[-1],
        parents=tuple(places[:-1]),
        period=row["time_period"],
        period_end=date(int(row["time_period"]), 3, 31),
        value=value,
        numerator=number_or_symbol(row["number"], "number")[0],
        denominator=number_or_symbol(row["population_estimate"], "population_estimate")[0],
        status=status,
    )


def read_deprivation(line: int, row: Row) -> ReadFigure | None:
    """A row of the Indices of Deprivation by district; None for the domains not kept."""
    if row["index_domain"] != "Income Deprivation Affecting Children":
        return None
    code = row["area_code"]
    kind = Area.Kind.DISTRICT if code.startswith("E07") else Area.Kind.AUTHORITY
    value, status = number_or_symbol(row["average_score"], "average_score")
    return ReadFigure(
        line=line,
        series=INCOME_DEPRIVATION,
        place=Place(code, row["area_name"], kind),
        parents=(),
        period=row["deprivation_data_year"],
        period_end=date(int(row["deprivation_data_year"]), 12, 31),
        value=value,
        numerator=None,
        denominator=None,
        status=status,
    )


#: What tells each file: the columns it must have, and who reads its rows.
SHAPES: tuple[tuple[frozenset[str], RowReader], ...] = (
    (
        frozenset(
            [
                "time_period",
                "geographic_level",
                "country_code",
                "country_name",
                "region_code",
                "region_name",
                "la_name",
                "new_la_code",
                "population_count",
                "population_estimate",
                "number",
                "rate_per_10000",
            ]
        ),
        read_looked_after,
    ),
    (
        frozenset(
            ["area_code", "area_name", "deprivation_data_year", "index_domain", "average_score"]
        ),
        read_deprivation,
    ),
)


def number_or_symbol(text: str, column: str) -> tuple[Decimal | None, Status]:
    """A published number, or no number and the symbol's meaning. Raises Unreadable."""
    said = text.strip()
    if said in SYMBOLS:
        return None, SYMBOLS[said]
    try:
        value = Decimal(said.replace(",", ""))
    except InvalidOperation:
        raise Unreadable(f"'{said}' in {column} is neither a number nor a known symbol.") from None
    if not value.is_finite():
        raise Unreadable(f"'{said}' in {column} is not a number.")
    return value, Status.PUBLISHED


def rows_of(lines: Iterable[str]) -> tuple[RowReader, Iterator[tuple[int, Row]]]:
    """The reader of a file and its rows with their line numbers. Refuses a file of no known shape."""
    table = csv.DictReader(lines, restkey="", restval="")
    head = [name.removeprefix("\ufeff").strip() for name in table.fieldnames or []]
    table.fieldnames = head
    for columns, reader in SHAPES:
        if columns <= set(head):
            return reader, ((table.line_num, row) for row in table)
    raise Refused(
        "This file has none of the layouts that can be read. Send the Department for Education's "
        "numbers and rates of children looked after, or the Indices of Deprivation by district, "
        "as published."
    )
