"""Row ring: what was sent comes back as it was sent."""

from __future__ import annotations

from collections.abc import Iterator

from performance.workbook.definition import LOCKED, Col
from performance.workbook.rows import Came
from tabular.findings import Finding

_WHAT = {
    Col.KPI: "the KPI has been changed",
    Col.AREA: "the area has been changed",
    Col.NUMERATOR_COUNTS: "the definition of the numerator has been changed",
    Col.DENOMINATOR_COUNTS: "the definition of the denominator has been changed",
}


def row_locked_cells_unchanged(row: Came) -> Iterator[Finding]:
    """Leave the KPI, the area and the definitions as they are: they were agreed."""
    sent = row.line.locked if row.line else {}
    for column in LOCKED if sent else ():
        if row.text(column) != " ".join(sent[column].split()):
            yield row.says(column, f"{_WHAT[column]}. It was “{sent[column]}”. Put it back.")
