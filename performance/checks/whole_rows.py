"""Whole ring: every line asked for is there, once, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from performance.models import Figure
from performance.workbook.definition import SHEET, Asked, Col
from performance.workbook.rows import Came
from tabular.findings import Finding, Severity


def whole_has_every_line(rows: Sequence[Came], asked: Asked) -> Iterator[Finding]:
    """Every KPI and area asked for has its row."""
    here = {row.line.identifier for row in rows if row.line}
    sheet = rows[0].sheet if rows else SHEET
    for line in asked.lines:
        if line.identifier not in here:
            words = f"{line.title}: the row is missing. Download the workbook again and fill it in."
            yield Finding(Severity.BLOCKER, sheet=sheet, kpi=line.code, message=words)


def whole_has_no_other_rows(rows: Sequence[Came], asked: Asked) -> Iterator[Finding]:
    """No row is added to those that were sent."""
    for row in rows:
        if row.line is None:
            said = " ".join(row.text(column) for column in (Col.KPI, Col.AREA)).strip()
            words = f"this row ({said[:80]}) is" if said else "this row is"
            yield row.says(Col.KPI, f"{words} not one of those we asked for. Delete it.")


def whole_has_each_line_once(rows: Sequence[Came], asked: Asked) -> Iterator[Finding]:
    """No KPI and area stands in two rows."""
    by_line: dict[str, list[Came]] = defaultdict(list)
    for row in rows:
        if row.line:
            by_line[row.line.identifier].append(row)
    for again in by_line.values():
        for row in again[1:]:
            first = again[0].place
            yield row.says(Col.KPI, f"it stands in {first} already. Delete one of the two.")


def whole_is_not_all_nil(rows: Sequence[Came], asked: Asked) -> Iterator[Finding]:
    """A return in which everything is nil says in its first row why."""
    lines = [row for row in rows if row.line]
    if lines and all(row.status is Figure.Status.NIL for row in lines):
        yield lines[0].asks(Col.STATUS, "every figure of this return is nil.")
