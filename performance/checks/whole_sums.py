"""Figures of one return beside one another: groups and their whole, and KPIs that hang together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commissioning.models import KpiRelation
from performance.checks.rule import Ring, rule
from performance.entries import NONE, Ints
from performance.reference import COPIED_ROWS
from performance.workbook.definition import Asked, Col, Related
from performance.workbook.rows import Rows, where
from tabular.findings import Finding, Severity

Floats = NDArray[np.float64]
NUMBERS = (Col.NUMERATOR, Col.DENOMINATOR)
#: Numbers have two decimals at most; sums of floats differ by less than this from the true ones.
_SLIGHT = 0.004


@rule("whole.groups-not-whole", Ring.TOGETHER, example="Girls 12 and boys 15, and all 30.")
def groups_add_up(rows: Rows) -> Iterator[Finding]:
    """Where every group of a KPI is reported, the groups add up to the whole."""
    for column in NUMBERS:
        groups = _groups(rows, column)
        if groups is None:
            return
        differs = np.abs(groups.sums - groups.whole) > _SLIGHT
        for line in where(groups.all_given & differs):
            yield _of_groups(rows, groups, line, column, "add up to")


@rule(
    "whole.groups-above-whole", Ring.TOGETHER, example="Girls 20, boys not available, and all 15."
)
def groups_are_within_the_whole(rows: Rows) -> Iterator[Finding]:
    """Where some groups are not reported, the others together are not more than the whole."""
    for column in NUMBERS:
        groups = _groups(rows, column)
        if groups is None:
            return
        for line in where(~groups.all_given & (groups.sums - groups.whole > _SLIGHT)):
            yield _of_groups(rows, groups, line, column, "already come to")


@rule(
    "whole.parts-above-whole",
    Ring.TOGETHER,
    example="Visits by 14 days 30 and later visits 20, of 40 births.",
)
def parts_are_within_their_whole(rows: Rows) -> Iterator[Finding]:
    """KPIs that are parts of the same children come to at most 100% together."""
    for related in of_kind(rows.asked, KpiRelation.Kind.PARTS):
        places = places_of(rows.asked, related)
        parts, wholes = (rows.by_slot(column)[places] for column in NUMBERS)
        whole = np.nanmax(np.append(wholes, np.zeros((1, wholes.shape[1])), axis=0), axis=0)
        sums = np.nansum(parts, axis=0)
        complete = (~np.isnan(parts)).sum(axis=0) > 1
        for at in where(complete & (sums - whole > _SLIGHT)):
            last = places[np.flatnonzero(~np.isnan(parts[:, at]))[-1], at]
            words = f"the KPIs {_codes(rows, places[:, at])} come to {sums[at]:,g} "
            words = f"{words}together, of {whole[at]:,g}. "
            right = f"At most {whole[at]:,g} together."
            yield rows.at_slot(
                Severity.BLOCKER, last, Col.NUMERATOR, f"{words}{related.says} Check them.", right
            )


@rule(
    "whole.denominators-differ",
    Ring.TOGETHER,
    Severity.QUERY,
    example="C2 of 40 births, and C3 of 44 births.",
)
def parts_share_their_denominator(rows: Rows) -> Iterator[Finding]:
    """KPIs that are parts of the same children have the same denominator, or the reason is given."""
    for related in of_kind(rows.asked, KpiRelation.Kind.PARTS):
        places = places_of(rows.asked, related)
        wholes = rows.by_slot(Col.DENOMINATOR)[places]
        for other in range(1, len(places)):
            for at in where(np.abs(wholes[other] - wholes[0]) > _SLIGHT):
                first = rows.asked.line_at(places[0, at]).code
                words = f"the denominator ({wholes[other, at]:,g}) is not that of {first} "
                words = f"{words}({wholes[0, at]:,g}). "
                place = places[other, at]
                said = f"{words}{related.says}"
                yield rows.at_slot(Severity.QUERY, place, Col.DENOMINATOR, said)


@rule(
    "whole.not-the-numerator",
    Ring.TOGETHER,
    Severity.QUERY,
    example="Reviews made 30, and reviews by questionnaire out of 34.",
)
def denominators_are_numerators(rows: Rows) -> Iterator[Finding]:
    """Where a KPI is out of what another counts, the numbers are the same, or the reason is given."""
    for related in of_kind(rows.asked, KpiRelation.Kind.OF_NUMERATOR):
        places = places_of(rows.asked, related)
        of, counted = (
            rows.by_slot(Col.DENOMINATOR)[places[0]],
            rows.by_slot(Col.NUMERATOR)[places[1]],
        )
        for at in where(np.abs(of - counted) > _SLIGHT):
            other = rows.asked.line_at(places[1, at]).code
            words = f"the denominator ({of[at]:,g}) is not the numerator of {other} ({counted[at]:,g}). "
            said = f"{words}{related.says}"
            yield rows.at_slot(Severity.QUERY, places[0, at], Col.DENOMINATOR, said)


@rule(
    "whole.out-of-hundred",
    Ring.TOGETHER,
    Severity.QUERY,
    example="Every percentage is out of exactly 100.",
)
def denominators_are_counts(rows: Rows) -> Iterator[Finding]:
    """Denominators count children or families; where all are 100, percentages were entered."""
    mine = np.flatnonzero(rows.is_percentage & rows.gives_figures & rows.is_whole)
    if len(mine) >= COPIED_ROWS and (rows.denominator[mine] == 100).all():
        words = f"every percentage ({len(mine)} rows) is out of exactly 100. "
        words = f"{words}Enter how many, out of how many."
        yield rows.asks(int(mine[0]), Col.DENOMINATOR, words)


@dataclass(frozen=True)
class _Groups:
    """By line: the place of its whole, what it says, and what its groups come to."""

    place: Ints
    whole: Floats
    sums: Floats
    all_given: NDArray[np.bool_]


def _groups(rows: Rows, column: Col) -> _Groups | None:
    if not rows.asked.has_groups:
        return None
    slots, given = rows.asked.slots, rows.by_slot(column)
    count = len(rows.asked.lines)
    part = slots.group != NONE
    here = part & ~np.isnan(given)
    weights = given[here]
    sums = np.bincount(slots.line[here], weights=weights, minlength=count).astype(np.float64)
    asked, said = (np.bincount(slots.line[mask], minlength=count) for mask in (part, here))
    place = np.flatnonzero(~part)
    return _Groups(place, given[place], sums, (asked > 0) & (asked == said))


def _of_groups(rows: Rows, groups: _Groups, line: int, column: Col, verb: str) -> Finding:
    sums, whole = groups.sums[line], groups.whole[line]
    words = (
        f"the groups {verb} {sums:,g}, but the {column.lower()} for all is {whole:,g}. Check them."
    )
    right = f"{sums:,g}, if the groups are right."
    return rows.at_slot(Severity.BLOCKER, int(groups.place[line]), column, words, right)


def of_kind(asked: Asked, kind: str) -> list[Related]:
    """The relations of a kind between KPIs asked for."""
    return [related for related in asked.relations if related.kind == kind]


def places_of(asked: Asked, related: Related) -> Ints:
    """The places of its KPIs (rows) in each area in which all asked for are (columns)."""
    starts = np.flatnonzero(asked.slots.group == NONE)
    by_code: dict[str, dict[int | None, int]] = {code: {} for code in related.codes}
    for line, place in zip(asked.lines, starts.tolist(), strict=True):
        if line.code in by_code:
            by_code[line.code][line.area_id] = place
    parts = related.kind == KpiRelation.Kind.PARTS
    of = [areas for areas in by_code.values() if areas or not parts]
    common = [area for area in of[0] if all(area in areas for areas in of)] if len(of) > 1 else []
    return np.array([[areas[area] for area in common] for areas in of], dtype=np.int64).reshape(
        max(len(of), 1), len(common)
    )


def _codes(rows: Rows, places: Ints) -> str:
    codes = [rows.asked.line_at(place).code for place in places.tolist()]
    return f"{', '.join(codes[:-1])} and {codes[-1]}"
