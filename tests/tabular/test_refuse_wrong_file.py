"""A file that is no spreadsheet is refused in a sentence that says what it is."""

import pytest

from tabular.refusals import (
    CONNECTIONS,
    DECLARATIONS,
    LINKS,
    LOCKED,
    MACROS,
    SAVE_AS_XLSX,
    SEND_WORKBOOK,
    UNREADABLE,
)
from tests.tabular.conftest import Refusals
from tests.tabular.workbooks import XML, ods, rows, xlsx, zipped

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole2(stream: str) -> bytes:
    return OLE2 + stream.encode("utf-16-le") + bytes(64)


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


EMPTY = "This file is empty. Send the spreadsheet with your figures in it."
UNKNOWN = f"This file is not a spreadsheet that we can recognise. {SEND_WORKBOOK}"
XLS = f"This is a workbook in the old Excel format (.xls), which is not read. {SAVE_AS_XLSX}"
XLSB = f"This is a binary Excel workbook (.xlsb), which is not read. {SAVE_AS_XLSX}"
PAGE = f"This file is a web page or XML given the name of a spreadsheet. {SAVE_AS_XLSX}"
NUMBERS = f"This file is an Apple Numbers document. {SAVE_AS_XLSX}"


def a(what: str) -> str:
    return f"This file is {what}, not a spreadsheet. {SEND_WORKBOOK}"


def declared(kind: str) -> bytes:
    """A workbook with a part of a kind under a harmless name, its list of types in UTF-16."""
    types = f'<Types><Override PartName="/xl/media/a.dat" ContentType="{kind}"/></Types>'
    return xlsx(extra={"[Content_Types].xml": types.encode("utf-16"), "xl/media/a.dat": "x"})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", EMPTY, id="empty"),
        pytest.param(b" \r\n\r\n", EMPTY, id="blank lines"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(100), a("a picture (PNG)"), id="png"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(100), a("a picture (JPEG)"), id="jpeg"),
        pytest.param(b"\0\0\0\x18ftypheic" + bytes(9), a("a picture (HEIC)"), id="heic"),
        pytest.param(b"%PDF-1.7 ...", a("a PDF"), id="pdf"),
        pytest.param(b"{\\rtf1 x}", a("a text document (RTF)"), id="rtf"),
        pytest.param(ole2("Workbook"), XLS, id="xls"),
        pytest.param(ole2("WordDocument"), a("a Word document"), id="doc"),
        pytest.param(ole2("EncryptedPackage"), LOCKED, id="encrypted xlsx"),
        pytest.param(b"<html><table><tr><td>1", PAGE, id="web page"),
        pytest.param("<html><table><tr>".encode("utf-16"), PAGE, id="web page in UTF-16"),
        pytest.param(b"MIME-Version: 1.0\r\nContent-Type: text/html", PAGE, id="web archive"),
        pytest.param(b'<?xml version="1.0"?><Workbook/>', PAGE, id="workbook of 2003 in XML"),
        pytest.param(b"BZh91AY&SY", a("a compressed file (bzip2)"), id="bz2"),
        pytest.param(
            declared("application/vnd.ms-office.vbaProject"), MACROS, id="macros elsewhere"
        ),
        pytest.param(
            declared("application/vnd.ms-excel.macrosheet+xml"),
            MACROS,
            id="macro sheet elsewhere",
        ),
        pytest.param(bytes(range(32)) * 4, UNKNOWN, id="binary"),
        pytest.param(zipped({"word/document.xml": "<w/>"}), a("a Word document"), id="docx"),
        pytest.param(zipped({"ppt/slide.xml": "<p/>"}), a("a PowerPoint presentation"), id="pptx"),
        pytest.param(zipped({"Index/Document.iwa": "x"}), NUMBERS, id="numbers"),
        pytest.param(
            zipped({"return.xlsx": rows((1,))}),
            a("a zip file").replace("Send", "Unpack it first. Send"),
            id="workbook in a zip",
        ),
        pytest.param(
            zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
            f"This file is an OpenDocument text, drawing or show. {SEND_WORKBOOK}",
            id="odt",
        ),
        pytest.param(zipped({"xl/workbook.bin": "x"}), XLSB, id="xlsb"),
        pytest.param(cut(rows((1, "two"))), UNREADABLE, id="cut short"),
        pytest.param(zipped({"xl/workbook.xml": "<"}), UNREADABLE, id="no relations"),
        pytest.param(xlsx("<row><c r='A1'>"), UNREADABLE, id="broken XML"),
        pytest.param(xlsx(extra={"xl/vbaProject.bin": b"\0"}), MACROS, id="xlsm with macros"),
        pytest.param(xlsx(extra={"xl/externalLinks/externalLink1.xml": "<e/>"}), LINKS, id="links"),
        pytest.param(xlsx(extra={"xl/connections.xml": "<c/>"}), CONNECTIONS, id="connection"),
        pytest.param(xlsx(head=f'{XML}<!DOCTYPE x [<!ENTITY a "b">]>'), DECLARATIONS, id="DTD"),
        pytest.param(
            ods("", extra={"META-INF/manifest.xml": "<encryption-data/>"}), LOCKED, id="locked ods"
        ),
        pytest.param(
            ods("", extra={"Basic/Standard/Module1.xml": "<m/>"}), MACROS, id="ods macros"
        ),
        pytest.param(ods(""), UNREADABLE, id="ods without sheets"),
    ],
)
def test_says_what_was_sent_and_what_to_do(
    refusals: Refusals, content: bytes, message: str
) -> None:
    assert refusals(content) == [("", "", message)]


def test_says_everything_that_stands_in_the_way(refusals: Refusals) -> None:
    content = xlsx(
        extra={
            "xl/vbaProject.bin": b"\0",
            "xl/externalLinks/externalLink1.xml": "<e/>",
            "xl/connections.xml": "<c/>",
        }
    )
    assert refusals(content) == [("", "", CONNECTIONS), ("", "", MACROS), ("", "", LINKS)]


def test_link_to_another_file_in_an_open_document(refusals: Refusals) -> None:
    table = '<table:table table:name="A"><table:table-source/></table:table>'
    assert refusals(ods(table)) == [("", "", LINKS)]


def test_two_parts_of_one_name(refusals: Refusals) -> None:
    content = xlsx(extra={"XL/worksheets/sheet1.xml": "<worksheet/>"})
    assert refusals(content) == [("", "", UNREADABLE)]
