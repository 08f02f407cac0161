"""Row ring: what was sent comes back as it was sent."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from performance.checks.rule import Ring, rule
from performance.workbook.definition import LOCKED, Col
from performance.workbook.rows import BY_IDENTIFIER, Rows, where
from tabular.findings import Finding

_WHAT = {
    Col.KPI: "the KPI has been changed",
    Col.AREA: "the area has been changed",
    Col.GROUP: "the group has been changed",
    Col.NUMERATOR_COUNTS: "the definition of the numerator has been changed",
    Col.DENOMINATOR_COUNTS: "the definition of the denominator has been changed",
}
#: What a row was known by where its identifier was lost.
_KNOWN_BY = (Col.KPI, Col.AREA, Col.GROUP)


@rule("row.locked-changed", Ring.ROW, example="The name of the KPI was typed over.")
def locked_cells_unchanged(rows: Rows) -> Iterator[Finding]:
    """Leave the KPI, the area and the definitions as they are: they were agreed."""
    for column in LOCKED:
        if column not in rows.said or not rows.places:
            continue
        sent = _sent(rows, column)
        came = np.array([*rows.said[column], None], dtype=object)[:-1]
        mask = rows.is_asked & (came != sent)
        if column in _KNOWN_BY and rows.how is not None:
            mask &= rows.how == BY_IDENTIFIER
        for row in where(mask):
            was = " ".join(sent[row].split())
            if rows.text(row, column) not in (was, _as_encoded(was)):
                words = f"{_WHAT[column]}. It was “{sent[row]}”. Put it back."
                yield rows.says(row, column, words, f"“{sent[row]}”")


def _as_encoded(text: str) -> str:
    """As a program writes it that has no sign for some of its letters."""
    return text.encode("cp1252", "replace").decode("cp1252")


def _sent(rows: Rows, column: Col) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """What stood in the column as it was sent; blank for rows nobody asked for."""
    return np.append(rows.asked.sent[column], "")[rows.slot]
