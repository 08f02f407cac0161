"""The sender's own workbook back, with the cells to put right marked and listed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tabular.book import Book
from tabular.cells import CellError, Uncalculated, Value, a1, first_cell, row_and_column
from tabular.findings import Finding, Severity, ordered, to_json
from tabular.limits import MEBIBYTE, Limits
from tabular.reading import read

FINDINGS_SHEET = "What to put right"
AUTHOR = "Checks"
"""The author of every note written here, by which it is known and removed the next time."""
MOST_CELLS = 500_000
"""Larger workbooks get the list alone; marking them would take minutes."""
MOST_UNPACKED = 32 * MEBIBYTE
"""Workbooks heavy with other things (styles, drawings) come back as a copy of their values."""
MOST_NOTES = 2_000
MARKING_SECONDS = 20
"""Time the child may take that marks the sender's own workbook."""
_ROOT = Path(__file__).resolve().parent.parent
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_NAME = re.compile(r"[\\*?:/\[\]]")
_OWN_NOTE = "\n\nYour own note: "
_WORDS = {
    Severity.BLOCKER: "Must be put right",
    Severity.QUERY: "Put right, or give a reason",
    Severity.NOTE: "For information",
}
_COLOURS = {
    Severity.BLOCKER: "FFFFC7CE",
    Severity.QUERY: "FFFFEB9C",
    Severity.NOTE: "FFDDEBF7",
}
_HEADERS = (
    *("What to do", "Sheet", "Cell", "KPI"),
    *("What is wrong", "What would be right", "What was there"),
)
_WIDTHS = (26, 18, 9, 12, 70, 34, 24)
_A4 = 9
_LINE_HEIGHT, _MOST_LINES = 15, 20
"""Points that one line of text takes, and the lines of the tallest row."""
_LINK, _FILL = 3, len(_HEADERS) + 1
Spots = dict[tuple[str, str], list[Finding]]


def mark(original: bytes, findings: Iterable[Finding], limits: Limits | None = None) -> bytes:
    """The sender's workbook with wrong cells filled and noted, and a first sheet listing all.

    A CSV or OpenDocument file comes back as a new Excel workbook of what was read. Marks of an
    earlier time are taken away first. Raises Unreadable where the file cannot be read at all.
    """
    book = read(original, "", limits)
    listed = ordered(findings)
    if book.kind == "xlsx" and book.cells <= MOST_CELLS and _unpacked(original) <= MOST_UNPACKED:
        marked = _marked_in_a_child(original, listed)
        if marked:
            return marked
    return _with_marks(_rebuilt(book), listed)


def marked_copy(original: bytes, findings: list[Finding]) -> bytes:
    """The sender's own workbook marked. Raises anything, and may never end: for the child alone.

    What the reader passes over, openpyxl reads: one merged range can be 17,000 million cells to it.
    """
    workbook = load_workbook(BytesIO(original), keep_links=False)
    _unmark(workbook)
    return _with_marks(workbook, findings)


def _marked_in_a_child(original: bytes, findings: list[Finding]) -> bytes:
    """The marked workbook; nothing where openpyxl could not, within its time and memory."""
    command = [sys.executable, "-X", "utf8", "-m", "tabular.marking_child", str(MARKING_SECONDS)]
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and module, the file on its input
            command,
            input=json.dumps(to_json(findings)).encode() + b"\n" + original,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(_ROOT)},
            cwd=os.sep,
            timeout=MARKING_SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        return b""
    return child.stdout


def _with_marks(workbook: Workbook, findings: list[Finding]) -> bytes:
    spots: Spots = {}
    for finding in findings:
        place = _place(workbook, finding)
        if place:
            spots.setdefault(place, []).append(finding)
    before = {place: _fill_of(_cell(workbook, place)) for place in spots}
    for number, (place, found) in enumerate(spots.items()):
        _mark(_cell(workbook, place), found, noted=number < MOST_NOTES)
    _list(workbook, findings, before)
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def _unpacked(original: bytes) -> int:
    with ZipFile(BytesIO(original)) as archive:
        return sum(member.file_size for member in archive.infolist())


def _rebuilt(book: Book) -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in book.sheets if book.cells <= MOST_CELLS else ():
        copy = workbook.create_sheet(_NO_NAME.sub("_", _plain(sheet.name))[:31] or "Sheet")
        for cell in sheet.cells():
            _put(copy, cell.row, cell.column, cell.value)
    return workbook


def _put(sheet: Worksheet, row: int, column: int, value: Value | None) -> None:
    """Write a value, text as text: openpyxl would make a formula of what begins with =."""
    cell = sheet.cell(row, column)
    plain = str(value) if isinstance(value, CellError | Uncalculated) else value
    cell.value = plain = _plain(plain) if isinstance(plain, str) else plain
    if isinstance(plain, str):
        cell.data_type = "s"


def _plain(text: str) -> str:
    """Text without the characters that no workbook may hold; each leaves a mark."""
    return _NO_TEXT.sub("\ufffd", text)


