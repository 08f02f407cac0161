"""Reading one sheet of an Excel workbook in one pass of the XML parser.

The pass that must look for far cells, error cells and formulas never worked out also keeps the
values, so no second reader sees the file.
"""

from __future__ import annotations

import re

from tabular.archive import local
from tabular.cells import CellError, Uncalculated, Value, column_number
from tabular.parsed import LONGEST_TEXT, Filler, ParsedSheet
from tabular.refusals import TOO_HEAVY, UNREADABLE, refused
from tabular.serials import iso_moment, moment, number
from tabular.workbookparts import TRUE, Styles, Workbook
from tabular.xmlparts import unescaped

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_MERGED = 10_000


class SheetScan:
    """Takes the elements of one sheet as they stream past and keeps the cells with a value."""

    def __init__(
        self, sheet: ParsedSheet, filler: Filler, book: Workbook, styles: Styles, texts: list[str]
    ) -> None:
        self._sheet, self._filler, self._book = sheet, filler, book
        self._styles, self._texts = styles, texts
        self.row = self._column = 0
        self._cell: dict[str, str] | None = None
        self._inside = ""
        self._aside = 0
        self._value = self._formula = ""
        self._has_formula = False

    @property
    def at_rest(self) -> bool:
        """Whether nothing that was begun is still open but what holds the rows."""
        return self._cell is None and not self._inside and not self._aside

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "c":
            self._open(attributes)
        elif self._cell is not None:
            self._within(tag)
        elif tag == "row":
            given = attributes.get("r", "")
            self.row = int(given) if given.isdigit() and len(given) < 9 else self.row + 1
            self._column = 0
        elif tag == "mergeCell" and len(self._sheet.merged) < _MERGED:
            self._sheet.merged.append(attributes.get("ref", ""))

    def _open(self, attributes: dict[str, str]) -> None:
        self._filler.count()
        match = _REFERENCE.fullmatch(attributes.get("r", ""))
        if match:
            self.row, self._column = int(match[2]), column_number(match[1])
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
                self._filler.put(self._sheet, self.row, self._column, value)
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
            return text.strip().lower() in TRUE
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
