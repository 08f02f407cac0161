"""Reading a whole file in: every sheet, every row, every finding, each change tried by the door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import tablib
from import_export.results import RowResult

from accounts.intake.columns import Column, Holds, same
from accounts.intake.matching import Matched, matched
from accounts.intake.sheets import Desk, Line, Said, Sheet, Stopped, sheets_for
from pages.words import day, money, number
from tabular.book import Book
from tabular.findings import Finding, Severity, ordered
from tabular.limits import Limits
from tabular.reading import read
from tabular.refusals import Unreadable
from workflow.lifecycle import Refused

#: Rows of all sheets together: these are lists a council keeps, not its case files.
MOST_ROWS = 2_000
LIMITS = Limits(rows=20_000, columns=200, sheets=20, seconds=20)
TOO_MANY = f"This file holds more than {MOST_ROWS:,} rows. Send it in parts."
NEW, CHANGED = "new", "changed"


@dataclass
class Told:
    """What a sheet comes to: its rows counted by what becomes of them, and each change in words."""

    name: str
    kind: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    left_alone: str = ""
    ignored: list[str] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """For a JSON column."""
        return dict(self.__dict__)


@dataclass
class Outcome:
    """What a file comes to, sheet by sheet, with everything found, and the records it began."""

    sheets: list[Told] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    begun: dict[str, list[int]] = field(default_factory=dict)

    @property
    def stops(self) -> bool:
        """Whether something must be put right first."""
        return any(finding.stops for finding in self.findings)

    @property
    def changes(self) -> int:
        """How many records would be new or changed."""
        return sum(told.new + told.changed for told in self.sheets)

    def summary(self) -> list[dict[str, Any]]:
        """The sheets, for a JSON column."""
        return [told.to_json() for told in self.sheets]


def opened(content: bytes, name: str) -> Book | Outcome:
    """The file as read, or the outcome that says why it cannot be. Slow; touches no database."""
    try:
        return read(content, name, LIMITS)
    except Unreadable as unreadable:
        return Outcome(findings=list(unreadable.findings))


def bring_in(book: Book | Outcome, desk: Desk) -> Outcome:
    """Take every change in a file through the door, now.

    Call it in a transaction: to look ahead, roll that back; where the outcome stops, too. Raises
    nothing on account of what is in the file.
    """
    if isinstance(book, Outcome):
        return book
    return _of_book(book, desk)


def _of_book(book: Book, desk: Desk) -> Outcome:
    found, said = matched(book, sheets_for(desk))
    outcome = Outcome(findings=[*book.notes, *said])
    read_rows = [(sheet, sheet.rows() if sheet.kind.allowed() else []) for sheet in found]
    if sum(len(rows) for _, rows in read_rows) > MOST_ROWS:
        return Outcome(findings=[Finding(Severity.BLOCKER, message=TOO_MANY)])
    for sheet, rows in read_rows:
        told = Told(sheet.given.name, sheet.kind.name, ignored=sheet.ignored)
        outcome.sheets.append(told)
        if not sheet.kind.allowed():
            told.left_alone = f"Only {sheet.kind.may.words} may bring this in. It was left alone."
        elif sheet.findings:
            outcome.findings += sheet.findings
        else:
            _take(sheet, rows, told, outcome)
    outcome.findings = ordered(outcome.findings)
    return outcome


def _take(sheet: Matched, rows: list[dict[str, Any]], told: Told, outcome: Outcome) -> None:
    """Give the rows to the sheet's resource, and tell what became of each."""
    kind = sheet.kind
    _refuse_repeats(kind, rows)
    rows = kind.sorted(rows)
    headers = [*(column.name for column in kind.columns), "row", "said"]
    dataset = tablib.Dataset(headers=headers)
    for row in rows:
        dataset.append([row[header] for header in headers])
    results = kind.import_data(dataset, use_transactions=False).rows
    for row, result in zip(rows, results, strict=True):
        outcome.findings += _findings(sheet, row, result)
        _count(kind, row, result, told, outcome)


def _findings(sheet: Matched, row: dict[str, Any], result: RowResult) -> list[Finding]:
    said: Sequence[Said] = row["said"]
    if result.errors:
        error = result.errors[0].error
        if isinstance(error, Refused):
            first = sheet.kind.columns[0].name
            said = [*said, *(Said(first, words) for words in error.sentences)]
        elif not isinstance(error, Stopped):
            raise error
    return [sheet.finding(row["row"], one.column, one.words, one.severity) for one in said]


def _count(
    kind: Sheet, row: dict[str, Any], result: RowResult, told: Told, outcome: Outcome
) -> None:
    if result.errors:
        told.refused += 1
    elif result.import_type == RowResult.IMPORT_TYPE_SKIP:
        told.unchanged += 1
    elif result.import_type == RowResult.IMPORT_TYPE_NEW:
        told.new += 1
        told.lines.append({"row": row["row"], "what": NEW, "name": _named(kind, row)})
        outcome.begun.setdefault(kind.name, []).append(result.instance.record.pk)
    else:
        told.changed += 1
        changes = _changes(kind, result.original, result.instance)
        told.lines.append(
            {"row": row["row"], "what": CHANGED, "name": _named(kind, row), "changes": changes}
        )


def _named(kind: Sheet, row: dict[str, Any]) -> str:
    parts = (kind.column(name).written(row[name]) for name in kind.identified_by)
    return ", ".join(_shown(part) for part in parts if part is not None)


def _changes(kind: Sheet, before: Line, after: Line) -> list[list[str]]:
    return [
        [c.header, _shown(c.written(old), c), _shown(c.written(new), c)]
        for c in kind.columns
        if (old := before.values.get(c.name)) != (new := after.values.get(c.name))
    ]


def _shown(value: Any, column: Column | None = None) -> str:
    if value is None:
        return ""
    if column is not None and column.holds is Holds.NUMBER:
        return number(value)
    if hasattr(value, "quantize"):
        return money(value)
    return day(value) if hasattr(value, "isoformat") else str(value)


def _refuse_repeats(kind: Sheet, rows: list[dict[str, Any]]) -> None:
    """Say of a row that a row above it says the same thing's name."""
    seen: list[tuple[tuple[str, ...], int]] = []
    for row in rows:
        key = tuple(str(row[name] or "") for name in kind.identified_by)
        if not all(key[:1]):
            continue
        above = next((number for other, number in seen if _alike(other, key)), None)
        if above is None:
            seen.append((key, row["row"]))
        else:
            words = f"Row {above} of this sheet is about the same {kind.noun[0]}. Keep one of them."
            row["said"].append(Said(kind.identified_by[0], words))


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(same(a, b) for a, b in zip(one, other, strict=True))