def _place(workbook: Workbook, finding: Finding) -> tuple[str, str] | None:
    """The sheet and cell a finding names, where the workbook has them."""
    start = first_cell(finding.cell)
    sheets = {sheet.title.casefold(): sheet for sheet in workbook.worksheets}
    sheet = sheets.get(finding.sheet.casefold())
    if start is None or sheet is None:
        return None
    row, column = start
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            row, column = merged.min_row, merged.min_col
    return sheet.title, a1(row, column)


def _cell(workbook: Workbook, place: tuple[str, str]) -> Cell:
    name, cell = place
    found = workbook[name].cell(*row_and_column(cell))
    if not isinstance(found, Cell):
        raise TypeError(f"{cell} lies inside merged cells")
    return found


def _mark(cell: Cell, findings: list[Finding], *, noted: bool) -> None:
    gravest = findings[0].severity
    cell.fill = PatternFill("solid", fgColor=_COLOURS[gravest])
    if not noted:
        return
    text = "\n".join(f"{_WORDS[found.severity]}: {found.message}" for found in findings)
    if cell.comment:
        text += _OWN_NOTE + cell.comment.text
    height = 40 + 18 * (len(text) // 40 + text.count("\n") + 1)
    cell.comment = Comment(_plain(text), AUTHOR, width=320, height=min(height, 400))


def _list(workbook: Workbook, findings: list[Finding], before: dict[tuple[str, str], str]) -> None:
    sheet = workbook.create_sheet(FINDINGS_SHEET, 0)
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = other is sheet
    workbook.active = 0
    for column, (header, width) in enumerate(zip(_HEADERS, _WIDTHS, strict=True), 1):
        _put(sheet, 1, column, header)
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    for row, finding in enumerate(findings, 2):
        _list_one(sheet, row, finding)
        place = _place(workbook, finding)
        if place:
            _link(sheet.cell(row, _LINK), place)
            _put(sheet, row, _FILL, before[place] or None)
    sheet.column_dimensions[sheet.cell(1, _FILL).column_letter].hidden = True
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.right.text = "Page &P of &N"
    _keep_the_marking(workbook, sheet)


def _keep_the_marking(workbook: Workbook, sheet: Worksheet) -> None:
    """Print the restriction of the sender's own first sheet on the list as well."""
    own = sheet.oddHeader
    for other in workbook.worksheets[1:]:
        theirs = other.oddHeader
        if own is not None and theirs is not None and theirs.center.text:
            own.center.text = theirs.center.text
            return


def _list_one(sheet: Worksheet, row: int, finding: Finding) -> None:
    said = (_WORDS[finding.severity], finding.sheet, finding.cell, finding.kpi)
    texts = (*said, finding.message, finding.right, finding.value)
    lines = max(
        -(-len(text) // int(width * 0.95)) for text, width in zip(texts, _WIDTHS, strict=True)
    )
    sheet.row_dimensions[row].height = _LINE_HEIGHT * max(1, min(lines, _MOST_LINES))
    for column, text in enumerate(texts, 1):
        _put(sheet, row, column, text or None)
        sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(row, 1).fill = PatternFill("solid", fgColor=_COLOURS[finding.severity])


def _link(cell: Cell, place: tuple[str, str]) -> None:
    name = place[0].replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!{place[1]}")
    cell.font = Font(color="FF0563C1", underline="single")


def _unmark(workbook: Workbook) -> None:
    """Take away the notes, colours and list of an earlier time, giving cells their fill back."""
    if FINDINGS_SHEET not in workbook.sheetnames:
        return
    listed = workbook[FINDINGS_SHEET]
    fills = {
        (str(row[1]), str(row[2])): str(row[_FILL - 1] or "")
        for row in listed.iter_rows(min_row=2, max_col=_FILL, values_only=True)
    }
    workbook.remove(listed)
    for sheet in workbook.worksheets:
        for cell in _noted(sheet):
            cell.fill = _filled(fills.get((sheet.title, cell.coordinate), ""))
            own = (cell.comment.text if cell.comment else "").partition(_OWN_NOTE)[2]
            cell.comment = Comment(own, "") if own else None


def _noted(sheet: Worksheet) -> Iterator[Cell]:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and cell.comment and cell.comment.author == AUTHOR:
                yield cell


def _fill_of(cell: Cell) -> str:
    """The colour of a plain fill in a form that can be kept in a cell: an RGB or a theme colour."""
    fill = cell.fill
    if fill.fill_type != "solid":
        return ""
    colour = fill.fgColor
    return f"{colour.theme}:{colour.tint}" if colour.type == "theme" else str(colour.rgb)


def _filled(kept: str) -> PatternFill:
    theme, _, tint = kept.partition(":")
    if tint:
        return PatternFill("solid", fgColor=Color(theme=int(theme), tint=float(tint)))
    return PatternFill("solid", fgColor=kept) if kept else PatternFill()
