"""Reading a return: rows out of the workbook that came back, or out of the web form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from performance.models import Figure
from performance.workbook.definition import FILLED, LOCKED, SHEET, STATUSES, WEB_FORM, Asked, Col
from performance.workbook.rows import Came
from tabular.book import Book, Sheet
from tabular.cells import Value, a1

#: The columns without which the rows cannot be read.
NEEDED = (*LOCKED, *FILLED, Col.IDENTIFIER)


def return_sheet(book: Book) -> Sheet | None:
    """The sheet that carries the figures. A CSV has the one, where our columns are in it."""
    if book.kind != "csv":
        return book.sheet(SHEET)
    return next((sheet for sheet in book.sheets if sheet.header_row(NEEDED)), None)


def heading_of(sheet: Sheet) -> tuple[str, str]:
    """The agreement's title and the quarter in words, from the line above the columns."""
    title, _, quarter = str(sheet.value(1, 1) or "").rpartition(": ")
    return title.strip(), quarter.strip()


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


def rows_of(book: Book, asked: Asked) -> list[Came]:
    """Every row with something in it, in the order of the sheet; a row we did not send has no line.

    To be called when the sheet and its columns are there.
    """
    sheet = return_sheet(book)
    header = header_of(sheet) if sheet else None
    if sheet is None or header is None:
        return []
    places = {Col(name): n for name, n in sheet.columns(header).items() if name in NEEDED}
    lines = asked.by_identifier
    came = []
    for number, said in zip(
        (frame := sheet.frame(header)).index,
        frame[list(places)].itertuples(index=False, name=None),
        strict=True,
    ):
        values: dict[Col, Value | None] = dict(zip(places, said, strict=True))
        cells = {column: a1(int(number), place) for column, place in places.items()}
        line = lines.get(str(values[Col.IDENTIFIER] or ""))
        below = cells[Col.DENOMINATOR] if line is not None and line.has_denominator else ""
        place, above = f"Row {number}", cells[Col.NUMERATOR]
        came.append(Came(line, sheet.name, place, values, cells, above, below))
    return came


def typed_rows(typed: Mapping[str, Mapping[Col, str]], asked: Asked) -> list[Came]:
    """The same rows as typed into the web form; `typed` holds the texts by line identifier."""
    came = []
    for number, line in enumerate(asked.lines, 1):
        texts = typed.get(line.identifier, {})
        values: dict[Col, Value | None] = {column: texts.get(column) or None for column in FILLED}
        values |= dict(line.locked) | {Col.IDENTIFIER: line.identifier}
        cells = {column: f"{column} {number}" for column in FILLED}
        came.append(Came(line, WEB_FORM, f"Line {number}", values, cells, f"line {number}"))
    return came


def figures_of(rows: Iterable[Came]) -> list[Figure]:
    """The figures of rows that passed the checks, not yet saved."""
    return [
        Figure(
            scheduled_id=row.line.scheduled_id,
            area_id=row.line.area_id,
            numerator=row.numerator if row.gives_figures else None,
            denominator=row.denominator if row.gives_figures else None,
            status=row.status or STATUSES["Reported"],
            reason=row.reason,
            sheet=row.sheet[:40],
            cell=row.figure_cell[:10],
            denominator_cell=row.denominator_cell[:10],
        )
        for row in rows
        if row.line is not None
    ]
