"""Files to be read, honest and hostile, built in code so that a reviewer can see what is in them."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from openpyxl import Workbook

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def relations(**targets: str) -> str:
    """A relations part: kind to target, each with its kind as its id."""
    lines = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f"<Relationships>{lines}</Relationships>"


def xlsx(
    cells: str = '<row r="1"><c r="A1"><v>1</v></c></row>',
    *,
    workbook: str = "",
    sheet_name: str = "Data",
    around: str = "",
    head: str = XML,
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An Excel workbook of one sheet, whose rows are given as the XML inside sheetData."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": (
            f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            f'<sheet name="{sheet_name}" sheetId="1" r:id="worksheet"/></sheets>{workbook}'
            "</workbook>"
        ),
        "xl/_rels/workbook.xml.rels": relations(worksheet="worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": (
            f'{head}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData>{around}</worksheet>'
        ),
    }
    return zipped(parts | dict(extra or {}))


def ods(table: str, *, styles: str = "", extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """An OpenDocument spreadsheet, its tables given as XML."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text", "style", "meta", "calcext")
    )
    content = (
        f"{XML}<office:document-content {spaces}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{table}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": ODS_TYPE, "content.xml": content} | dict(extra or {}))


def saved(workbook: Workbook) -> bytes:
    """The bytes of an openpyxl workbook."""
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def rows(*values: tuple[object, ...]) -> bytes:
    """An Excel workbook of one sheet, Data, with these rows."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Data"
    for row in values:
        sheet.append(row)
    return saved(workbook)
