"""The workbook part and the styles of an Excel workbook."""

from __future__ import annotations

from tabular.archive import Archive, local
from tabular.refusals import UNREADABLE, refused
from tabular.serials import BUILT_IN, Shape, shape_of
from tabular.xmlparts import relations

TRUE = {"1", "true", "on"}


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
                self.from_1904 = attributes.get("date1904", "").lower() in TRUE
            case "calcPr":
                self.never_calculated = attributes.get("fullCalcOnLoad", "").lower() in TRUE
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
        if tag == "numFmt" and (number := _number(attributes.get("numFmtId", ""))) is not None:
            self._formats[number] = shape_of(attributes.get("formatCode", ""))
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            number = _number(attributes.get("numFmtId", "0"))
            shape = None if number is None else self._formats.get(number)
            self.shapes.append(shape or Shape.NUMBER)

    def _end(self, tag: str) -> None:
        if local(tag) == "cellXfs":
            self._inside = False

    def shape(self, style: str) -> Shape:
        """What the style with this number shows; a number where there is no such style."""
        place = _number(style)
        if place is None or place >= len(self.shapes):
            return Shape.NUMBER
        return self.shapes[place]


def _number(text: str) -> int | None:
    """A number a part may have; None for any other text, however long."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
