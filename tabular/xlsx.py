"""Reading an Excel workbook in one pass over each sheet.

The pass that must look for far cells, error cells and formulas never worked out also keeps the
values, so no second reader sees the file.
"""

from __future__ import annotations

import re

from tabular.archive import Archive, local
from tabular.cells import CellError, Uncalculated, Value, column_number
from tabular.limits import Limits
from tabular.parsed import LONGEST_TEXT, Filler, ParsedBook, ParsedSheet
from tabular.refusals import TOO_HEAVY, UNREADABLE, refused
from tabular.serials import BUILT_IN, Shape, iso_moment, moment, number, shape_of
from tabular.xmlparts import SharedTexts, custom_properties, relations, unescaped

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_MERGED = 10_000
_TRUE = {"1", "true", "on"}


class Workbook:
    """The workbook part: its sheets in order, its names, and how it keeps dates."""

    def __init__(self, archive: Archive) -> None:
        top = relations(archive, "")
        self.part = next((to for kind, to in top.values() if kind == "officeDocument"), "")
        if self.part not in archive:
            raise refused(UNREADABLE)
        self.related = relations(archive, self.part)
        self.sheets: list[tuple[str, bool, str]] = []
        self.names: dict[str, str] = {}
        self.from_1904 = False
        self.never_calculated = False
        self._name = ""
        self._text: list[str] = []
        archive.scan(self.part, self._start, self._end, self._text.append)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match local(tag):
            case "sheet":
                self._sheet(attributes)
            case "workbookPr":
                self.from_1904 = attributes.get("date1904", "").lower() in _TRUE
            case "calcPr":
                self.never_calculated = attributes.get("fullCalcOnLoad", "").lower() in _TRUE
            case "definedName":
                aside = "localSheetId" in attributes or attributes.get("name", "").startswith("_xl")
                self._name = "" if aside else attributes.get("name", "")
                self._text.clear()

    def _sheet(self, attributes: dict[str, str]) -> None:
        link = next((value for name, value in attributes.items() if local(name) == "id"), "")
        kind, part = self.related.get(link, ("", ""))
        if kind == "worksheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), hidden, part))

    def _end(self, tag: str) -> None:
        if local(tag) == "definedName" and self._name:
            self.names[self._name] = "".join(self._text).strip()

    def other(self, kind: str) -> str:
        """The part of a kind (styles, sharedStrings) that the workbook uses, or nothing."""
        return next((part for its, part in self.related.values() if its == kind), "")


class Styles:
    """What each cell style makes of a number, in the order the cells refer to them."""

    def __init__(self, archive: Archive, part: str) -> None:
        self._formats: dict[int, Shape] = dict(BUILT_IN)
        self._inside = False
        self.shapes: list[Shape] = []
        archive.scan(part, self._start, self._end)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "numFmt" and attributes.get("numFmtId", "").isdigit():
            self._formats[int(attributes["numFmtId"])] = shape_of(attributes.get("formatCode", ""))
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            number = attributes.get("numFmtId", "0")
            shape = self._formats.get(int(number)) if number.isdigit() else None
            self.shapes.append(shape or Shape.NUMBER)

    def _end(self, tag: str) -> None:
        if local(tag) == "cellXfs":
            self._inside = False

    def shape(self, style: str) -> Shape:
        """What the style with this number shows; a number where there is no such style."""
        place = int(style) if style.isdigit() else -1
        return self.shapes[place] if 0 <= place < len(self.shapes) else Shape.NUMBER


