"""Reading a return: rows out of the workbook that came back, or out of the web form."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from performance.entries import Entries
from performance.workbook.columns import Column
from performance.workbook.definition import WEB_FORM, Asked, Col
from performance.workbook.earlier import columns_of, with_earlier
from performance.workbook.headers import Layout
from performance.workbook.matching import matched
from performance.workbook.rows import Rows


def rows_of(layout: Layout, asked: Asked, earlier: Entries | None = None) -> Rows:
    """Every row with something in it, in the order of the sheet.

    Rows left blank here that `earlier` says something of stay as they were said.
    """
    said: dict[Col, Column] = {column: layout.column(column) for column in layout.places}
    numbers = np.array(layout.numbers, dtype=np.int64)
    slot, how = matched(asked, said, len(numbers))
    rows = Rows(asked, layout.sheet.name, numbers, slot, said, layout.places, how=how)
    return with_earlier(rows, earlier)


def typed_rows(
    typed: Mapping[str, Mapping[Col, str]], asked: Asked, earlier: Entries | None = None
) -> Rows:
    """The same rows as typed into the web form; `typed` holds the texts by row identifier.

    A row that is not among the typed ones says what `earlier` says of it.
    """
    slots = asked.slots
    before = asked.blank() if earlier is None else earlier.aligned(*slots.keys)
    texts = [typed.get(identifier) for identifier in slots.identifiers]
    said: dict[Col, Column] = {
        column: [
            old if given is None else given.get(column) or None
            for given, old in zip(texts, values, strict=True)
        ]
        for column, values in columns_of(before).items()
    }
    count = np.arange(len(slots), dtype=np.int64)
    return Rows(asked, WEB_FORM, count + 1, count, said, before=before)
