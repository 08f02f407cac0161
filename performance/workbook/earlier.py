"""What was said before of the rows of a return, as the columns a provider fills in."""

from __future__ import annotations

import numpy as np

from performance.entries import Entries, numbers_from
from performance.workbook.columns import Column
from performance.workbook.definition import STATUSES, Col
from performance.workbook.rows import Rows


def columns_of(entries: Entries) -> dict[Col, Column]:
    """What entries say, as the columns a provider fills in, row by row."""
    labels = [*STATUSES, None]
    return {
        Col.NUMERATOR: numbers_from(entries.numerator),
        Col.DENOMINATOR: numbers_from(entries.denominator),
        Col.STATUS: [labels[code] for code in entries.status.tolist()],
        Col.REASON: [entries.reasons.get(place) for place in range(len(entries))],
    }


def with_earlier(rows: Rows, earlier: Entries | None) -> Rows:
    """The rows; those left blank that `earlier` says something of say that, and are checked with it."""
    if earlier is None or not len(earlier) or not len(rows):
        return rows
    known = earlier.aligned(*rows.asked.slots.keys)
    left = rows.is_asked & rows.says_nothing
    left[left] = known.is_said[rows.slot[left]]
    came, blank = np.zeros(len(known), dtype=bool), np.zeros(len(known), dtype=bool)
    came[rows.slot[rows.is_asked]], blank[rows.slot[left]] = True, True
    nothing = rows.asked.blank()
    kept, before = nothing.over(known, ~came), nothing.over(known, blank)
    return rows.filled(left, columns_of(known), kept=kept, before=before)