class SheetScan:
    """Takes the elements of one sheet as they stream past and keeps the cells with a value."""

    def __init__(
        self, sheet: ParsedSheet, filler: Filler, book: Workbook, styles: Styles, texts: list[str]
    ) -> None:
        self._sheet, self._filler, self._book = sheet, filler, book
        self._styles, self._texts = styles, texts
        self._row = self._column = 0
        self._cell: dict[str, str] | None = None
        self._inside = ""
        self._aside = 0
        self._value = self._formula = ""
        self._has_formula = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "c":
            self._open(attributes)
        elif self._cell is not None:
            self._within(tag)
        elif tag == "row":
            given = attributes.get("r", "")
            self._row = int(given) if given.isdigit() and len(given) < 9 else self._row + 1
            self._column = 0
        elif tag == "mergeCell" and len(self._sheet.merged) < _MERGED:
            self._sheet.merged.append(attributes.get("ref", ""))

    def _open(self, attributes: dict[str, str]) -> None:
        self._filler.count()
        match = _REFERENCE.fullmatch(attributes.get("r", ""))
        if match:
            self._row, self._column = int(match[2]), column_number(match[1])
        else:
            self._column += 1
        self._cell = attributes
        self._value = self._formula = ""
        self._has_formula = False

    def _within(self, tag: str) -> None:
        if tag == "rPh":
            self._aside += 1
        elif tag == "f":
            self._has_formula = True
            self._inside = tag
        elif tag in ("v", "t") and not self._aside:
            self._inside = tag

    def text(self, text: str) -> None:
        if self._inside == "f":
            self._formula += text
        elif self._inside:
            self._value += text
            if len(self._value) > LONGEST_TEXT:
                raise refused(TOO_HEAVY, sheet=self._sheet.name)

    def end(self, tag: str) -> None:
        tag = local(tag)
        if tag == "c" and self._cell is not None:
            value = self._worth(self._cell)
            if value is not None and value != "":
                self._filler.put(self._sheet, self._row, self._column, value)
            self._cell = None
        elif tag == "rPh":
            self._aside -= 1
        self._inside = ""

    def _worth(self, cell: dict[str, str]) -> Value | None:
        kind, text = cell.get("t", "n"), self._value
        if self._has_formula and self._unknown(kind, text):
            return Uncalculated(self._formula)
        if kind == "s":
            return self._shared(text)
        if kind in ("str", "inlineStr"):
            return unescaped(text)
        if not text:
            return None
        if kind == "b":
            return text.strip().lower() in _TRUE
        if kind == "e":
            return CellError(text.strip())
        return self._number(text, cell.get("s", ""), kind)

    def _unknown(self, kind: str, text: str) -> bool:
        """A formula with no result, or with the 0 some programs write before it has one."""
        if kind == "str":
            return False
        return not text or (self._book.never_calculated and text.strip() in ("0", "0.0"))

    def _shared(self, text: str) -> str:
        place = int(text) if text.isdecimal() and len(text) < 9 else -1
        if not 0 <= place < len(self._texts):
            raise refused(UNREADABLE, sheet=self._sheet.name)
        return self._texts[place]

    def _number(self, text: str, style: str, kind: str) -> Value:
        if kind == "d":
            return iso_moment(text)
        value = number(text)
        if isinstance(value, str | CellError):
            return value
        return moment(value, self._styles.shape(style), self._book.from_1904)


def read_xlsx(archive: Archive, limits: Limits) -> ParsedBook:
    """Every sheet of an Excel workbook, with its names and custom properties.

    Raises Unreadable at a limit; other exceptions mean a damaged file.
    """
    workbook = Workbook(archive)
    if len(workbook.sheets) > limits.sheets:
        raise refused(
            f"This workbook has {len(workbook.sheets)} sheets and at most {limits.sheets} are "
            "read. Delete the sheets that are not needed, save it and send it again."
        )
    if not workbook.sheets:
        raise refused(UNREADABLE)
    book = ParsedBook("xlsx", names=workbook.names, properties=custom_properties(archive))
    filler = Filler(book, limits)
    styles = Styles(archive, workbook.other("styles"))
    texts = SharedTexts(archive, workbook.other("sharedStrings")).texts
    for name, hidden, part in workbook.sheets:
        sheet = ParsedSheet(name, hidden)
        if part not in archive:
            raise refused(UNREADABLE, sheet=name)
        scan = SheetScan(sheet, filler, workbook, styles, texts)
        archive.scan(part, scan.start, scan.end, scan.text)
        book.sheets.append(sheet)
    return book
