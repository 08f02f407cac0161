"""Why a file cannot be read, in sentences that say what was sent and what to do."""

from __future__ import annotations

from collections.abc import Iterable

from tabular.findings import Finding, Severity, ordered

SAVE_AS_XLSX = (
    "Open it in a spreadsheet program, save it as an Excel workbook (.xlsx) and send that."
)
SEND_WORKBOOK = "Send the spreadsheet itself, saved as an Excel workbook (.xlsx)."
UNREADABLE = (
    "This file is damaged or incomplete and cannot be read. Open it in a spreadsheet program, "
    "save a new copy as an Excel workbook (.xlsx) and send that. If it will not open, go back to "
    "the copy you had before."
)
TOO_HEAVY = (
    "This file took too long or too much memory to read. Delete the sheets, pictures and empty "
    "formatted rows that are not needed, save it and send it again."
)
LOCKED = (
    "This workbook is protected with a password to open it. In Excel choose File, Info, Protect "
    "Workbook, Encrypt with Password, clear the password, save it and send it again."
)
MACROS = (
    "This workbook holds macros, which are not accepted. Save it as an Excel workbook (.xlsx) "
    "without macros and send that."
)
LINKS = (
    "This workbook takes figures from another workbook. In Excel choose Data, Edit Links, Break "
    "Link for each one, so that the figures are held in this workbook, save it and send it again."
)
CONNECTIONS = (
    "This workbook draws on an outside data source. In Excel choose Data, Queries & Connections, "
    "delete each one, save it and send it again."
)
DECLARATIONS = (
    "This workbook holds declarations (a DTD) that no spreadsheet program writes, so it was not "
    "read. Open it in Excel, save a new copy as an Excel workbook (.xlsx) and send that."
)
BOMB = (
    "This file unpacks to far more than a workbook should, so it was not opened. Copy the sheets "
    "that are needed into a new workbook, save it and send that."
)


class Unreadable(Exception):
    """A file that was refused before any cell could be used. Holds every finding, in order."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(ordered(findings))
        super().__init__(" ".join(finding.message for finding in self.findings))


def refusal(message: str, *, sheet: str = "", cell: str = "", value: str = "") -> Finding:
    """A finding that stops the file."""
    return Finding(Severity.BLOCKER, sheet=sheet, cell=cell, message=message, value=value)


def refused(message: str, *, sheet: str = "", cell: str = "", value: str = "") -> Unreadable:
    """The exception for a file that has one thing wrong with it."""
    return Unreadable([refusal(message, sheet=sheet, cell=cell, value=value)])
