"""Areas that ended, and what took their place: their dates, and the sums that stand for them after."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from commissioning.actions.indicator_files.figures import PLACES
from commissioning.actions.indicator_files.series import Series
from commissioning.models import Area

REFERENCE = Path(__file__).parent.parent / "reference" / "areas_that_ended.toml"


@dataclass(frozen=True)
class Ended:
    """An area that ended after its last day, and the codes of those that took its place."""

    code: str
    until: date
    successors: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A successor's figure, as far as a sum needs it: what was not published as a number is None."""

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None


@dataclass(frozen=True)
class Sum:
    """What the successors' figures come to together."""

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@cache
def areas_that_ended() -> tuple[Ended, ...]:
    """All of them, from the dated reference."""
    lines = tomllib.loads(REFERENCE.read_text(encoding="utf-8"))["ended"]
    return tuple(Ended(x["code"], x["until"], tuple(x["successors"])) for x in lines)


def date_the_ended() -> None:
    """Give areas that ended their last day, and their successors the day after as their first."""
    listed = areas_that_ended()
    codes = {code for line in listed for code in (line.code, *line.successors)}
    known = {a.code: a for a in Area.objects.filter(code__in=codes, partnership=None)}
    undated = [*_until(listed, known), *_from(listed, known)]
    if undated:
        Area.objects.bulk_update(undated, ["from_day", "until_day"])
    links = Area.successors.through
    pairs = {
        (known[line.code].pk, known[heir].pk)
        for line in listed
        for heir in line.successors
        if line.code in known and heir in known
    }
    there = set(
        links.objects.filter(from_area__in=[a for a, _ in pairs]).values_list(
            "from_area_id", "to_area_id"
        )
    )
    links.objects.bulk_create(
        [links(from_area_id=a, to_area_id=b) for a, b in sorted(pairs - there)],
        ignore_conflicts=True,
    )


def _until(listed: Iterable[Ended], known: dict[str, Area]) -> Iterator[Area]:
    for line in listed:
        area = known.get(line.code)
        if area is not None and area.until_day is None:
            area.until_day = line.until
            yield area


def _from(listed: Iterable[Ended], known: dict[str, Area]) -> Iterator[Area]:
    for line in listed:
        for heir in line.successors:
            area = known.get(heir)
            if area is not None and area.from_day is None:
                area.from_day = line.until + timedelta(days=1)
                yield area


#: A figure of a series, area code and period; None where there is none at all.
Known = Callable[[str, str, str], Part | None]


def sums_of(
    ended: Ended, wanted: Iterable[tuple[Series, str, date]], known: Known
) -> Iterator[tuple[Series, str, date, Sum]]:
    """The figures of an area after its end: its successors' numbers added, where all are known."""
    for series, period, period_end in wanted:
        if period_end <= ended.until:
            continue
        parts = [known(series.code, heir, period) for heir in ended.successors]
        if (found := summed(series, parts)) is not None:
            yield series, period, period_end, found


def summed(series: Series, parts: list[Part | None]) -> Sum | None:
    """Numbers over denominators, or counts, added up.

    None where a part is missing or withheld, and for what no sum can give: averages and ranks. The
    average of rates is never taken.
    """
    if series.adds_up:
        values = [part.value for part in parts if part is not None and part.value is not None]
        return Sum(sum(values, Decimal())) if parts and len(values) == len(parts) else None
    known = [
        (part.numerator, part.denominator)
        for part in parts
        if part is not None and part.numerator is not None and part.denominator is not None
    ]
    population = sum((below for _, below in known), Decimal())
    if not series.per or len(known) != len(parts) or not population:
        return None
    number = sum((above for above, _ in known), Decimal())
    value = (number / population * series.per).quantize(PLACES, ROUND_HALF_UP)
    return Sum(value, number, population)
