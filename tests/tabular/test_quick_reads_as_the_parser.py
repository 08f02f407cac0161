"""The quick way through an Excel sheet reads what the XML parser alone reads, or leaves it to it."""

import random
import shutil
import subprocess
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from openpyxl import Workbook

from tabular.archive import Archive
from tabular.limits import Limits
from tabular.quick import QuickSheet
from tabular.refusals import Unreadable
from tabular.rowblocks import Odd
from tabular.xlsx import read_xlsx
from tests.tabular.workbooks import MAIN, XML, relations, saved, xlsx, zipped

ALWAYS, NEVER = 0, 1 << 40
LIMITS = Limits(rows=5_000, columns=60, cells=200_000)


def told(content: bytes, quick_from: int) -> object:
    """Everything that was read, types included; or why it was refused."""
    try:
        book = read_xlsx(Archive(content, LIMITS), LIMITS, quick_from)
        return (
            [(sheet.name, sheet.hidden, sheet.merged, typed(sheet.rows)) for sheet in book.sheets],
            *(book.cells, book.names, book.properties),
        )
    except Unreadable as unreadable:
        return unreadable.findings
    except Exception as error:  # any other is a damaged file
        return type(error).__name__ and "damaged"


def typed(rows: object) -> list[list[tuple[type, object]]]:
    return [[(type(value), value) for value in row] for row in rows]  # type: ignore[attr-defined]


