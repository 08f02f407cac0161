"""The file in a program's request: its whole body, or one field of a form."""

from __future__ import annotations

from email.message import Message
from typing import NamedTuple

from accounts.gate import Request
from accounts.program_gate import Turned
from pages.numbers import whole_number
from performance.actions.returns import XLSX
from workflow.uploads import LIMIT, MEGABYTE, MemoryOnly, upload_refusal

FORM = "multipart/form-data"
#: The endings of files by their type, for one that is sent without a name.
ENDINGS = {
    XLSX: ".xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "text/csv": ".csv",
    "application/octet-stream": "",
}
_WRONG_TYPE = (
    "Send the workbook as the body, with its type in the header Content-Type "
    f"({', '.join(ENDINGS)}), or as the field “file” of a form ({FORM})."
)
_TOO_LARGE = f"The file is larger than {LIMIT // MEGABYTE} MB. Send the return's own workbook."
_NO_LENGTH = "Say how long the file is, in the header Content-Length."
_NO_FILE = "Send the workbook in the field “file” of the form."


class SentFile(NamedTuple):
    """A file as it came."""

    content: bytes
    name: str
    content_type: str


def file_of(request: Request) -> SentFile:
    """The file a program sent. Raises Turned where there is none that could be one."""
    if request.content_type == FORM:
        return _in_a_form(request)
    if request.content_type not in ENDINGS:
        raise Turned(415, _WRONG_TYPE)
    length = whole_number(request.headers.get("Content-Length", ""))
    if length is None:
        raise Turned(411, _NO_LENGTH)
    if length > LIMIT:
        raise Turned(413, _TOO_LARGE)
    name = _named(request) or f"return{ENDINGS[request.content_type]}"
    return SentFile(request.read(LIMIT), name, request.content_type)


def _named(request: Request) -> str:
    """The name the header gives the file; none where it gives none that can be read."""
    said = Message()
    try:
        said["Content-Disposition"] = request.headers.get("Content-Disposition", "")
        return said.get_filename() or ""
    except ValueError:  # an encoding that decodes nothing, a part numbered without end
        return ""


def _in_a_form(request: Request) -> SentFile:
    request.upload_handlers = [MemoryOnly(request)]
    if upload_refusal(request):
        raise Turned(413, _TOO_LARGE)
    file = request.FILES.get("file")
    if file is None:
        raise Turned(422, _NO_FILE)
    return SentFile(file.read(), file.name or "return", file.content_type or "")
