"""Reading a return: rows out of the workbook that came back, or out of the web form."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from performance.entries import NONE, Entries
from performance.workbook.definition import FILLED, LOCKED, SHEET, WEB_FORM, Asked, Col
from performance.workbook.earlier import columns_of, with_earlier
from performance.workbook.rows import Column, Rows
from tabular.book import Book, Sheet
from tabular.cells import shown

#: The columns without which the rows cannot be read.
NEEDED = (*LOCKED, *FILLED, Col.IDENTIFIER)


def return_sheet(book: Book) -> Sheet | None:
    """The sheet that carries the figures. A CSV has the one, where our columns are in it."""
    if book.kind != "csv":
        return book.sheet(SHEET)
    return next((sheet for sheet in book.sheets if sheet.header_row(NEEDED)), None)


def heading_of(sheet: Sheet) -> tuple[str, str]:
    """The agreement's title and the period in words, from the line above the columns."""
    title, _, period = str(sheet.value(1, 1) or "").rpartition(": ")
    return title.strip(), period.strip()


def header_of(sheet: Sheet) -> int | None:
    """The row of the headers, whichever of them are left."""
    for wanted in (NEEDED, FILLED, (Col.NUMERATOR,), (Col.KPI,)):
        if row := sheet.header_row(wanted):
            return row
    return None


def missing_columns(sheet: Sheet) -> list[Col]:
    """The columns a sheet ought to have and has not."""
    header = header_of(sheet)
    here = sheet.columns(header) if header else {}
    return [column for column in NEEDED if column not in here]


def rows_of(book: Book, asked: Asked, earlier: Entries | None = None) -> Rows:
    """Every row with something in it, in the order of the sheet.

    To be called when the sheet and its columns are there. Rows left blank here that `earlier` says
    something of stay as they were said.
    """
    sheet = return_sheet(book)
    header = header_of(sheet) if sheet else None
    if sheet is None or header is None:
        return nothing(asked)
    places = {Col(name): n for name, n in sheet.columns(header).items() if name in set(Col)}
    frame = sheet.frame(header)
    said: dict[Col, Column] = {column: frame[column].tolist() for column in places}
    known = asked.slots.place_of
    slot = [known.get(shown(value).strip(), NONE) for value in said[Col.IDENTIFIER]]
    rows = Rows(
        asked,
        sheet.name,
        frame.index.to_numpy(dtype=np.int64),
        np.array(slot, dtype=np.int64),
        said,
        places,
    )
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


def nothing(asked: Asked) -> Rows:
    """No rows at all."""
    empty = np.empty(0, dtype=np.int64)
    return Rows(asked, SHEET, empty, empty, {column: [] for column in NEEDED})
