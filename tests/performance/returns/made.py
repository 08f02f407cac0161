"""Makes the file of a case: our own workbook, filled in, then changed step by step."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from io import BytesIO, StringIO
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook, load_workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from performance.workbook.writing import return_workbook
from tests.performance.returns import world
from tests.tabular.workbooks import ods, zipped

SHEET = "Return"


def made(case: Mapping[str, Any]) -> bytes:
    """The bytes of a case."""
    if "bytes" in case:
        return str(case["bytes"]).encode(case.get("encoding", "utf-8"))
    if "zipped" in case:
        return zipped(case["zipped"])
    book = load_workbook(BytesIO(template(case.get("version", 1))))
    for name, *given in case.get("steps", []):
        STEPS[name](book, *given)
    kind = case.get("kind", "xlsx")
    if kind == "csv":
        return _as_csv(_sheet(book), case.get("csv", {}))
    return _as_ods(book, case.get("facts", True)) if kind == "ods" else _saved(book)


@cache
def template(version: int = 1) -> bytes:
    """Our own workbook as its provider filled it in."""
    return return_workbook(world.asked(version), (), world.filled())


def _type(book: Workbook, cells: Mapping[str, object]) -> None:
    """Type over cells; an empty text clears one."""
    for cell, value in cells.items():
        _sheet(book)[cell] = None if value == "" else value


def _type_all(book: Workbook, letters: str, value: object, rows: Sequence[int] = ()) -> None:
    """Type one value into whole columns, or some rows of them."""
    for letter in letters:
        for row in rows or range(4, 24):
            _sheet(book)[f"{letter}{row}"] = None if value == "" else value


def _as_texts(book: Workbook, written: str) -> None:
    """Keep every number as text, in some way of writing."""
    for row in _sheet(book).iter_rows(min_row=4, min_col=8, max_col=9):
        for cell in row:
            if cell.value is not None:
                cell.value = written.format(cell.value)


def _delete_rows(book: Workbook, *rows: int) -> None:
    for row in sorted(rows, reverse=True):
        _sheet(book).delete_rows(row)


def _copy_row(book: Workbook, row: int, to: int) -> None:
    sheet = _sheet(book)
    for cell in list(sheet[row]):
        sheet.cell(to, cell.column, cell.value)


def _insert_rows(book: Workbook, before: int, count: int = 1) -> None:
    _sheet(book).insert_rows(before, count)


def _delete_columns(book: Workbook, *letters: str) -> None:
    for letter in sorted(letters, reverse=True):
        _sheet(book).delete_cols(column_index_from_string(letter))


def _insert_column(book: Workbook, before: str, header: str) -> None:
    column = column_index_from_string(before)
    _sheet(book).insert_cols(column)
    _sheet(book).cell(3, column, header)


def _move_column(book: Workbook, letter: str, after: str) -> None:
    """Move a column behind another one further to the right."""
    sheet, column, last = _sheet(book), *map(column_index_from_string, (letter, after))
    values = [sheet.cell(row, column).value for row in range(1, sheet.max_row + 1)]
    sheet.insert_cols(last + 1)
    for row, value in enumerate(values, 1):
        sheet.cell(row, last + 1, value)
    sheet.delete_cols(column)


def _turn_round(book: Workbook, first: str, last: str) -> None:
    """Turn the order of the rows round, in some columns only."""
    block = [[cell.value for cell in cells] for cells in _sheet(book)[f"{first}4:{last}23"]]
    for cells, values in zip(_sheet(book)[f"{first}4:{last}23"], block[::-1], strict=True):
        for cell, value in zip(cells, values, strict=True):
            cell.value = value


def _rename(book: Workbook, name: str) -> None:
    _sheet(book).title = name


def _copy_sheet(book: Workbook, name: str, cells: Mapping[str, object]) -> None:
    copy = book.copy_worksheet(_sheet(book))
    copy.title = name
    for cell, value in cells.items():
        copy[cell] = value


def _delete_sheet(book: Workbook, name: str) -> None:
    book.remove(book[name])


def _say(book: Workbook, name: str, value: str) -> None:
    """Change what the file says of itself, unseen."""
    for fact in book.custom_doc_props.props:
        if fact.name == name:
            fact.value = value


def _say_nothing(book: Workbook) -> None:
    """Lose what the file says of itself, as other programs do."""
    for name in [fact.name for fact in book.custom_doc_props.props]:
        del book.custom_doc_props[name]


def _add_fact(book: Workbook, name: str, value: str) -> None:
    book.custom_doc_props.append(StringProperty(name=name, value=value))


def _last_period(book: Workbook) -> None:
    """Say again what was said in the period before, in every row that has one."""
    sheet, row = _sheet(book), 4
    for line in world.asked().lines:
        if line.last is not None:
            sheet[f"H{row}"], sheet[f"I{row}"] = line.last.numerator, line.last.denominator
        row += 1 + len(line.groups)


STEPS = {
    "type": _type,
    "type all": _type_all,
    "as texts": _as_texts,
    "delete rows": _delete_rows,
    "copy row": _copy_row,
    "insert rows": _insert_rows,
    "delete columns": _delete_columns,
    "insert column": _insert_column,
    "move column": _move_column,
    "turn round": _turn_round,
    "rename sheet": _rename,
    "copy sheet": _copy_sheet,
    "delete sheet": _delete_sheet,
    "say": _say,
    "say nothing": _say_nothing,
    "add fact": _add_fact,
    "say again": _last_period,
}


def _sheet(book: Workbook) -> Worksheet:
    named = [sheet for sheet in book.worksheets if sheet["H3"].value or sheet["A4"].value]
    return book[SHEET] if SHEET in book.sheetnames else named[-1]


def _saved(book: Workbook) -> bytes:
    for sheet in book.worksheets:
        sheet.tables.clear()  # they name headers that may be gone
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _as_csv(sheet: Worksheet, how: Mapping[str, Any]) -> bytes:
    """The sheet as a spreadsheet program saves it."""
    target = StringIO(newline="")
    out = csv.writer(
        target,
        delimiter=how.get("parted_by", ","),
        quoting=csv.QUOTE_ALL if how.get("quoted") else csv.QUOTE_MINIMAL,
        lineterminator=how.get("ends", "\r\n"),
    )
    for row in sheet.iter_rows(
        min_row=1 + how.get("without_first", 0), max_col=12, values_only=True
    ):
        out.writerow([_text(value, how) for value in row])
    text = how.get("before", "") + target.getvalue()
    return text.encode(how.get("encoding", "utf-8"), how.get("errors", "strict"))


def _text(value: object, how: Mapping[str, Any]) -> object:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, float) and how.get("decimal_comma"):
        return str(value).replace(".", ",")
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def _as_ods(book: Workbook, facts: bool) -> bytes:
    """The sheet as OpenDocument, its facts kept or lost."""
    rows = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"
        for row in _sheet(book).iter_rows(max_col=12, values_only=True)
    )
    said = "".join(
        f'<meta:user-defined meta:name="{fact.name}">{escape(str(fact.value))}</meta:user-defined>'
        for fact in (book.custom_doc_props.props if facts else ())
    )
    meta = (
        '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta>'
        f"{said}</office:meta></office:document-meta>"
    )
    table = f'<table:table table:name="{_sheet(book).title}">{rows}</table:table>'
    return ods(table, extra={"meta.xml": meta})


def _ods_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    text = escape(str(value))
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )
