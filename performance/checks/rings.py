"""Checking a return: the file, its rows, then the whole beside contract and earlier quarters.

All findings come in one pass. Rows are looked at only when the file is the one we sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from performance.checks.file_origin import Arrived
from performance.checks.rules import COMPARISONS, FILE_CHECKS, ROW_CHECKS, WHOLE_CHECKS
from performance.workbook.definition import Asked
from performance.workbook.reading import rows_of
from performance.workbook.rows import Came
from tabular.book import Book
from tabular.findings import Finding, Severity, ordered
from tabular.limits import Limits
from tabular.reading import read
from tabular.refusals import Unreadable


@dataclass(frozen=True)
class Checked:
    """What came of checking: every finding, and the rows as read."""

    findings: tuple[Finding, ...]
    rows: tuple[Came, ...] = ()

    @property
    def can_be_taken(self) -> bool:
        """Whether nothing stops it and every question has its reason."""
        return all(finding.severity is Severity.NOTE for finding in self.findings)


def check_file(content: bytes, name: str, asked: Asked, limits: Limits | None = None) -> Checked:
    """Read and check a file that was sent for a return. Never raises on account of the file."""
    try:
        book = read(content, name, limits)
    except Unreadable as unreadable:
        return Checked(unreadable.findings)
    return check_book(book, asked)


def check_book(book: Book, asked: Asked) -> Checked:
    """Check a workbook that could be read."""
    arrived = Arrived(book, asked)
    found = [*book.notes, *(finding for check in FILE_CHECKS for finding in check(arrived))]
    if any(finding.stops for finding in found):
        return Checked(tuple(ordered(found)))
    rows = rows_of(book, asked)
    return Checked(tuple(ordered([*found, *check_rows(rows, asked)])), tuple(rows))


def check_rows(rows: Sequence[Came], asked: Asked) -> list[Finding]:
    """The rings of rows and of the whole, over rows from a workbook or from the web form."""
    found = [finding for row in rows if row.line for check in ROW_CHECKS for finding in check(row)]
    found += [finding for check in WHOLE_CHECKS for finding in check(rows, asked)]
    stopped = {finding.cell for finding in found if finding.stops}
    sound = [row for row in rows if row.line and stopped.isdisjoint(row.cells.values())]
    found += [finding for check in COMPARISONS for finding in check(sound, asked)]
    return ordered(found)
