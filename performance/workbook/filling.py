"""What was said of a return, as it is put into the cells of its workbook."""

from __future__ import annotations

import numpy as np

from performance.entries import NONE, STATUSES, Entries, number_from
from performance.models import Figure
from performance.workbook.definition import EVERYBODY, Asked, Entry, Filled


def filled_from(asked: Asked, entries: Entries | None) -> Filled:
    """The entries of the rows asked for, by KPI, area and group; none where nothing was said."""
    if entries is None:
        return {}
    now = entries.aligned(*asked.slots.keys)
    filled: dict[tuple[str, ...], Entry] = {}
    for place in np.flatnonzero(now.is_said).tolist():
        line, group = asked.line_at(place), asked.group_at(place)
        key = (line.code, line.area) if group == EVERYBODY else (line.code, line.area, group)
        code = int(now.status[place])
        filled[key] = Entry(
            number_from(int(now.numerator[place])),
            number_from(int(now.denominator[place])),
            Figure.Status.REPORTED if code == NONE else Figure.Status(STATUSES[code]),
            now.reasons.get(place, ""),
        )
    return filled
