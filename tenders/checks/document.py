"""Whether a file may stand in a bid: its name's ending, and that its content is what that says."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from workflow.lifecycle import Refused


@dataclass(frozen=True)
class Kind:
    """A kind of document a bid may hold; `first` are the bytes it begins with."""

    words: str
    content_type: str
    first: bytes = b""
    inside: str = ""


_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

KINDS = {
    ".pdf": Kind("PDF", "application/pdf", b"%PDF-"),
    ".docx": Kind("Word", f"{_OFFICE}wordprocessingml.document", _ZIP, "word/"),
    ".xlsx": Kind("Excel", f"{_OFFICE}spreadsheetml.sheet", _ZIP, "xl/"),
    ".pptx": Kind("PowerPoint", f"{_OFFICE}presentationml.presentation", _ZIP, "ppt/"),
    ".odt": Kind("OpenDocument text", f"{_OPEN}text", _ZIP, "content.xml"),
    ".ods": Kind("OpenDocument spreadsheet", f"{_OPEN}spreadsheet", _ZIP, "content.xml"),
    ".odp": Kind("OpenDocument presentation", f"{_OPEN}presentation", _ZIP, "content.xml"),
    ".doc": Kind("older Word", "application/msword", _OLD_OFFICE),
    ".xls": Kind("older Excel", "application/vnd.ms-excel", _OLD_OFFICE),
    ".png": Kind("PNG picture", "image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": Kind("JPEG picture", "image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": Kind("JPEG picture", "image/jpeg", b"\xff\xd8\xff"),
    ".txt": Kind("plain text", "text/plain"),
    ".csv": Kind("CSV", "text/csv"),
}
ACCEPTED = "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, plain text or CSV"


def kind_of(name: str, content: bytes) -> Kind:
    """The kind of a document, by its name and its content. Raises Refused saying what to do.

    A light check that catches a wrong or renamed file; it is no virus scan.
    """
    if not content:
        raise Refused(f"“{name}” is empty. Choose the file you meant.")
    kind = KINDS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise Refused(f"“{name}” cannot be taken. Send {ACCEPTED}.")
    if not _is_what_it_says(kind, content):
        raise Refused(
            f"“{name}” is not a {kind.words} file inside, whatever its name says. "
            "Open it, save it again in that format, and send the saved file."
        )
    return kind


def _is_what_it_says(kind: Kind, content: bytes) -> bool:
    if kind.inside:
        return content.startswith(kind.first) and _holds(content, kind.inside)
    if kind.first:
        return content.startswith(kind.first)
    return b"\x00" not in content


def _holds(content: bytes, inside: str) -> bool:
    try:
        with ZipFile(BytesIO(content)) as archive:
            return any(name.startswith(inside) for name in archive.namelist())
    except BadZipFile:
        return False
