"""Reading comma, semicolon, tab and bar separated text, whatever program wrote it.

The fields come from Python's csv reader rather than pandas, which refuses the uneven rows (a title
above the headers) that real files have. They are handed on by column, a block of rows at a time.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from io import StringIO
from itertools import islice, zip_longest

from tabular.evenlines import blocks
from tabular.findings import Finding, Severity
from tabular.kinds import refuse_page, unmarked_utf16
from tabular.limits import Limits
from tabular.packing import BLOCK, Packed, full_mask, mask_of, words_piece
from tabular.parsed import LONGEST_TEXT, Filler, ParsedBook, ParsedSheet
from tabular.refusals import SAVE_AS_XLSX, SEND_WORKBOOK, refused

SHEET = "CSV"
"""The name given to the one sheet of a file that has no sheet names."""
_DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 50
_HEAD = 256 * 1024
_WINDOWS = (
    "This file is in the old Windows character set and was read as such. Check that signs such "
    "as £ and accented letters came through."
)
_UTF16 = "This file is in the UTF-16 character set and was read as such."
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UNPAIRED = (
    "The quotation marks in this file do not pair up, so its columns cannot be told apart. "
    + SAVE_AS_XLSX
)
_ENDLESS = (
    f"One value in this file is longer than {LONGEST_TEXT:,} characters, so this is no table of "
    f"rows and columns. {SEND_WORKBOOK}"
)


def read_delimited(content: bytes, limits: Limits) -> ParsedBook:
    """The rows of a delimited text file, every value as text and blanks as blanks.

    Raises Unreadable at a limit or where the characters or quotation marks make no sense.
    """
    text, note = decoded(content)
    book = ParsedBook("csv")
    if note:
        book.notes.append(Finding(Severity.NOTE, sheet=SHEET, message=note))
    sheet = ParsedSheet(SHEET)
    sheet.packed = Packed(book.table, limits)
    book.sheets.append(sheet)
    filler = Filler(book, limits)
    csv.field_size_limit(LONGEST_TEXT)
    text, delimiter = delimiter_of(text)
    even = blocks(text, delimiter) if delimiter in _DELIMITERS else iter([([], text)])
    for columns, rest in even:
        if columns:
            _take_columns(columns, sheet, sheet.packed, filler)
        else:
            _take_text(rest, delimiter, sheet, filler)
    return book


def _take_text(text: str, delimiter: str, sheet: ParsedSheet, filler: Filler) -> None:
    """Put lines of any length under the sheet's columns."""
    packed = sheet.packed or Packed(filler.book.table, filler.limits)
    records = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        while rows := list(islice(records, BLOCK)):
            filler.count(sum(map(len, rows)))
            most, left = filler.limits.columns, filler.limits.rows - packed.height
            if len(rows) > left or max(map(len, rows)) > most:
                _refuse_far(rows, sheet, packed, filler)
                rows = [fields[:most] for fields in rows[:left]]
            _pack(list(zip_longest(*rows, fillvalue="")), len(rows), packed, filler)
    except csv.Error as error:
        raise refused(_UNPAIRED if '"' in text else _ENDLESS) from error


def _take_columns(
    columns: list[list[str]], sheet: ParsedSheet, packed: Packed, filler: Filler
) -> None:
    """Put columns of one length under the sheet's."""
    rows = len(columns[0])
    filler.count(rows * len(columns))
    if packed.height + rows > filler.limits.rows or len(columns) > filler.limits.columns:
        _refuse_far(list(zip(*columns, strict=True)), sheet, packed, filler)
        rows = min(rows, filler.limits.rows - packed.height)
        columns = [column[:rows] for column in columns[: filler.limits.columns]]
    _pack(columns, rows, packed, filler)


def _pack(columns: Sequence[Sequence[str]], rows: int, packed: Packed, filler: Filler) -> None:
    masks = []
    for column, values in enumerate(columns):
        masks.append(mask_of(values) if "" in values else full_mask(rows))
        if masks[-1]:
            filler.weigh(sum(map(len, values)))
            given = [value or None for value in values] if "" in values else values
            packed.add(column, words_piece(given, packed.table), rows)
    filler.count(packed.end_block(masks, packed.height + rows))


def _refuse_far(
    rows: Sequence[Sequence[str]], sheet: ParsedSheet, packed: Packed, filler: Filler
) -> None:
    """Refuse the first value outside what is read. Blanks may lie there."""
    limits = filler.limits
    for row, fields in enumerate(rows, packed.height + 1):
        beyond = 0 if row > limits.rows else limits.columns
        for column, value in enumerate(fields[beyond:], beyond + 1):
            if value:
                raise filler.too_far(sheet, row, column)


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file, and a sentence where its characters had to be guessed."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if wide := "utf-16" if marked else unmarked_utf16(content):
        text = _read_as(content, wide)
        refuse_page(text[:1024].encode("utf-8", "replace"))
        if _CONTROLS.search(text):
            raise refused(f"This file is not a spreadsheet that we can recognise. {SEND_WORKBOOK}")
        return text, _UTF16
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return _read_as(content, "cp1252"), _WINDOWS


def _read_as(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise refused(f"The characters in this file cannot be read. {SAVE_AS_XLSX}") from error
    if "\x00" in text:
        raise refused(f"The characters in this file cannot be read. {SAVE_AS_XLSX}")
    return text


def delimiter_of(text: str) -> tuple[str, str]:
    """The text without Excel's "sep=" line, and the character that parts its columns."""
    first = text[:16].partition("\n")[0]
    if first.lower().startswith("sep=") and len(first.strip("\r")) == 5:
        return text[len(first) + 1 :], first[4]
    head = text[:_HEAD]
    if len(head) < len(text) and "\n" in head:
        head = head[: head.rindex("\n") + 1]
    return text, max(_DELIMITERS, key=lambda delimiter: _evenness(head, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first rows have one and the same number of columns, above one."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = [len(fields) for fields in islice(reader, _LOOKED_AT) if len(fields) > 1]
    except csv.Error:
        return (0, 0)
    usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
    return (widths.count(usual), usual)
