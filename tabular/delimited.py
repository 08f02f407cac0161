"""Reading comma, semicolon and tab separated text, whatever program wrote it.

The fields come from Python's csv reader rather than pandas, which refuses the uneven rows (a title
above the headers) that real files have.
"""

from __future__ import annotations

import csv
from io import StringIO
from itertools import islice

from tabular.findings import Finding, Severity
from tabular.limits import Limits
from tabular.parsed import LONGEST_TEXT, Filler, ParsedBook, ParsedSheet
from tabular.refusals import SAVE_AS_XLSX, refused

SHEET = "CSV"
"""The name given to the one sheet of a file that has no sheet names."""
_DELIMITERS = (",", ";", "\t")
_LOOKED_AT = 50
_WINDOWS = (
    "This file is in the old Windows character set and was read as such. Check that signs such "
    "as £ and accented letters came through."
)
_UTF16 = "This file is in the UTF-16 character set and was read as such."


def read_delimited(content: bytes, limits: Limits) -> ParsedBook:
    """The rows of a delimited text file, every value as text and blanks as blanks.

    Raises Unreadable at a limit or where the characters or quotation marks make no sense.
    """
    text, note = decoded(content)
    book = ParsedBook("csv")
    if note:
        book.notes.append(Finding(Severity.NOTE, sheet=SHEET, message=note))
    sheet = ParsedSheet(SHEET)
    book.sheets.append(sheet)
    filler = Filler(book, limits)
    csv.field_size_limit(LONGEST_TEXT)
    text, delimiter = delimiter_of(text)
    records = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row, fields in enumerate(records, 1):
            for column, value in enumerate(fields, 1):
                filler.count()
                if value:
                    filler.put(sheet, row, column, value)
    except csv.Error as error:
        raise refused(
            "The quotation marks in this file do not pair up, so its columns cannot be told "
            f"apart. {SAVE_AS_XLSX}"
        ) from error
    return book


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file, and a sentence where its characters had to be guessed."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _read_as(content, "utf-16"), _UTF16
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
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip("\r")) == 5:
        return rest, first[4]
    return text, max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first rows have one and the same number of columns, above one."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = [len(fields) for fields in islice(reader, _LOOKED_AT) if len(fields) > 1]
    except csv.Error:
        return (0, 0)
    usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
    return (widths.count(usual), usual)
