"""Whether what was sent is a published file at all: told by its content, before any row is read."""

from __future__ import annotations

from tabular.kinds import is_zip
from tabular.refusals import Unreadable
from workflow.lifecycle import Refused

AS_PUBLISHED = "Send the CSV file as its publisher gives it out."


def lines_of(content: bytes) -> list[str]:
    """The lines of text of a file, with or without a byte order mark at its head.

    Raises Refused with every reason it cannot be a published file: empty, a picture, a zip or a
    workbook under another name (which is not opened), or saved anew in another character set.
    """
    try:
        packed = is_zip(content)
    except Unreadable as unreadable:
        said = (finding.message for finding in unreadable.findings)
        raise Refused(*(_for_figures(sentence) for sentence in said)) from unreadable
    if packed:
        raise Refused(
            "This file is a zip file or a workbook, whatever its name says, and was not opened. "
            f"{AS_PUBLISHED}"
        )
    try:
        return content.decode("utf-8-sig").splitlines(keepends=True)
    except UnicodeDecodeError:
        raise Refused(
            "This file is not in the character set its publisher uses (UTF-8). A program has saved "
            "it anew, in the old Windows character set perhaps, and names may have changed. "
            f"Download it again. {AS_PUBLISHED}"
        ) from None


def _for_figures(sentence: str) -> str:
    """What is said of any spreadsheet, with what to send in its place here."""
    return f"{sentence.split('. ')[0].rstrip('.')}. {AS_PUBLISHED}"
