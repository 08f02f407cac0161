"""Whole ring: every row asked for is there, once, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from performance.checks.rule import Ring, rule
from performance.entries import NONE
from performance.workbook.columns import Mask
from performance.workbook.definition import Col
from performance.workbook.rows import BY_EITHER, BY_TEXT, BY_TEXT_INSTEAD, Rows, where
from performance.workbook.statuses import NIL
from tabular.findings import Finding, Severity

_TOTAL = re.compile(
    r"(?:(?:grand|sub|overall|column|all) ?-?)?totals?\b.*|sum|\w[\w &']* total", re.I
)
_TEXTS = (Col.KPI, Col.AREA, Col.GROUP, Col.NUMERATOR_COUNTS)
_FIGURES = (Col.NUMERATOR, Col.DENOMINATOR)


@rule("whole.row-missing", Ring.WHOLE, example="The row of Eden was deleted.")
def every_row_is_there(rows: Rows) -> Iterator[Finding]:
    """Every KPI, area and group asked for has its row."""
    here = np.zeros(len(rows.asked.slots), dtype=bool)
    here[rows.slot[rows.is_asked]] = True
    if rows.kept is not None:
        here |= rows.kept.is_said
    for slot in where(~here):
        title, line = rows.asked.title_at(slot), rows.asked.line_at(slot)
        right = "Download the workbook again and fill it in."
        words = f"{title}: the row is missing. {right}"
        yield Finding(Severity.BLOCKER, sheet=rows.sheet, kpi=line.code, message=words, right=right)


@rule("whole.row-unasked", Ring.WHOLE, example="A row for an area the agreement does not serve.")
def no_other_rows(rows: Rows) -> Iterator[Finding]:
    """No row with figures is added to those that were sent."""
    for row in where(_unasked(rows) & _has_figures(rows)):
        if _is_total(rows, row):
            continue
        said = " ".join(rows.text(row, column) for column in (Col.KPI, Col.AREA)).strip()
        words = f"this row ({said[:80]}) is" if said else "this row is"
        words = f"{words} not one of those we asked for. Delete it."
        yield rows.says(row, Col.KPI, words, "Nothing in this row.")


@rule(
    "whole.row-of-two-meanings", Ring.WHOLE, example="Its identifier is gone, and it names no area."
)
def each_row_has_one_meaning(rows: Rows) -> Iterator[Finding]:
    """A row whose hidden identifier is lost names its KPI, area and group."""
    if rows.how is None:
        return
    for row in where(rows.how == BY_EITHER):
        right = "KPI, area and group as they were sent."
        words = f"this row may be one of several. Write {right}"
        yield rows.says(row, Col.KPI, words, right)


@rule("whole.row-twice", Ring.WHOLE, example="The row of Carlisle was copied.")
def each_row_once(rows: Rows) -> Iterator[Finding]:
    """No KPI, area and group stands in two rows."""
    asked = np.flatnonzero(rows.is_asked)
    _slots, first, which = np.unique(rows.slot[asked], return_index=True, return_inverse=True)
    if len(first) == len(asked):
        return
    for at, row in enumerate(asked.tolist()):
        met = int(asked[first[which[at]]])
        if met != row:
            words = f"it stands in {rows.place(met)} already. Delete one of the two."
            yield rows.says(row, Col.KPI, words, f"{rows.place(met)} alone.")


@rule(
    "whole.row-known-by-text", Ring.WHOLE, Severity.NOTE, example="The hidden column was deleted."
)
def rows_keep_their_identifiers(rows: Rows) -> Iterator[Finding]:
    """A row whose hidden identifier is lost, or came from another row, is known by KPI and area."""
    if rows.how is None:
        return
    lost = int((rows.is_asked & (rows.how == BY_TEXT)).sum())
    moved = int((rows.is_asked & (rows.how == BY_TEXT_INSTEAD)).sum())
    if lost:
        words = (
            f"The hidden identifiers of {_rows(lost)} were lost. We went by KPI, area and group."
        )
        yield Finding(Severity.NOTE, sheet=rows.sheet, message=words)
    if moved:
        words = (
            f"{_rows(moved).capitalize()} were sorted without their hidden identifiers. We went by KPI, "
            "area and group."
        )
        yield Finding(Severity.NOTE, sheet=rows.sheet, message=words)


@rule("whole.row-ignored", Ring.WHOLE, Severity.NOTE, example="A row “Total”, or a remark below.")
def totals_and_remarks_are_left_out(rows: Rows) -> Iterator[Finding]:
    """Totals and remarks of your own are left unread."""
    unasked, figures = _unasked(rows), _has_figures(rows)
    for row in where(unasked):
        said = next((text for c in _TEXTS if (text := rows.text(row, c))), "")
        if _is_total(rows, row):
            words = "this is a row of totals. We left it out: totals are worked out here."
        elif figures[row] or not said:
            continue
        else:
            words = f"we did not read this row (“{said[:60]}”): it is none of those we asked for."
        column = next((c for c in _TEXTS if rows.text(row, c)), Col.KPI)
        yield rows.finding(Severity.NOTE, row, column, words)


@rule("whole.all-nil", Ring.WHOLE, Severity.QUERY, example="Every row is Nil.")
def not_all_is_nil(rows: Rows) -> Iterator[Finding]:
    """A return in which everything is nil says in its first row why."""
    asked = np.flatnonzero(rows.is_asked)
    elsewhere = rows.kept is not None and bool(rows.kept.is_said.any())
    if len(asked) and not elsewhere and (rows.status[asked] == NIL).all():
        yield rows.asks(int(asked[0]), Col.STATUS, "every figure of this return is nil.")


def _unasked(rows: Rows) -> Mask:
    """Rows nobody asked for, save those that may be one of several asked for."""
    unasked = rows.slot == NONE
    if rows.how is not None:
        unasked = unasked & (rows.how != BY_EITHER)
    return np.asarray(unasked)


def _has_figures(rows: Rows) -> Mask:
    """Where a figure is written; a header repeated further down is none."""
    given = ~(rows.blank(Col.NUMERATOR) & rows.blank(Col.DENOMINATOR))
    for row in where(_unasked(rows) & given):
        texts = {rows.text(row, column).casefold() for column in _FIGURES}
        given[row] = not texts <= {"", *(str(c).casefold() for c in _FIGURES)}
    return np.asarray(given)


def _is_total(rows: Rows, row: int) -> bool:
    """Whether a row nobody asked for says that it is a total, or says nothing and is one."""
    texts = [rows.text(row, column) for column in _TEXTS]
    if any(_TOTAL.fullmatch(text) for text in texts):
        return True
    if any(texts):
        return False
    above = rows.is_asked & (rows.numbers < rows.numbers[row])
    sums = [(rows.numerator, rows.numerator[row]), (rows.denominator, rows.denominator[row])]
    given = [(column, value) for column, value in sums if not np.isnan(value)]
    return bool(given) and all(np.nansum(column[above]) == value for column, value in given)


def _rows(count: int) -> str:
    return "one row" if count == 1 else f"{count:,} rows"
