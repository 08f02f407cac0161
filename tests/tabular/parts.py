"""Whether an Excel workbook is sound inside: what makes Excel offer to repair a file."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
FORBIDDEN = set("[]:*?/\\")
#: The children of a worksheet, in the only order Excel takes them.
ORDER = (
    *(
        "sheetPr",
        "dimension",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "sheetProtection",
    ),
    *("autoFilter", "mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks"),
    *("printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"),
    *("drawing", "legacyDrawing", "tableParts", "extLst"),
)
#: The longest texts Excel takes in a validation, by their attributes.
LONGEST = {"prompt": 255, "error": 255, "promptTitle": 32, "errorTitle": 32}


class Parts:
    """The parts of a workbook, parsed."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            self.names = archive.namelist()
            self.xml = {
                name: ElementTree.fromstring(archive.read(name))
                for name in self.names
                if name.endswith((".xml", ".rels", ".vml"))
            }

    @property
    def sheets(self) -> dict[str, ElementTree.Element]:
        """The worksheets by their parts."""
        return {n: x for n, x in self.xml.items() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", n)}

    def related(self, part: str) -> dict[str, str]:
        """What a part is related to inside the package, by id."""
        folder, name = posixpath.split(part)
        rels = self.xml.get(f"{folder}/_rels/{name}.rels".lstrip("/"))
        return {
            one.get("Id", ""): posixpath.normpath(
                posixpath.join("/", folder, one.get("Target", ""))
            )
            for one in (rels.iter(RELATION) if rels is not None else ())
            if one.get("TargetMode") != "External"
        }


def faults_of(content: bytes) -> list[str]:
    """Everything that is wrong inside a workbook; an empty list where it is sound."""
    parts = Parts(content)
    looks = (package, names_of_sheets, relations, styles, layout, validations, tables, names)
    return [fault for look in looks for fault in look(parts)]


def package(parts: Parts) -> Iterator[str]:
    """Every part has a content type, and none stands in the package twice."""
    types = parts.xml["[Content_Types].xml"]
    known = {one.get("Extension") for one in types.iter(f"{TYPES}Default")}
    named = [one.get("PartName", "") for one in types.iter(f"{TYPES}Override")]
    for name, count in Counter(n.casefold() for n in (*parts.names, *named)).items():
        if count > 1:
            yield f"{name} stands in the package twice"
    for name in parts.names:
        if f"/{name}" not in named and name.rpartition(".")[2] not in known:
            yield f"{name} has no content type"
    for name in named:
        if name.lstrip("/") not in parts.names:
            yield f"{name} has a content type and is not there"


def names_of_sheets(parts: Parts) -> Iterator[str]:
    """Sheets have names Excel takes, and numbers of their own."""
    sheets = list(parts.xml["xl/workbook.xml"].iter(f"{MAIN}sheet"))
    names = [sheet.get("name", "") for sheet in sheets]
    for name in names:
        if not 0 < len(name) <= 31 or FORBIDDEN & set(name) or name[0] == "'" or name[-1] == "'":
            yield f"{name!r} is no name of a sheet"
    if len({name.casefold() for name in names}) < len(names):
        yield "two sheets have one name"
    if len({sheet.get("sheetId") for sheet in sheets}) < len(sheets):
        yield "two sheets have one number"
    if all(sheet.get("state") in {"hidden", "veryHidden"} for sheet in sheets):
        yield "every sheet is hidden"


def relations(parts: Parts) -> Iterator[str]:
    """Every relation leads to a part, and every id used is a relation's."""
    for rels in (name for name in parts.names if name.endswith(".rels")):
        part = rels.replace("_rels/", "").removesuffix(".rels")
        ids = [one.get("Id") for one in parts.xml[rels].iter(RELATION)]
        if len(set(ids)) < len(ids):
            yield f"{rels} has an id twice"
        for target in parts.related(part).values():
            if target.lstrip("/") not in parts.names:
                yield f"{part} leads to {target}, which is not there"
    for name, root in parts.xml.items():
        if name.startswith("xl/") and not name.endswith((".rels", ".vml")):
            rels = parts.xml.get(f"{posixpath.dirname(name)}/_rels/{posixpath.basename(name)}.rels")
            known = {one.get("Id") for one in rels.iter(RELATION)} if rels is not None else set()
            for used in (one.get(LINK) for one in root.iter() if one.get(LINK)):
                if used not in known:
                    yield f"{name} uses {used}, which is no relation of its"


def styles(parts: Parts) -> Iterator[str]:
    """Cells refer to styles and texts that are there."""
    formats = parts.xml["xl/styles.xml"].find(f"{MAIN}cellXfs")
    looks = len(formats) if formats is not None else 0
    texts = len(parts.xml["xl/sharedStrings.xml"]) if "xl/sharedStrings.xml" in parts.xml else 0
    for name, root in parts.sheets.items():
        for cell in root.iter(f"{MAIN}c"):
            if int(cell.get("s", 0)) >= max(looks, 1):
                yield f"{name} {cell.get('r')} has a style that is not there"
            if cell.get("t") == "s" and int(cell.findtext(f"{MAIN}v") or -1) >= texts:
                yield f"{name} {cell.get('r')} has a text that is not there"


def layout(parts: Parts) -> Iterator[str]:
    """What a worksheet holds stands in the order Excel takes; rows and cells follow each other."""
    for name, root in parts.sheets.items():
        held = [one.tag.removeprefix(MAIN) for one in root]
        unknown = set(held) - set(ORDER)
        if unknown:
            yield f"{name} holds {sorted(unknown)}"
        elif held != sorted(held, key=ORDER.index):
            yield f"{name} is out of order: {held}"
        rows = [int(row.get("r", 0)) for row in root.iter(f"{MAIN}row")]
        if rows != sorted(set(rows)):
            yield f"{name} has rows out of order"


def validations(parts: Parts) -> Iterator[str]:
    """What may be typed is said in texts Excel takes."""
    for name, root in parts.sheets.items():
        found = root.findall(f"{MAIN}dataValidations/{MAIN}dataValidation")
        for rule in found:
            for attribute, longest in LONGEST.items():
                if len(rule.get(attribute, "")) > longest:
                    yield f"{name} {rule.get('sqref')} has too long a {attribute}"
            formula = rule.findtext(f"{MAIN}formula1") or ""
            if len(formula) > 255:
                yield f"{name} {rule.get('sqref')} has too long a formula"
        counted = root.find(f"{MAIN}dataValidations")
        if counted is not None and int(counted.get("count", len(found))) != len(found):
            yield f"{name} counts its validations wrongly"


def tables(parts: Parts) -> Iterator[str]:
    """Tables have ids, names and headers of their own, and the headers stand in their cells."""
    found = {
        n: x for n, x in parts.xml.items() if n.startswith("xl/tables/") and n.endswith(".xml")
    }
    for attribute in ("id", "displayName"):
        seen = [table.get(attribute, "").casefold() for table in found.values()]
        if len(set(seen)) < len(seen):
            yield f"two tables have one {attribute}"
    for name, table in found.items():
        heads = [one.get("name", "").casefold() for one in table.iter(f"{MAIN}tableColumn")]
        if len(set(heads)) < len(heads) or not all(heads):
            yield f"{name} has a header twice"


def names(parts: Parts) -> Iterator[str]:
    """Defined names are said once for each sheet, and lead to sheets that are there."""
    book = parts.xml["xl/workbook.xml"]
    sheets = {sheet.get("name", "") for sheet in book.iter(f"{MAIN}sheet")}
    seen: set[tuple[str, str]] = set()
    for one in book.iter(f"{MAIN}definedName"):
        key = (one.get("name", "").casefold(), one.get("localSheetId", ""))
        if key in seen:
            yield f"{key[0]} is defined twice"
        seen.add(key)
        sheet = (one.text or "").rpartition("!")[0].strip("'").replace("''", "'")
        if sheet not in sheets:
            yield f"{key[0]} leads to {sheet!r}, which is no sheet"
