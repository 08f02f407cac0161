"""Whole ring: every row asked for is there, once, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from performance.checks.rule import Ring, rule
from performance.workbook.definition import Col
from performance.workbook.rows import NIL, Rows, where
from tabular.findings import Finding, Severity


@rule("whole.row-missing", Ring.WHOLE)
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


@rule("whole.row-unasked", Ring.WHOLE)
def no_other_rows(rows: Rows) -> Iterator[Finding]:
    """No row is added to those that were sent."""
    for row in where(~rows.is_asked):
        said = " ".join(rows.text(row, column) for column in (Col.KPI, Col.AREA)).strip()
        words = f"this row ({said[:80]}) is" if said else "this row is"
        words = f"{words} not one of those we asked for. Delete it."
        yield rows.says(row, Col.KPI, words, "Nothing in this row.")


@rule("whole.row-twice", Ring.WHOLE)
def each_row_once(rows: Rows) -> Iterator[Finding]:
    """No KPI, area and group stands in two rows."""
    asked = np.flatnonzero(rows.is_asked)
    _slots, first, which = np.unique(rows.slot[asked], return_index=True, return_inverse=True)
    for at, row in enumerate(asked.tolist()):
        met = int(asked[first[which[at]]])
        if met != row:
            words = f"it stands in {rows.place(met)} already. Delete one of the two."
            yield rows.says(row, Col.KPI, words, f"{rows.place(met)} alone.")


@rule("whole.all-nil", Ring.WHOLE, Severity.QUERY)
def not_all_is_nil(rows: Rows) -> Iterator[Finding]:
    """A return in which everything is nil says in its first row why."""
    asked = np.flatnonzero(rows.is_asked)
    elsewhere = rows.kept is not None and bool(rows.kept.is_said.any())
    if len(asked) and not elsewhere and (rows.status[asked] == NIL).all():
        yield rows.asks(int(asked[0]), Col.STATUS, "every figure of this return is nil.")
