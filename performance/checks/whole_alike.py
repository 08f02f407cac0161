"""Comparisons: figures that are too much like earlier ones, or like the target."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from performance.checks.rule import Ring, rule
from performance.models import Figure
from performance.reference import COPIED_LEAST, COPIED_ROWS, PERIODS_NEEDED
from performance.workbook.definition import Col, Line
from performance.workbook.history import values_of
from performance.workbook.numbers import NAN
from performance.workbook.rows import Rows, where
from performance.workbook.statuses import NOT_AVAILABLE
from tabular.findings import Finding, Severity

Mask = NDArray[np.bool_]


@rule(
    "history.copied-return",
    Ring.COMPARISON,
    Severity.QUERY,
    example="Every figure is that of last quarter's return.",
)
def returns_are_not_copied(rows: Rows) -> Iterator[Finding]:
    """A return whose figures are all those of the period before says in its first row why."""
    if _whole_is_copied(rows):
        first = int(np.flatnonzero(_given(rows))[0])
        words = "every figure of this return is that of the period before."
        yield rows.asks(first, Col.NUMERATOR, words)


@rule(
    "history.copied-kpi",
    Ring.COMPARISON,
    Severity.QUERY,
    example="One KPI has last quarter's figures in every area.",
)
def kpis_are_not_copied(rows: Rows) -> Iterator[Finding]:
    """A KPI whose figures are those of the period before in every area says why."""
    if not _whole_is_copied(rows):
        for found in _copied_kpis(rows):
            words = f"the figures of all {len(found)} areas are those of the period before."
            yield rows.asks(int(found[0]), Col.NUMERATOR, words)


@rule(
    "history.copied-figure",
    Ring.COMPARISON,
    Severity.QUERY,
    example="143 of 212 again, after figures that changed in each period before.",
)
def figures_are_not_copied(rows: Rows) -> Iterator[Finding]:
    """A figure like that of the period before to the last child, though it always changed, says why."""
    if _whole_is_copied(rows):
        return
    past = rows.history.numerator
    changed = (np.abs(past[:, :-1] - past[:, 1:]) > 0).sum(axis=1)
    never_same = (changed >= PERIODS_NEEDED) & ((past[:, :-1] == past[:, 1:]).sum(axis=1) == 0)
    large = np.where(rows.has_denominator, rows.denominator, rows.numerator) >= float(COPIED_LEAST)
    in_kpi = np.zeros(len(rows), dtype=bool)
    for found in _copied_kpis(rows):
        in_kpi[found] = True
    for row in where(_same(rows) & large & rows.of_lines(never_same).astype(bool) & ~in_kpi):
        words = (
            "the figure is that of the period before, though it changed in each period before that."
        )
        yield rows.asks(row, Col.NUMERATOR, words)


@rule(
    "history.target-hit",
    Ring.COMPARISON,
    Severity.NOTE,
    example="Every value is exactly its target.",
)
def targets_are_not_all_hit(rows: Rows) -> Iterator[Finding]:
    """Where every value is exactly its target, that is pointed out."""
    targets = rows.of_line(_target, NAN).astype(np.float64)
    places = rows.of_definition(lambda line: line.definition.decimals, 0).astype(np.int64)
    values = values_of(rows.numerator, rows.denominator, rows.of_lines(rows.history.times))
    judged = np.flatnonzero(_given(rows) & ~np.isnan(targets) & ~np.isnan(values))
    if len(judged) < COPIED_ROWS:
        return
    off = np.abs(values[judged] - targets[judged])
    if (off <= 0.5 / 10.0 ** places[judged]).all():
        words = f"every value ({len(judged)} rows) is exactly its target. Make sure of them."
        yield rows.finding(Severity.NOTE, int(judged[0]), Col.NUMERATOR, words)


@rule(
    "history.not-available-again",
    Ring.COMPARISON,
    Severity.NOTE,
    example="Not available now and in the period before.",
)
def what_is_not_available_comes_back(rows: Rows) -> Iterator[Finding]:
    """A KPI that is not available twice in a row is pointed out: tell your commissioner until when."""
    now = rows.is_whole & (rows.status == NOT_AVAILABLE)
    if not now.any():
        return
    again = rows.of_line(_was_not_available).astype(bool)
    for row in where(again & now):
        words = "not available for the second period in a row. Tell your commissioner until when."
        yield rows.finding(Severity.NOTE, row, Col.STATUS, words)


def _given(rows: Rows) -> Mask:
    """Rows of everybody that give a number."""
    return np.asarray(rows.gives_figures & rows.is_whole & ~np.isnan(rows.numerator))


def _same(rows: Rows) -> Mask:
    """Rows whose figures are those of the period before."""
    parts, wholes = (
        rows.of_lines(past[:, 0]) for past in (rows.history.numerator, rows.history.denominator)
    )
    same = (rows.numerator == parts) & ((rows.denominator == wholes) | ~rows.has_denominator)
    return np.asarray(_given(rows) & same)


def _whole_is_copied(rows: Rows) -> bool:
    """Whether all that was reported in the period before is copied, and is most of the return."""
    given, same = _given(rows), _same(rows)
    again = given & ~np.isnan(rows.of_lines(rows.history.numerator[:, 0]))
    most = 2 * again.sum() > given.sum()
    return bool(most and (same == again).all() and _unlike(rows, np.flatnonzero(again)))


def _copied_kpis(rows: Rows) -> list[NDArray[np.int64]]:
    """The rows of each KPI whose figures are all copied and unlike one another."""
    given, same = _given(rows), _same(rows)
    if same.sum() < COPIED_ROWS:
        return []
    of = rows.asked.slots.scheduled[rows.slot]
    suspects, counts = np.unique(of[same], return_counts=True)
    found = []
    for kpi in suspects[counts >= COPIED_ROWS].tolist():
        mine = np.flatnonzero(given & (of == kpi))
        if same[mine].all() and _unlike(rows, mine):
            found.append(mine)
    return found


def _unlike(rows: Rows, mine: NDArray[np.int64]) -> bool:
    """Whether so many different figures stand in these rows that likeness is no chance."""
    return len(np.unique(rows.numerator[mine])) >= COPIED_ROWS


def _target(line: Line) -> float:
    return NAN if line.target is None else float(line.target)


def _was_not_available(line: Line) -> bool:
    return line.last is not None and line.last.status == Figure.Status.NOT_AVAILABLE
