"""Checking a return: the file, its rows, the whole, then beside earlier periods and the agreement.

All findings come in one pass. Rows are looked at only when the file is the one we sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from performance.checks.file_origin import Arrived
from performance.checks.rule import Ring
from performance.checks.rules import in_ring
from performance.entries import NONE, Entries
from performance.workbook.definition import Asked, Col
from performance.workbook.reading import rows_of
from performance.workbook.rows import Rows
from tabular.book import Book
from tabular.cells import column_letters
from tabular.findings import Finding, Severity, in_file_order
from tabular.limits import Limits
from tabular.reading import read
from tabular.refusals import Unreadable


@dataclass(frozen=True)
class Checked:
    """What came of checking: every finding, and the rows as read (None where none could be)."""

    findings: tuple[Finding, ...]
    rows: Rows | None = None

    @property
    def can_be_taken(self) -> bool:
        """Whether nothing stops it and every question has its reason."""
        return all(finding.severity is Severity.NOTE for finding in self.findings)

    @property
    def entries(self) -> Entries:
        """What the return says by it."""
        return Entries.of_none() if self.rows is None else self.rows.entries()

    @property
    def source(self) -> dict[str, str]:
        """Sheet and columns in which its numbers stood, for whoever follows one back."""
        if self.rows is None:
            return {}
        places = self.rows.places
        letters = [column_letters(places[c]) if c in places else "" for c in _NUMBERS]
        return {
            "sheet": self.rows.sheet[:40],
            "numerator_column": letters[0],
            "denominator_column": letters[1],
        }


_NUMBERS = (Col.NUMERATOR, Col.DENOMINATOR)


def check_file(
    content: bytes,
    name: str,
    asked: Asked,
    limits: Limits | None = None,
    earlier: Entries | None = None,
) -> Checked:
    """Read and check a file that was sent for a return. Never raises on account of the file."""
    try:
        book = read(content, name, limits)
    except Unreadable as unreadable:
        said = (replace(f, rule=f.rule or "file.unreadable") for f in unreadable.findings)
        return Checked(tuple(said))
    return check_book(book, asked, earlier)


def check_book(book: Book, asked: Asked, earlier: Entries | None = None) -> Checked:
    """Check a workbook that could be read."""
    arrived = Arrived(book, asked)
    notes = [replace(note, rule=note.rule or "file.note") for note in book.notes]
    found = [*notes, *(f for rule in in_ring(Ring.FILE) for f in rule(arrived))]
    if any(finding.stops for finding in found):
        return Checked(tuple(in_file_order(found)))
    rows = rows_of(book, asked, earlier)
    return Checked(tuple(in_file_order([*found, *check_rows(rows)])), rows)


def check_rows(rows: Rows) -> list[Finding]:
    """The rings of rows and of the whole, over rows from a workbook or from the web form."""
    found = [f for ring in (Ring.ROW, Ring.WHOLE) for rule in in_ring(ring) for f in rule(rows)]
    sound = _sound(rows, found)
    found += [f for rule in in_ring(Ring.COMPARISON) for f in rule(sound)]
    return in_file_order(found)


def check_part_way(rows: Rows) -> list[Finding]:
    """The ring of rows alone, over the rows that say anything yet."""
    return in_file_order(f for rule in in_ring(Ring.ROW) for f in rule(rows.said_so_far()))


def _sound(rows: Rows, found: Iterable[Finding]) -> Rows:
    """The rows with those set aside that something stops: a slip is not compared with the past."""
    stopped = {finding.cell for finding in found if finding.stops and finding.cell}
    if not stopped:
        return rows
    slot = rows.slot.copy()
    for row in range(len(rows)):
        if any(rows.cell(row, column) in stopped for column in rows.said):
            slot[row] = NONE
    return replace(rows, slot=slot)
