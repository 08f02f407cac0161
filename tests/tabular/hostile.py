"""Files made to break a reader, each a few lines of code and never a binary that somebody committed."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

from tests.tabular.workbooks import MAIN, XML, ods, relations, rows, xlsx, zipped

KB = 1024
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CELL = '<row r="{r}"><c r="A{r}"><v>1</v></c></row>'
PLAIN = "".join(CELL.format(r=r) for r in range(1, 2_000))
ENTITIES = "".join(f'<!ENTITY {b} "&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};">' for a, b in
                   zip("abcdefgh", "bcdefghi", strict=True))  # fmt: skip
BILLION = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">{ENTITIES}]>'
SHEET = "xl/worksheets/sheet1.xml"


def stored(parts: list[tuple[str, bytes]]) -> bytes:
    """A zip that may have two parts of one name."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return target.getvalue()


def parts_of(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def doubled(name: str) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for part, content in parts_of(xlsx()):
            archive.writestr(part, content)
        archive.filelist.append(archive.getinfo(name))
    return target.getvalue()


def wrong_sum() -> bytes:
    content = bytearray(rows((1, 2)))
    info = zipfile.ZipFile(BytesIO(bytes(content))).getinfo(SHEET)
    place = content.rindex(struct.pack("<L", info.CRC))
    content[place] ^= 0xFF
    return bytes(content)


def lying_size() -> bytes:
    """A sheet whose index says ten bytes and which unpacks to ten million."""
    sheet = xlsx(extra={SHEET: (XML + "<worksheet/>").ljust(10_000_000)})
    return sheet.replace(struct.pack("<L", 10_000_000), struct.pack("<L", 10))


def nested(depth: int) -> bytes:
    return xlsx(extra={SHEET: XML + "<a>" * depth + "</a>" * depth})


def many_texts(text: str, number: int) -> bytes:
    links = relations(worksheet="worksheets/sheet1.xml", sharedStrings="sharedStrings.xml")
    texts = f"<si><t>{text}</t></si>" * number
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    more = {"xl/_rels/workbook.xml.rels": links, "xl/sharedStrings.xml": f"<sst>{texts}</sst>"}
    return xlsx(cells, extra=more | {"xl/n": noise(300 * KB)})


def sheets(number: int) -> dict[str, str]:
    """A workbook part that lists one sheet so many times."""
    listed = '<sheet name="a" id="worksheet"/>' * number
    return {"xl/workbook.xml": f"{XML}<workbook>{listed}</workbook>"}


def without(*names: str) -> bytes:
    return stored([part for part in parts_of(rows((1, 2))) if part[0] not in names])


def noise(size: int, seed: int = 1) -> bytes:
    """Bytes that do not pack, the same every time."""
    found, state = bytearray(), seed
    while len(found) < size:
        state = zlib.crc32(state.to_bytes(4, "little"))
        found += state.to_bytes(4, "little")
    return bytes(found[:size])


def table(cells: str, rows_repeated: int = 1) -> str:
    repeated = f'table:number-rows-repeated="{rows_repeated}"'
    return (
        f'<table:table table:name="A"><table:table-row {repeated}>{cells}</table:table-row>'
        "</table:table>"
    )


def odd_numbers() -> bytes:
    said = ("NaN", "nan", "INF", "-Infinity", "1E999", "-1E999", "0x10", "1e5e5", "--1", "9" * 400)
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>{v}</v></c></row>' for n, v in enumerate(said, 1))
    return xlsx(cells)


ONE = '<table:table-cell office:value-type="float" office:value="1"/>'
SOME = '<table:table-cell table:number-columns-repeated="{n}" office:value-type="string"><text:p>a</text:p></table:table-cell>'  # noqa: E501

HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb of one part": lambda: xlsx(extra={"xl/a.xml": bytes(90_000_000)}),
    "bomb of many parts": lambda: zipped({f"xl/{n}.xml": bytes(900 * KB) for n in range(200)}),
    "bomb in the first rows": lambda: xlsx(extra={SHEET: XML + " " * 50_000_000}),
    "zip in a zip in a zip": lambda: zipped({"a.zip": zipped({"b.zip": zipped({"c": "d"})})}),
    "zip in a workbook": lambda: xlsx(extra={"xl/embeddings/a.xlsx": xlsx()}),
    "two parts of one name": lambda: doubled(SHEET),
    "names that climb": lambda: stored([*parts_of(xlsx()), ("../../etc/passwd", b"x")]),
    "names from the root": lambda: stored([*parts_of(xlsx()), ("/xl/../../x", b"x")]),
    "links that climb": lambda: xlsx(
        extra={"xl/_rels/workbook.xml.rels": relations(worksheet="../../../../etc/passwd")}
    ),
    "a part that is a folder": lambda: stored([*parts_of(without(SHEET)), (SHEET + "/", b"")]),
    "cut in the middle": lambda: rows((1, 2))[:2_000],
    "cut of its index": lambda: rows((1, 2))[:-30],
    "index alone": lambda: rows((1, 2))[-200:],
    "wrong check sum": wrong_sum,
    "a lie about its size": lying_size,
    "another way of packing": lambda: rows((1, 2)).replace(b"\x08\x00", b"\x63\x00"),
    "far cell": lambda: xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "far cell after many": lambda: xlsx(PLAIN + '<row r="9999999"><c r="ZZZ9999999"/></row>'),
    "millions of blank rows": lambda: xlsx("<row/>" * 2_000_000, extra={"xl/n": noise(200 * KB)}),
    "millions of numbered rows": lambda: xlsx(
        "".join(f'<row r="{n}"/>' for n in range(1, 1_500_000))
    ),
    "16,384 columns": lambda: xlsx("<row>" + "<c><v>1</v></c>" * 16_384 + "</row>"),
    "16,384 blank columns": lambda: xlsx('<row r="1">' + "<c/>" * 16_384 + "</row>"),
    "a corner and a corner": lambda: xlsx(
        "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 5_000))
        + '<row r="199999"><c r="SF199999"><v>1</v></c></row>'
    ),
    "every column far down": lambda: xlsx('<row r="199999">' + "<c><v>1</v></c>" * 500 + "</row>"),
    "giant shared text": lambda: many_texts("a" * 20_000_000, 1),
    "many shared texts": lambda: many_texts("abcdefg", 1_000_000),
    "giant text in a cell": lambda: xlsx(
        f'<row><c t="inlineStr"><is><t>{"a" * 5_000_000}</t></is></c></row>',
        extra={"xl/n": noise(100 * KB)},
    ),
    "styles of none": lambda: xlsx(
        '<row><c s="4294967296"><v>1</v></c><c s="-1"><v>1</v></c></row>'
    ),
    "numbers of none": odd_numbers,
    "deep nesting": lambda: nested(300_000),
    "deep nesting of texts": lambda: many_texts("<r>" * 50_000 + "</r>" * 50_000, 1),
    "entity bomb": lambda: xlsx(
        extra={SHEET: BILLION + f'<worksheet xmlns="{MAIN}">&i;</worksheet>'}
    ),
    "entity bomb in UTF-16": lambda: xlsx(
        extra={SHEET: (BILLION + "<worksheet>&i;</worksheet>").encode("utf-16")}
    ),
    "entity bomb in an attribute": lambda: xlsx(extra={SHEET: BILLION + '<worksheet a="&i;"/>'}),
    "entity bomb in the shared texts": lambda: xlsx(
        extra={
            "xl/_rels/workbook.xml.rels": relations(worksheet="s.xml", sharedStrings="t.xml"),
            "xl/s.xml": "<worksheet/>",
            "xl/t.xml": BILLION + "<sst>&i;</sst>",
        }
    ),
    "entity bomb in an ods": lambda: ods("", extra={"content.xml": BILLION + "<a>&i;</a>"}),
    "another encoding": lambda: xlsx(head='<?xml version="1.0" encoding="UTF-7"?>'),
    "wrong content types": lambda: xlsx(extra={"[Content_Types].xml": "<Types/>"}),
    "no content types": lambda: without("[Content_Types].xml"),
    "no workbook": lambda: without("xl/workbook.xml"),
    "no sheet": lambda: without(SHEET),
    "no shared texts": lambda: without("xl/sharedStrings.xml"),
    "no styles": lambda: without("xl/styles.xml"),
    "no relations": lambda: without("xl/_rels/workbook.xml.rels"),
    "no sheets listed": lambda: xlsx(extra={"xl/workbook.xml": f"{XML}<workbook/>"}),
    "a thousand sheets": lambda: xlsx(
        extra={
            "xl/workbook.xml": f"{XML}<workbook>"
            + '<sheet name="a" id="worksheet"/>' * 1_000
            + "</workbook>"
        }
    ),
    "one part as many sheets": lambda: xlsx(PLAIN, extra=sheets(20)),
    "half a million merged ranges": lambda: xlsx(
        around='<mergeCell ref="A1:B2"/>' * 500_000, extra={"xl/n": noise(200 * KB)}
    ),
    "ods of a billion cells": lambda: ods(table(ONE * 200, 1_000_000)),
    "ods of wide rows": lambda: ods(table(SOME.format(n=99_999_999), 99_999_999)),
    "ods of long spaces": lambda: ods(
        table(
            '<table:table-cell office:value-type="string"><text:p>'
            + '<text:s text:c="99999999"/>' * 500
            + "</text:p></table:table-cell>"
        )
    ),
    "ods without content": lambda: zipped(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    ),
    "csv with noughts": lambda: b"a,b\n1\x00,2\n",
    "csv of one line": lambda: b"a," * 10_000_000,
    "csv of one value": lambda: b"a" * 20_000_000,
    "csv of one quoted line": lambda: b'"' + b"a,\n" * 6_000_000 + b'"',
    "csv of quotation marks": lambda: b'"' * 5_000_001,
    "csv of pairs of quotation marks": lambda: b'"a",' * 3_000_000,
    "csv of blank lines": lambda: b"a,b\n" + b"\n" * 10_000_000 + b"c,d\n",
    "csv of separators": lambda: b"a,b\n" + (b"," * 400 + b"\n") * 20_000,
    "csv of mixed encodings": lambda: "a,é\n".encode() + "é,b\n".encode("cp1252"),
    "csv of half an utf-16": lambda: "a,b\n1,2\n".encode("utf-16")[:-1],
    "csv in utf-16 of lone halves": lambda: b"\xff\xfea\x00,\x00\x00\xd8\n\x00",
    "csv in utf-32": lambda: "a,b\n1,2\n".encode("utf-32"),
    "csv of returns": lambda: b"a,b\r" * 100_000,
    "sep of a quotation mark": lambda: b'sep="\na"b\n',
    "sep of a line": lambda: b"sep=\r\na,b\n",
    "web page in utf-16": lambda: "<html><table><tr><td>1".encode("utf-16"),
    "mail": lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n",
    "noise": lambda: noise(100 * KB),
    "noise that begins like a zip": lambda: b"PK\x03\x04" + noise(100 * KB),
    "noise that begins like a workbook of old": lambda: OLE2 + noise(9 * KB),
    "the end of a zip alone": lambda: b"PK\x05\x06" + bytes(18),
    "a zip of no length with a tail": lambda: (
        b"PK\x03\x04" + bytes(40) + b"PK\x05\x06" + b"\xff" * 18
    ),
}

READ = {
    "zip in a workbook",
    "names that climb",
    "names from the root",
    "far cell after many",
    "16,384 blank columns",
    "a corner and a corner",
    "styles of none",
    "numbers of none",
    "wrong content types",
    "no content types",
    "no styles",
    "one part as many sheets",
    "csv of mixed encodings",
    "csv of returns",
    "sep of a line",
    "half a million merged ranges",
    "millions of blank rows",
    "millions of numbered rows",
    "many shared texts",
    "deep nesting of texts",
    "no shared texts",
    "sep of a quotation mark",
}
"""Those that are read all the same, since what is wrong with them does no harm."""
