"""Telling which sheet of a workbook is which by its headers, and reading its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from accounts.intake.columns import Column, Unfit, plain
from accounts.intake.sheets import Said, Sheet
from tabular.book import Book
from tabular.book import Sheet as Given
from tabular.cells import CellError, a1, shown
from tabular.findings import Finding, Severity
from tabular.writing import CHOICES_SHEET, INSTRUCTIONS_SHEET

#: Sheets of our own workbook that hold no rows.
OURS = {plain(name) for name in (INSTRUCTIONS_SHEET, CHOICES_SHEET)}
#: A header stands within the first rows of a sheet.
LOOKED_AT = 20
#: How the example row of our workbook begins. It is never brought in.
EXAMPLE = "Example:"
#: How a sheet must resemble a kind, in columns, to be taken for one with columns missing.
RESEMBLES = 2


@dataclass
class Matched:
    """A sheet that was recognised: its kind, where each column stands, and its rows."""

    kind: Sheet
    given: Given
    header_row: int
    places: dict[str, int]
    ignored: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def finding(
        self, row: int, column: str, words: str, severity: Severity = Severity.BLOCKER
    ) -> Finding:
        """Something to say about a cell; about the row's first column where that one is not there."""
        place = self.places.get(column) or min(self.places.values())
        value = shown(self.given.value(row, place))
        header = self.kind.column(column).header if column else ""
        return Finding(severity, self.given.name, a1(row, place), header, words, value)

    def rows(self) -> list[dict[str, Any]]:
        """The rows as values by column, each with its row number and what its cells had to be told."""
        found = []
        for number in range(self.header_row + 1, len(self.given.rows) + 1):
            row, said = self._read(number)
            if all(row[column.name] is None for column in self.kind.columns) and not said:
                continue
            if not self._is_example(number):
                found.append({**row, "row": number, "said": said})
        return found

    def _read(self, number: int) -> tuple[dict[str, Any], list[Said]]:
        row: dict[str, Any] = {}
        said: list[Said] = []
        for column in self.kind.columns:
            row[column.name] = None
            place = self.places.get(column.name)
            value = self.given.value(number, place) if place else None
            try:
                if isinstance(value, CellError):
                    raise Unfit(f"This cell shows the error {value}. Put the value itself here.")
                row[column.name] = column.read(value)
            except Unfit as unfit:
                said.append(Said(column.name, str(unfit)))
        if any(value is not None for value in row.values()) or said:
            told = {one.column for one in said}
            said += [
                Said(column.name, f"{column.header}: fill this in.")
                for column in self.kind.columns
                if column.needed and row[column.name] is None and column.name not in told
            ]
        return row, said

    def _is_example(self, number: int) -> bool:
        values = (value for value in self.given.rows[number - 1] if value is not None)
        return shown(next(values, None)).strip().casefold().startswith(EXAMPLE.casefold())


def matched(book: Book, kinds: Sequence[Sheet]) -> tuple[list[Matched], list[Finding]]:
    """The sheets of a workbook that were recognised, in the order to be read, and what to say.

    A sheet is known by its headers, wherever its columns stand and whatever it is called.
    """
    found: list[Matched] = []
    said: list[Finding] = []
    for given in book.sheets:
        if plain(given.name) in OURS or not any(given.rows):
            continue
        best = _best(given, kinds)
        if best is None:
            said.append(_not_known(given))
        else:
            found.append(best)
    if not found:
        said.append(_nothing_known(kinds))
    return sorted(found, key=lambda one: one.kind.order), said


def _best(given: Given, kinds: Sequence[Sheet]) -> Matched | None:
    looks = [
        look
        for row in range(1, min(len(given.rows), LOOKED_AT) + 1)
        for kind in kinds
        if (look := _look(given, row, kind))
    ]
    best = max(looks, key=_score, default=None)
    if best is None:
        return None
    missing = [c for c in best.kind.columns if c.needed and c.name not in best.places]
    best.findings = [_missing(best, column) for column in missing]
    best.ignored = _ignored(best)
    return best


def _look(given: Given, row: int, kind: Sheet) -> Matched | None:
    headers = {n: shown(v) for n, v in enumerate(given.rows[row - 1], 1) if v is not None}
    places: dict[str, int] = {}
    for column in kind.columns:
        known = next((n for n, header in headers.items() if column.known_as(header)), None)
        if known is not None:
            places[column.name] = known
    return Matched(kind, given, row, places) if len(places) >= RESEMBLES else None


def _score(look: Matched) -> tuple[int, int, int]:
    needed = [c.name for c in look.kind.columns if c.needed]
    whole = all(name in look.places for name in needed)
    named = plain(look.given.name) == plain(look.kind.name)
    return (2 * whole + 2 * named, len(look.places), -look.header_row)


def _ignored(look: Matched) -> list[str]:
    taken = set(look.places.values())
    values = look.given.rows[look.header_row - 1]
    return [shown(v) for n, v in enumerate(values, 1) if v is not None and n not in taken]


def _missing(look: Matched, column: Column) -> Finding:
    return Finding(
        Severity.BLOCKER,
        look.given.name,
        a1(look.header_row, 1),
        column.header,
        f"This sheet was taken for {look.kind.name}, and has no column for it: {column.header}. "
        "Add one with that header, or rename the column that holds it.",
    )


def _not_known(given: Given) -> Finding:
    headers = next((row for row in given.rows if any(v is not None for v in row)), ())
    listed = ", ".join(shown(value) for value in headers[:12] if value is not None)
    words = "This sheet was left alone: its headers are those of nothing we can take in."
    return Finding(Severity.NOTE, given.name, message=words, value=listed)


def _nothing_known(kinds: Sequence[Sheet]) -> Finding:
    listed = "; ".join(
        f"{kind.name} ({', '.join(c.header for c in kind.columns if c.needed)})" for kind in kinds
    )
    return Finding(
        Severity.BLOCKER,
        message="No sheet of this file could be recognised by its headers. Give a sheet at least "
        f"the headers of one of these: {listed}.",
    )
