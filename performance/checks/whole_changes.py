"""Comparisons: figures beside those the provider stands by for earlier periods."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from commissioning.models import KpiRelation, KpiVersion
from performance.checks.rule import Ring, rule
from performance.checks.whole_sums import of_kind, places_of
from performance.entries import NONE
from performance.reference import (
    COHORT_PART,
    JUMP_PART,
    LEAST_PART,
    LEAST_POINTS,
    MAD_SCALE,
    PERIODS_NEEDED,
    SMALL_CHANGE,
    UNUSUAL_PART,
    UNUSUAL_TIMES,
)
from performance.values import in_words, number_in_words
from performance.workbook.definition import Col, Line
from performance.workbook.history import TIMES, values_of
from performance.workbook.numbers import NAN
from performance.workbook.rows import Rows, where
from performance.workbook.statuses import NIL, REPORTED
from tabular.cells import decimal_of
from tabular.findings import Finding, Severity

Floats = NDArray[np.float64]


@rule(
    "history.unusual-change",
    Ring.COMPARISON,
    Severity.QUERY,
    example="50% now, and 74% to 77% in the four periods before.",
)
def changes_are_explained(rows: Rows) -> Iterator[Finding]:
    """A value far from your own earlier ones is right, and its reason is given in its row.

    Far: further from the median of up to eight periods than three times their usual distance from it
    (median absolute deviation), than chance would take it, and by five children or families or more.
    """
    history = rows.history
    usual, spread, periods = (
        rows.of_lines(f) for f in (history.usual, history.spread, history.periods)
    )
    times = rows.of_lines(history.times)
    values = values_of(rows.numerator, rows.denominator, times)
    allowed = np.maximum(spread * float(UNUSUAL_TIMES * MAD_SCALE), _by_chance(rows, usual))
    expected = np.where(times > 0, usual * rows.denominator / np.where(times > 0, times, 1), usual)
    moved = np.abs(rows.numerator - expected) >= float(SMALL_CHANGE)
    far = (np.abs(values - usual) > allowed) & (periods >= PERIODS_NEEDED)
    for row in where(_comparable(rows) & (rows.status == REPORTED) & far & moved):
        if line := rows.line(row):
            now, usually = _said(line, values[row]), _said(line, usual[row])
            words = f"{now} is far from the {int(periods[row])} periods before (usually {usually})."
            yield rows.asks(row, Col.NUMERATOR, words)


@rule(
    "history.suddenly-nil",
    Ring.COMPARISON,
    Severity.QUERY,
    example="Nil now, and 30 in the period before.",
)
def nils_are_explained(rows: Rows) -> Iterator[Finding]:
    """A nil after a period in which there were five or more is right, and its reason is given."""
    last = rows.of_lines(rows.history.numerator[:, 0])
    nil = _comparable(rows) & (rows.status == NIL)
    if (nil == (rows.is_asked & rows.is_whole)).all():
        return  # said of the whole return
    for row in where(nil & (last >= float(SMALL_CHANGE))):
        yield rows.asks(row, Col.STATUS, f"it is nil, and was {last[row]:,g} in the period before.")


@rule(
    "history.jump",
    Ring.COMPARISON,
    Severity.QUERY,
    example="Out of 88 now, and out of 40 in the period before.",
)
def denominators_do_not_jump(rows: Rows) -> Iterator[Finding]:
    """A denominator far from the period before is right, and its reason is given in its row.

    So is a plain number, where there are too few periods to say what is usual.
    """
    young = rows.of_lines(rows.history.periods) < PERIODS_NEEDED
    plain = young & ~rows.has_denominator & (rows.status == REPORTED)
    for column, numbers, past, judged in (
        (Col.NUMERATOR, rows.numerator, rows.history.numerator, plain),
        (Col.DENOMINATOR, rows.denominator, rows.history.denominator, rows.has_denominator),
    ):
        last = rows.of_lines(past[:, 0])
        change = np.abs(numbers - last)
        jumped = (change > last * float(JUMP_PART)) & (change >= float(SMALL_CHANGE))
        for row in where(_comparable(rows) & judged & jumped):
            now = number_in_words(rows.number(row, column))
            words = f"the {column.lower()} ({now}) is far from the period before ({last[row]:,g})."
            yield rows.asks(row, column, words)


@rule(
    "history.cohort-differs",
    Ring.COMPARISON,
    Severity.QUERY,
    example="15-month reviews of 44 children, and 12-month reviews of 60 in the quarter before.",
)
def cohorts_stay_the_same(rows: Rows) -> Iterator[Finding]:
    """Children counted again a quarter later are as many, and no fewer of them were seen by then."""
    for related in of_kind(rows.asked, KpiRelation.Kind.COHORT):
        places = places_of(rows.asked, related)
        lines = rows.asked.slots.line[places[1]]
        other = related.codes[1]
        for column, past in zip(
            (Col.NUMERATOR, Col.DENOMINATOR),
            (rows.history.numerator, rows.history.denominator),
            strict=True,
        ):
            now, then = rows.by_slot(column)[places[0]], past[lines, 0]
            off = then - now if column is Col.NUMERATOR else np.abs(now - then)
            least = 0.0 if column is Col.NUMERATOR else then * float(COHORT_PART)
            for at in where((off > least) & (off >= float(SMALL_CHANGE))):
                words = f"the {column.lower()} ({now[at]:,g}) is not as {other} was in the "
                said = f"{words}period before ({then[at]:,g}). {related.says}"
                yield rows.at_slot(Severity.QUERY, places[0, at], column, said)


def _by_chance(rows: Rows, usual: Floats) -> Floats:
    """How far a value may be from the usual one by chance, or is too little to ask about.

    Three standard deviations of so many children out of so many (binomial), or of so many events
    (Poisson), and never less than the least distances.
    """
    units = rows.of_definition(lambda line: str(line.unit), "")
    percent, rate, average = (
        units == unit
        for unit in (KpiVersion.Unit.PERCENT, KpiVersion.Unit.PER_1000, KpiVersion.Unit.AVERAGE)
    )
    of = np.where(rows.denominator > 0, rows.denominator, NAN)
    share = np.clip(usual, 2, 98)
    points = np.maximum(3 * np.sqrt(share * (100 - share) / of), float(LEAST_POINTS))
    events = np.where(rate, usual * of / TIMES[KpiVersion.Unit.PER_1000], usual)
    part = 3 / np.sqrt(np.maximum(events, 1))
    counted = np.abs(usual) * np.maximum(part, float(LEAST_PART))
    chance: Floats = np.where(average, np.abs(usual) * float(UNUSUAL_PART), counted)
    return np.where(percent, points, chance)


def _comparable(rows: Rows) -> NDArray[np.bool_]:
    """Rows of everybody that give figures: groups are small, and change by chance."""
    comparable: NDArray[np.bool_] = rows.gives_figures & rows.is_whole & (rows.slot != NONE)
    return comparable


def _said(line: Line, value: float) -> str:
    return in_words(line.unit, line.definition.decimals, decimal_of(float(value)))
