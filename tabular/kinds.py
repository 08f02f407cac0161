"""What a file is, told by what is in it and never by its name."""

from __future__ import annotations

import re

from tabular.archive import Archive
from tabular.findings import Finding
from tabular.limits import MEBIBYTE
from tabular.refusals import (
    CONNECTIONS,
    LINKS,
    LOCKED,
    MACROS,
    SAVE_AS_XLSX,
    SEND_WORKBOOK,
    Unreadable,
    refusal,
    refused,
)

ZIP = b"PK\x03\x04"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"RIFF", "a picture or a recording"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7-Zip)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\xfd7zXZ", "a compressed file (xz)"),
    (b"BM", "a picture (BMP)"),
    (b"PK\x05\x06", "an empty zip file"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1b"})
_MAIL = re.compile(rb"\s*mime-version:", re.IGNORECASE)
_DECLARED = {
    MACROS: (b"vnd.ms-office.vbaproject", b"vnd.ms-excel.macrosheet", b"intlmacrosheet"),
    LINKS: (b"spreadsheetml.externallink+xml",),
    CONNECTIONS: (b"spreadsheetml.connections+xml",),
}
"""How a part that does not lie in its usual place is still known, in the list of content types."""
_MOSTLY, _HARDLY = 0.6, 0.02
_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|table|meta|\?xml)", re.I)


def is_zip(content: bytes) -> bool:
    """Whether the file is a zip, as Excel and OpenDocument workbooks are.

    Raises Unreadable, saying what the file is, when it is neither a zip nor text.
    """
    if not content[:64].strip() and not content.strip():
        raise refused("This file is empty. Send the spreadsheet with your figures in it.")
    if content.startswith(ZIP):
        return True
    if content.startswith(OLE2):
        raise refused(_old_office(content))
    for sign, what in _SIGNS:
        if content.startswith(sign):
            raise refused(f"This file is {what}, not a spreadsheet. {SEND_WORKBOOK}")
    if content[4:12] in (b"ftypheic", b"ftypmif1"):
        raise refused(f"This file is a picture (HEIC), not a spreadsheet. {SEND_WORKBOOK}")
    refuse_page(content)
    controls = len(content) - len(content.translate(None, _CONTROLS))
    if controls and not content.startswith(_UTF16):
        raise refused(f"This file is not a spreadsheet that we can recognise. {SEND_WORKBOOK}")
    return False


def refuse_page(beginning: bytes) -> None:
    """Refuse a web page or XML, as some programs write under the name of a spreadsheet."""
    if _PAGE.match(beginning) or _MAIL.match(beginning):
        raise refused(
            "This file is a web page or XML given the name of a spreadsheet. " + SAVE_AS_XLSX
        )


def unmarked_utf16(content: bytes) -> str:
    """The codec of text in UTF-16 that does not begin with its mark, or nothing.

    Such text is known by the noughts in every other byte, which letters and digits bring with them.
    """
    begin = content[: 8 * 1024]
    pairs = len(begin) // 2
    first, second = begin[0::2].count(0), begin[1::2].count(0)
    if not pairs or len(content) % 2:
        return ""
    if second > pairs * _MOSTLY and first < pairs * _HARDLY:
        return "utf-16-le"
    return "utf-16-be" if first > pairs * _MOSTLY and second < pairs * _HARDLY else ""


def _old_office(content: bytes) -> str:
    if _stream(content, "EncryptedPackage"):
        return LOCKED
    if _stream(content, "WordDocument"):
        return f"This file is a Word document, not a spreadsheet. {SEND_WORKBOOK}"
    if _stream(content, "Workbook") or _stream(content, "Book"):
        return (
            f"This is a workbook in the old Excel format (.xls), which is not read. {SAVE_AS_XLSX}"
        )
    return f"This file is an old Office document or an e-mail, not a spreadsheet. {SEND_WORKBOOK}"


def _stream(content: bytes, name: str) -> bool:
    return name.encode("utf-16-le") + b"\x00\x00" in content


def kind_of(archive: Archive) -> str:
    """Which workbook the zip is: "xlsx" or "ods".

    Raises Unreadable with every reason it is not taken: what else it is, or its macros, links to
    other workbooks and connections.
    """
    mimetype = archive.beginning("mimetype").strip()
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        return _open_document(archive, mimetype)
    parts = archive.parts
    if not any(part.startswith("xl/") for part in parts):
        raise refused(_other_zip(archive))
    if "xl/workbook.bin" in parts:
        raise refused(f"This is a binary Excel workbook (.xlsb), which is not read. {SAVE_AS_XLSX}")
    _stop(_excel_dangers(parts, archive.beginning("[Content_Types].xml", MEBIBYTE)))
    return "xlsx"


def _excel_dangers(parts: list[str], types: bytes) -> list[Finding]:
    """What stands in the way, by where parts lie and by what they are declared to be."""
    declared = types.replace(b"\x00", b"").lower()
    dangers = {
        MACROS: ("xl/vbaproject", "xl/macrosheets/", "xl/dialogsheets/"),
        LINKS: ("xl/externallinks/",),
        CONNECTIONS: ("xl/connections.xml", "xl/querytables/"),
    }
    return [
        refusal(sentence)
        for sentence, starts in dangers.items()
        if any(part.startswith(starts) for part in parts)
        or any(kind in declared for kind in _DECLARED.get(sentence, ()))
    ]


def _open_document(archive: Archive, mimetype: bytes) -> str:
    if mimetype not in (_ODS, _ODS + b"-template"):
        raise refused(f"This file is an OpenDocument text, drawing or show. {SEND_WORKBOOK}")
    if b"encryption-data" in archive.beginning("META-INF/manifest.xml", MEBIBYTE):
        raise refused(LOCKED)
    macros = [
        part
        for part in archive.parts
        if part.startswith(("basic/", "scripts/"))
        and not part.endswith(("/", "-lc.xml", "-lb.xml"))
    ]
    _stop([refusal(MACROS)] if macros else [])
    return "ods"


def _other_zip(archive: Archive) -> str:
    parts = archive.parts
    for folder, what in (("word/", "a Word document"), ("ppt/", "a PowerPoint presentation")):
        if any(part.startswith(folder) for part in parts):
            return f"This file is {what}, not a spreadsheet. {SEND_WORKBOOK}"
    if "index/document.iwa" in parts or "index.zip" in parts:
        return f"This file is an Apple Numbers document. {SAVE_AS_XLSX}"
    return f"This file is a zip file, not a spreadsheet. Unpack it first. {SEND_WORKBOOK}"


def _stop(findings: list[Finding]) -> None:
    if findings:
        raise Unreadable(findings)
