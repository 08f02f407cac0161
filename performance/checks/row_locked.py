"""Row ring: what was sent comes back as it was sent."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from performance.checks.rule import Ring, rule
from performance.entries import NONE
from performance.workbook.definition import EVERYBODY, LOCKED, Col
from performance.workbook.rows import Rows, where
from tabular.findings import Finding

_WHAT = {
    Col.KPI: "the KPI has been changed",
    Col.AREA: "the area has been changed",
    Col.GROUP: "the group has been changed",
    Col.NUMERATOR_COUNTS: "the definition of the numerator has been changed",
    Col.DENOMINATOR_COUNTS: "the definition of the denominator has been changed",
}


@rule("row.locked-changed", Ring.ROW)
def locked_cells_unchanged(rows: Rows) -> Iterator[Finding]:
    """Leave the KPI, the area and the definitions as they are: they were agreed."""
    for column in LOCKED:
        if column not in rows.said or not rows.places:
            continue
        sent = _sent(rows, column)
        came = np.array([*rows.said[column], None], dtype=object)[:-1]
        for row in where(rows.is_asked & (came != sent)):
            if rows.text(row, column) != " ".join(sent[row].split()):
                words = f"{_WHAT[column]}. It was “{sent[row]}”. Put it back."
                yield rows.says(row, column, words, f"“{sent[row]}”")


def _sent(rows: Rows, column: Col) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """What stood in the column as it was sent; blank for rows nobody asked for."""
    asked, slots = rows.asked, rows.asked.slots
    if column is Col.GROUP:
        names = asked.group_names
        texts = [names.get(g, EVERYBODY) for g in slots.group.tolist()]
    else:
        by_line = [line.locked[column] for line in asked.lines]
        texts = [by_line[line] for line in slots.line.tolist()]
    known = np.array([*texts, ""], dtype=object)
    return known[np.where(rows.slot == NONE, len(texts), rows.slot)]
