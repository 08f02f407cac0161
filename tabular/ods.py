"""Reading an OpenDocument spreadsheet in one pass, repeated cells and rows unrolled in bounds."""

from __future__ import annotations

import re
from datetime import timedelta

from tabular.archive import Archive, local
from tabular.cells import CellError, Uncalculated, Value, a1
from tabular.limits import Limits
from tabular.parsed import LONGEST_TEXT, Filler, ParsedBook, ParsedSheet
from tabular.refusals import LINKS, TOO_HEAVY, UNREADABLE, refused
from tabular.serials import iso_moment, number

_ERRORS = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d{3}")
_DURATION = re.compile(r"(-?)PT(\d+)H(\d+)M(\d+(?:\.\d+)?)S")
_CELLS = {"table-cell", "covered-table-cell"}
_BREAKS = {"tab": "\t", "line-break": "\n"}


class OdsScan:
    """Takes the elements of content.xml as they stream past and keeps the cells with a value."""

    def __init__(self, book: ParsedBook, limits: Limits) -> None:
        self._book, self._limits = book, limits
        self._filler = Filler(book, limits)
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._sheet: ParsedSheet | None = None
        self._row = self._column = 0
        self._row_values: list[tuple[int, int, Value]] = []
        self._row_repeats = 1
        self._cell: dict[str, str] | None = None
        self._aside = 0
        self._taking = 0
        self._text = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
        if self._cell is not None:
            self._within(tag, attributes)
            return
        given = plain_names(attributes)
        if self._sheet is not None:
            self._in_sheet(tag, given)
        elif tag == "table":
            self._open_sheet(given)
        else:
            self._around(tag, given)

    def _around(self, tag: str, given: dict[str, str]) -> None:
        if tag == "style":
            self._style = given.get("name", "")
        elif tag == "table-properties" and given.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif tag == "named-range":
            self._book.names[given.get("name", "")] = given.get("cell-range-address", "")

    def _open_sheet(self, given: dict[str, str]) -> None:
        if len(self._book.sheets) >= self._limits.sheets:
            raise refused(
                f"This workbook has more than the {self._limits.sheets} sheets that are read. "
                "Delete the sheets that are not needed, save it and send it again."
            )
        hidden = given.get("style-name", "") in self._hidden_styles
        self._sheet = ParsedSheet(given.get("name", ""), hidden)
        self._book.sheets.append(self._sheet)
        self._row = 0

    def _in_sheet(self, tag: str, given: dict[str, str]) -> None:
        if tag == "table-source":
            raise refused(LINKS)
        if tag == "table-row":
            self._row_repeats = repeats(given, "number-rows-repeated")
            self._row_values = []
            self._column = 0
        elif tag in _CELLS:
            self._filler.count()
            self._cell = given
            self._text = ""

    def _within(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "annotation":
            self._aside += 1
        elif self._aside:
            return
        elif tag == "p":
            self._text += "\n" if self._text else ""
            self._taking += 1
        elif tag == "s":
            self._text += " " * min(repeats(plain_names(attributes), "c"), LONGEST_TEXT)
        else:
            self._text += _BREAKS.get(tag, "")
        self._hold()

    def _hold(self) -> None:
        if len(self._text) > LONGEST_TEXT:
            raise refused(TOO_HEAVY)

    def text(self, text: str) -> None:
        """Take text that stands in a paragraph of a cell and not in a comment on it."""
        if self._taking and not self._aside:
            self._text += text
            self._hold()

    def end(self, tag: str) -> None:
        """Close a paragraph, comment, cell, row or sheet."""
        tag = local(tag)
        if tag == "annotation":
            self._aside -= 1
        elif tag == "p" and not self._aside:
            self._taking = max(self._taking - 1, 0)
        elif tag in _CELLS and self._cell is not None:
            self._close_cell(self._cell)
        elif tag == "table-row" and self._cell is None:
            self._close_row()
        elif tag == "table" and self._cell is None:
            self._sheet = None

    def _close_cell(self, cell: dict[str, str]) -> None:
        count = repeats(cell, "number-columns-repeated")
        value = worth(cell, self._text)
        if value is not None and value != "":
            self._row_values.append((self._column + 1, count, value))
        if self._sheet is not None:
            self._merge(self._sheet, cell)
        self._column += count
        self._cell = None
        self._taking = 0

    def _merge(self, sheet: ParsedSheet, cell: dict[str, str]) -> None:
        across = repeats(cell, "number-columns-spanned")
        down = repeats(cell, "number-rows-spanned")
        if across * down > 1:
            sheet.merged.append(span(self._row + 1, self._column + 1, down, across))

    def _close_row(self) -> None:
        first, self._row = self._row + 1, self._row + self._row_repeats
        if self._sheet is None or not self._row_values:
            return
        once = sum(count for _, count, _ in self._row_values)
        self._filler.count(once * self._row_repeats - len(self._row_values))
        for row in range(first, self._row + 1):
            for column, count, value in self._row_values:
                for place in range(column, column + count):
                    self._filler.put(self._sheet, row, place, value)


def plain_names(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes without the prefixes of their names."""
    return {local(name): value for name, value in attributes.items()}


def span(row: int, column: int, down: int, across: int) -> str:
    """A merged range by its first cell and its size, such as A1:C2."""
    return f"{a1(row, column)}:{a1(row + down - 1, column + across - 1)}"


def repeats(given: dict[str, str], name: str) -> int:
    """How often a cell or row stands for itself; 1 unless it says otherwise."""
    told = given.get(name, "1")
    return max(int(told), 1) if told.isdecimal() and len(told) < 9 else 1


def worth(cell: dict[str, str], text: str) -> Value | None:
    """The value of a cell by its declared type, with the text it shows where it has none."""
    kind = cell.get("value-type", "")
    if "formula" in cell:
        if _ERRORS.fullmatch(text.strip()):
            return CellError(text.strip())
        if not kind:
            return Uncalculated(cell["formula"].partition("=")[2])
    if kind in ("float", "percentage", "currency"):
        return number(cell.get("value", ""))
    if kind == "boolean":
        return cell.get("boolean-value") == "true"
    if kind == "date":
        return iso_moment(cell.get("date-value", text))
    if kind == "time":
        return duration(cell.get("time-value", text))
    return cell.get("string-value", text)


def duration(told: str) -> timedelta | str:
    """A length of time such as PT12H30M00S; the text itself where it is not one."""
    match = _DURATION.match(told)
    if match is None or len(match[2]) > 9:
        return told
    length = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=float(match[4]))
    return -length if match[1] else length


def read_ods(archive: Archive, limits: Limits) -> ParsedBook:
    """Every sheet of an OpenDocument spreadsheet, with its names and custom properties.

    Raises Unreadable at a limit; other exceptions mean a damaged file.
    """
    book = ParsedBook("ods", properties=_properties(archive))
    scan = OdsScan(book, limits)
    archive.scan("content.xml", scan.start, scan.end, scan.text)
    if not book.sheets:
        raise refused(UNREADABLE)
    return book


def _properties(archive: Archive) -> dict[str, str]:
    found: dict[str, str] = {}
    name: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        given = plain_names(attributes)
        name[:] = [given.get("name", "")] if local(tag) == "user-defined" else []

    def text(data: str) -> None:
        if name:
            found[name[0]] = found.get(name[0], "") + data

    archive.scan("meta.xml", start, lambda _: name.clear(), text)
    return found