def same(content: bytes) -> object:
    quick, careful = told(content, ALWAYS), told(content, NEVER)
    assert quick == careful
    return quick


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Says of each sheet whether it was read the quick way."""
    said: list[str] = []
    read = QuickSheet.read

    def watched(self: QuickSheet, archive: Archive, part: str) -> None:
        try:
            read(self, archive, part)
            said.append("quick")
        except Odd:
            said.append("odd")
            raise

    monkeypatch.setattr(QuickSheet, "read", watched)
    return said


VALUES = (
    ("007", 1, 2.5, True, None, date(2026, 6, 30), datetime(2026, 6, 30, 9, 5, 1), time(9, 15)),
    (timedelta(hours=30), -3, 0, 1e-7, 123456789012345, 0.28999999999999998, " sp ", "a & <b>"),
    (None, None, "é\nzwei", "_x000A_", "", False, 1e15, -0.5),
    (),
    (None, 5),
)


def by_xlsxwriter(**options: object) -> bytes:
    target = BytesIO()
    workbook = xlsxwriter.Workbook(target, {"default_date_format": "dd/mm/yyyy", **options})
    sheet = workbook.add_worksheet("Return")
    long = workbook.add_format({"num_format": "[h]:mm"})
    for row, values in enumerate(VALUES * 40):
        for column, value in enumerate(values):
            if isinstance(value, timedelta):
                sheet.write_datetime(row, column, value, long)
            elif isinstance(value, str):
                sheet.write_string(row, column, value)
            else:
                sheet.write(row, column, value)
    if not options.get("constant_memory"):
        sheet.merge_range("K1:L2", "merged")
        sheet.write_formula("M7", "=1+1", None, 2)
        sheet.write_formula("M8", '=IF(1=1,"a","")', None, "a")
        sheet.write_formula("M9", '=IF(1=1,"","a")', None, "")
        sheet.write_formula("M12", "=A1", None, 0)
        sheet.write_formula("M13", "=1/0", None, "#DIV/0!")
        sheet.write_boolean("M14", False)
        sheet.set_row(20, 33.5)
        sheet.set_row(4_000, None, None, {"hidden": True})
    workbook.close()
    return target.getvalue()


def by_openpyxl() -> bytes:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for values in VALUES * 40:
        sheet.append(values)
    sheet["K9"] = "=SUM(B1:B4)"
    sheet["K10"].value, sheet["K10"].data_type = "#N/A", "e"
    sheet.merge_cells("J1:J3")
    other = workbook.create_sheet("Other")
    other["C70"] = "far down"
    other["A90"] = 5
    workbook.create_sheet("Empty")
    return saved(workbook)


@pytest.mark.parametrize(
    ("content", "ways"),
    [
        (by_xlsxwriter(), ["quick"]),
        (by_xlsxwriter(constant_memory=True), ["quick"]),
        (by_xlsxwriter(date_1904=True), ["quick"]),
        (by_xlsxwriter(strings_to_numbers=True, use_zip64=True), ["quick"]),
        (by_openpyxl(), ["quick", "quick", "odd"]),
    ],
    ids=["xlsxwriter", "xlsxwriter in line", "xlsxwriter 1904", "xlsxwriter zip64", "openpyxl"],
)
def test_what_programs_write(content: bytes, ways: list[str], taken: list[str]) -> None:
    assert isinstance(same(content), tuple)
    assert taken == ways


@pytest.mark.libreoffice
@pytest.mark.parametrize("content", [by_xlsxwriter(), by_openpyxl()], ids=["a", "b"])
def test_what_libreoffice_writes(content: bytes, taken: list[str], tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    given = tmp_path / "in" / "book.xlsx"
    given.write_bytes(content)
    command = [str(shutil.which("libreoffice")), "--headless", "--convert-to", "xlsx"]
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [*command, home, "--outdir", str(tmp_path), str(given)], check=True, capture_output=True
    )
    assert isinstance(same((tmp_path / "book.xlsx").read_bytes()), tuple)
    assert taken[0] == "quick"


ROW = '<row r="{n}" spans="1:3"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}"><v>{n}</v></c></row>'
PLAIN = "".join(ROW.format(n=n) for n in range(1, 40))


def written(sheet: str, texts: str = "<si><t>a</t></si>") -> bytes:
    """A workbook whose sheet part is given whole."""
    links = relations(worksheet="worksheets/sheet1.xml", sharedStrings="shared.xml")
    return xlsx(
        extra={
            "xl/_rels/workbook.xml.rels": links,
            "xl/worksheets/sheet1.xml": sheet,
            "xl/shared.xml": f'{XML}<sst xmlns="{MAIN}" count="1">{texts}</sst>',
        }
    )


def part(rows: str, before: str = "", after: str = "") -> str:
    return (
        f'{XML}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def with_row(row: str) -> str:
    return part(PLAIN + row + ROW.format(n=41) + ROW.format(n=42))


ODD_ROWS = {
    "no coordinates": "<row><c><v>1</v></c><c t='s'><v>0</v></c></row>",
    "uncalculated": '<row r="40"><c r="A40"><f>B1</f></c><c r="B40"><v>3</v></c></row>',
    "shared formula": '<row r="40"><c r="A40"><f t="shared" si="0">B1</f><v>1</v></c></row>',
    "error": '<row r="40"><c r="C40" t="e"><v>#DIV/0!</v></c></row>',
    "rich text": '<row r="40"><c r="A40" t="inlineStr"><is><r><t>a</t></r></is></c></row>',
    "words in a number": '<row r="40"><c r="A40"><v>n/k</v></c></row>',
    "zeros before": '<row r="40"><c r="A40"><v>007</v></c><c r="B40"><v>-0</v></c></row>',
    "numbers at the edge": '<row r="40"><c r="A40"><v>-123456789012345</v></c><c r="B40">'
    '<v>1E400</v></c><c r="C40"><v>1234567890123456</v></c><c r="D40"><v>nan</v></c>'
    '<c r="E40"><v>1e05</v></c></row>',
    "entities": '<row r="40"><c r="A40" t="str"><v>a&amp;b&#10;&lt;_x0041_&gt;</v></c></row>',
    "named": '<row r="40"><c r="A40" t="str"><v>a&amp;b&lt;c</v></c></row>',
    "iso date": '<row r="40"><c r="A40" t="d"><v>2026-06-30</v></c><c r="B40" t="b"><v>1</v></c></row>',
    "style of none": '<row r="40"><c r="A40" s="99"><v>5</v></c><c r="B40" s="1"/></row>',
    "blank": '<row r="40"/>',
    "blank with cells": '<row r="40" ht="3.5" customHeight="1"><c r="A40"/><c r="D40" s="0"></c></row>',
    "same row again": '<row r="39"><c r="C39"><v>5</v></c></row>',
    "row above": '<row r="3"><c r="C3"><v>5</v></c></row>',
    "cell of another row": '<row r="40"><c r="A5"><v>5</v></c></row>',
    "cells out of order": '<row r="40"><c r="C40"><v>5</v></c><c r="A40"><v>6</v></c></row>',
    "cell twice": '<row r="40"><c r="C40"><v>5</v></c><c r="C40"><v>6</v></c></row>',
    "comment": '<row r="40"><!-- </row> --><c r="A40"><v>5</v></c></row>',
    "hidden in a comment": '<!-- <row r="40"><c r="A40"><v>5</v></c></row> -->',
    "hidden in data": '<![CDATA[<row r="40"><c r="A40"><v>5</v></c></row>]]>',
    "hidden in an instruction": '<?x <row r="40"><c r="A40"><v>5</v></c></row>?>',
    "row in a row": '<row r="40"><row r="40"><c r="A40"><v>5</v></c></row></row>',
    "row in a cell": '<row r="40"><c r="A40"><row r="40"><c r="B40"><v>5</v></c></row></c></row>',
    "line between": '\n<row r="40">\n<c r="A40">\n<v>5</v></c></row>\n',
    "attribute twice": '<row r="40" ht="1" ht="2"><c r="A40"><v>5</v></c></row>',
    "attribute without a space": '<row r="40"ht="1"><c r="A40"><v>5</v></c></row>',
    "bad entity": '<row r="40"><c r="A40" t="str"><v>&nbsp;</v></c></row>',
    "bare ampersand": '<row r="40"><c r="A40" t="str"><v>a & b</v></c></row>',
    "control character": '<row r="40"><c r="A40" t="str"><v>a\x01b</v></c></row>',
    "no character": '<row r="40"><c r="A40" t="str"><v>a\uffffb</v></c></row>',
    "end of data": '<row r="40"><c r="A40" t="str"><v>a]]>b</v></c></row>',
    "never closed": '<row r="40"><c r="A40"><v>5</v></c>',
    "closed twice": "</row>",
    "no such text": '<row r="40"><c r="A40" t="s"><v>7</v></c></row>',
    "text of no number": '<row r="40"><c r="A40" t="s"><v>x</v></c></row>',
    "far": '<row r="40"><c r="XFD40"><v>1</v></c></row>',
    "far but blank": '<row r="40"><c r="A40"><v>1</v></c><c r="XFD40" s="1"/></row>',
    "single quotes": "<row r='40'><c r='A40'><v>1</v></c></row>",
    "prefix": '<x:row xmlns:x="y" r="40"><x:c r="A40"><x:v>1</x:v></x:c></x:row>',
    "small letters": '<row r="40"><c r="a40"><v>1</v></c></row>',
    "reading aids": '<row r="40"><c r="A40" t="inlineStr"><is><t>a</t>'
    "<rPh><t>x</t></rPh></is></c></row>",
}


@pytest.mark.parametrize("name", ODD_ROWS)
def test_one_odd_row(name: str) -> None:
    same(written(with_row(ODD_ROWS[name])))
    same(written(part(ODD_ROWS[name] + ROW.format(n=41))))
    same(written(part(PLAIN + ODD_ROWS[name])))


@pytest.mark.parametrize(
    "sheet",
    [
        part(PLAIN, before='<dimension ref="A1:XFD1048576"/>', after='<mergeCell ref="A1:B2"/>'),
        part(PLAIN + '<row r="1048576"/>'),
        part(ROW.format(n=1) + ROW.format(n=4_000)),
        part(ROW.format(n=1) + ROW.format(n=6_000)),
        part("".join(ROW.format(n=n) for n in range(1, 900, 3))),
        part(PLAIN) + "<!-- after -->",
        part(PLAIN) + PLAIN,
        part(PLAIN, before="<!-- before -->"),
        part(PLAIN, before="<!-- <row", after="-->"),
        part(PLAIN, before="<a>", after="</a>"),
        part(f"<a>{PLAIN}</a>"),
        part("", after=PLAIN),
        part("", after="<rowBreaks/>"),
        part(PLAIN, after=f"<sheetData>{ROW.format(n=50)}</sheetData>"),
        part(PLAIN, after='<c r="A1"><v>9</v></c>'),
        part(PLAIN).replace("UTF-8", "ISO-8859-1"),
        part(PLAIN).replace("UTF-8", "no-such-set"),
        part(PLAIN).removeprefix(XML),
        "\ufeff" + part(PLAIN),
        part(PLAIN).replace(XML, XML + "\r\n"),
        part(PLAIN)[:-5],
        part(PLAIN).replace("sheetData", "x:sheetData"),
        part(PLAIN).replace(XML, f'{XML}<!DOCTYPE x [<!ENTITY a "b">]>'),
        part(PLAIN).encode("utf-16"),  # type: ignore[list-item]
        part(PLAIN).encode("utf-8").replace(b"spans", b"sp\xffns"),  # type: ignore[list-item]
    ],
    ids=range(25),
)
def test_whole_parts(sheet: str) -> None:
    same(written(sheet))


@pytest.mark.parametrize(
    "texts",
    [
        "<si><t>a</t></si><si><t xml:space='preserve'> b </t></si>",
        '<si><t>a &amp; b</t></si><si><t xml:space="preserve"> _x000A_ </t></si>',
        "<si><t></t></si><si><t/></si><si/>",
        "<si><t></t></si><si><t>x</t></si>",
        "<si><r><t>a</t></r><r><t>b</t></r></si>",
        "<si><t>a</t><rPh><t>x</t></rPh></si>",
        "<!-- <si><t>a</t></si> --><si><t>b</t></si>",
        "<si><t>a]]>b</t></si>",
        "<si><t>a\x02b</t></si>",
        "<si><t>a\r\nb</t></si>",
        "<si><t>&#65;&undefined;</t></si>",
        "",
        "\n<si><t>a</t></si>\n",
        "<si><t>a</t></si></sst><sst>",
    ],
    ids=range(14),
)
def test_shared_texts(texts: str) -> None:
    same(written(part(PLAIN), texts))


def test_every_other_row_odd() -> None:
    rows = (
        ROW.format(n=n) if n % 2 else f'<row r="{n}"><c r="C{n}"><f>B{n}</f></c></row>'
        for n in range(1, 400)
    )
    same(written(part("".join(rows))))


PIECES = [*ODD_ROWS.values(), PLAIN, "<", "</row>", "<row ", 'r="1"', "<!--", "-->", "</c>", "]]>"]


@pytest.mark.parametrize("seed", range(4))
def test_pieces_thrown_together(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        rows = [ROW.format(n=n) for n in range(1, 30)]
        for _ in range(chance.randint(1, 3)):
            rows.insert(chance.randrange(len(rows)), chance.choice(PIECES).replace("40", "12"))
        same(written(part("".join(rows))))


@pytest.mark.parametrize("seed", range(4))
def test_sheets_with_bytes_changed(seed: int) -> None:
    """The zip is made anew round the damaged part, so that it gets as far as the readers."""
    chance = random.Random(seed)
    with ZipFile(BytesIO(by_openpyxl() if seed % 2 else by_xlsxwriter())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = next(name for name in parts if name.endswith("sheet1.xml"))
    for _ in range(40):
        damaged = bytearray(parts[sheet])
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(damaged))
            if chance.random() < 0.5:
                damaged[place] = chance.choice(b'<>/"=&rcsv0123456789 AB\xc3')
            else:
                del damaged[place : place + chance.randint(1, 6)]
        same(zipped(parts | {sheet: bytes(damaged)}))


def test_what_turns_out_odd_is_counted_once(taken: list[str]) -> None:
    found = same(written(part(PLAIN, after="<sheetData>" + ROW.format(n=50) + "</sheetData>")))
    assert isinstance(found, tuple)
    assert (taken, found[1]) == (["odd"], 2 * 40 + 10)
