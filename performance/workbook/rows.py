"""The rows of a return as they came back, column by column, and findings that name their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commissioning.models import KpiVersion
from performance.entries import NONE, Entries, Ints
from performance.reference import LARGEST_NUMBER
from performance.workbook.columns import (
    Column,
    Mask,
    blank_in,
    distinct,
    hashed,
    is_broken,
    numbers_in,
)
from performance.workbook.definition import Asked, Col, Line
from performance.workbook.history import History, history_of
from performance.workbook.numbers import NAN, Kind, Written, written
from performance.workbook.statuses import NIL, REPORTED, status_of
from tabular.cells import Value, a1, shown
from tabular.findings import Finding, Severity

#: How a row was known: by its identifier, by its texts, by texts that fit several rows, or by its
#: texts because its identifier is that of another row.
BY_IDENTIFIER, BY_TEXT, BY_EITHER, BY_TEXT_INSTEAD = range(4)


@dataclass(frozen=True)
class Rows:
    """Every row that came, in its order, by columns of one length.

    `slot` is the place among the rows asked for, NONE for a row nobody asked for; `numbers` are the
    rows of the sheet, or the lines of the form. `kept` are entries of rows that are not here and were
    said before (in the form): they stand.
    """

    asked: Asked
    sheet: str
    numbers: Ints
    slot: Ints
    said: Mapping[Col, Column]
    places: Mapping[Col, int] = field(default_factory=dict)
    """The number of each column in the sheet; none in the form."""
    kept: Entries | None = None
    before: Entries | None = None
    """Entries said before: a row that says the same keeps where it came from."""
    how: Ints | None = None
    """How each row was known; by its identifier where nothing is said."""
    stopped: Ints | None = None
    """The places of rows that were set aside."""

    def __len__(self) -> int:
        return len(self.numbers)

    # --- What was said, as columns ----------------------------------------------------------------
    @cached_property
    def numerator(self) -> NDArray[np.float64]:
        """The numerators; NAN where there is no number."""
        return self._numbers_in(Col.NUMERATOR)

    @cached_property
    def denominator(self) -> NDArray[np.float64]:
        """The denominators; NAN where there is no number."""
        return self._numbers_in(Col.DENOMINATOR)

    @cached_property
    def status(self) -> Ints:
        """The codes of the statuses; NONE for a blank or something else."""
        column = self.said[Col.STATUS]
        known = {v: status_of(_text(v)) for v in distinct(column)}
        return np.array([known[v] for v in map(hashed, column)], dtype=np.int64)

    def odd(self, column: Col) -> Mapping[int, Written]:
        """The texts of a column that are not plainly a number, by row: what was written."""
        return self._odd[column]

    @cached_property
    def _odd(self) -> dict[Col, dict[int, Written]]:
        return {column: self._odd_in(column) for column in (Col.NUMERATOR, Col.DENOMINATOR)}

    def _odd_in(self, column: Col) -> dict[int, Written]:
        values = self.said.get(column, ())
        if str not in set(map(type, values)):
            return {}
        texts = {v for v in values if type(v) is str and v.strip()}
        odd = {v: w for v in texts if (w := written(v)).kind is not Kind.NUMBER}
        return (
            {i: odd[v] for i, v in enumerate(values) if type(v) is str and v in odd} if odd else {}
        )

    @cached_property
    def reasons(self) -> dict[int, str]:
        """The reasons given, by row."""
        column = self.said.get(Col.REASON, ())
        found = ((i, _text(v)) for i, v in enumerate(column) if v is not None)
        return {i: text for i, text in found if text}

    @cached_property
    def has_reason(self) -> Mask:
        """Where a reason is given."""
        given = np.zeros(len(self), dtype=bool)
        given[list(self.reasons)] = True
        return given

    def blank(self, column: Col) -> Mask:
        """Where nothing is in a cell of the column."""
        return self._blanks[column]

    @cached_property
    def _blanks(self) -> dict[Col, Mask]:
        return {
            column: blank_in(self.said.get(column) or [None] * len(self))
            for column in (Col.NUMERATOR, Col.DENOMINATOR, Col.STATUS, Col.REASON)
        }

    @cached_property
    def says_nothing(self) -> Mask:
        """Where no cell was filled in; Reported, which every row is sent out with, says nothing."""
        empty = self.blank(Col.NUMERATOR) & self.blank(Col.DENOMINATOR) & self.blank(Col.REASON)
        return np.asarray(empty & (self.blank(Col.STATUS) | (self.status == REPORTED)))

    def said_so_far(self) -> Rows:
        """The same rows without those that say nothing: they are as if nobody had asked for them."""
        return replace(self, slot=np.where(self.says_nothing, NONE, self.slot))

    def filled(
        self, at: Mask, earlier: Mapping[Col, Column], *, kept: Entries, before: Entries
    ) -> Rows:
        """The same rows; where `at` is true they say what was said earlier of the row asked for."""
        said: dict[Col, Column] = dict(self.said)
        places = np.flatnonzero(at).tolist()
        for column, values in earlier.items():
            own = list(self.said.get(column) or [None] * len(self))
            for place in places:
                own[place] = values[int(self.slot[place])]
            said[column] = own
        return replace(self, said=said, kept=kept, before=before)

    @cached_property
    def is_asked(self) -> Mask:
        """Where the row is one of those asked for."""
        return np.asarray(self.slot != NONE)

    @cached_property
    def gives_figures(self) -> Mask:
        """Where the status says that figures are given."""
        return np.asarray(self.is_asked & ((self.status == REPORTED) | (self.status == NIL)))

    def of_line(self, what: Callable[[Line], Any], otherwise: Any = False) -> NDArray[Any]:
        """A fact of each row's line; `otherwise` for a row nobody asked for."""
        facts = np.array([*(what(line) for line in self.asked.lines), otherwise])
        found: NDArray[Any] = facts[np.append(self.asked.slots.line, NONE)[self.slot]]
        return found

    @cached_property
    def history(self) -> History:
        """What the provider stands by for earlier periods, by line."""
        return history_of(self.asked)

    def of_lines(self, facts: NDArray[Any]) -> NDArray[np.float64]:
        """What is known of each row's line, by line; NAN for a row nobody asked for."""
        known = np.append(facts.astype(np.float64), NAN)
        lines = np.append(self.asked.slots.line, len(known) - 1)
        found: NDArray[np.float64] = known[lines[self.slot]]
        return found

    def of_definition(self, what: Callable[[Line], Any], otherwise: Any = False) -> NDArray[Any]:
        """A fact of each row's definition, told by any line of it; `otherwise` where none asked."""
        _places, lines = self.asked.definitions
        facts = np.array([*(what(line) for line in lines), otherwise])
        return facts[self._definition]

    @cached_property
    def _definition(self) -> Ints:
        places = np.append(self.asked.definitions[0][self.asked.slots.line], NONE)
        return places[self.slot]

    @cached_property
    def has_denominator(self) -> Mask:
        """Where a denominator is asked for."""
        return self.of_definition(lambda line: line.has_denominator).astype(np.bool_)

    @cached_property
    def is_percentage(self) -> Mask:
        """Where the value is in per cent."""
        of = self.of_definition(lambda line: line.unit == KpiVersion.Unit.PERCENT)
        return of.astype(np.bool_)

    @cached_property
    def is_whole(self) -> Mask:
        """Where the row is of everybody, not of a group."""
        groups = self.asked.slots.group
        whole = groups[self.slot] == NONE if len(groups) else True
        return np.asarray(self.is_asked & whole)

    # --- As entries ---------------------------------------------------------------------------------
    def entries(self) -> Entries:
        """What the return says by these rows, over what was kept. A row met twice: the first."""
        found = self.kept or self.asked.blank()
        first = self._first_of_each
        slots = self.slot[first]
        figures = self.gives_figures[first]
        pairs: dict[str, Any] = {"numerator": self.numerator, "denominator": self.denominator}
        said = {name: getattr(found, name).copy() for name in ("status", "upload", "row", *pairs)}
        for name, column in pairs.items():
            usable = figures & (np.abs(column[first]) <= float(LARGEST_NUMBER))
            said[name][slots] = np.where(usable, column[first] * 100, NONE).round()
        said["status"][slots] = self.status[first]
        said["upload"][slots] = NONE
        said["row"][slots] = self.numbers[first]
        silent = slots[self.says_nothing[first]]
        for name in (*pairs, "status", "row"):
            said[name][silent] = NONE
        came = set(slots.tolist())
        reasons = {i: text for i, text in found.reasons.items() if i not in came}
        of_row = dict(zip(first.tolist(), slots.tolist(), strict=True))
        reasons |= {of_row[i]: text for i, text in self.reasons.items() if i in of_row}
        now = replace(found, **said, reasons=reasons)
        if self.before is None:
            return now
        return now.over(self.before, self.before.is_said & ~now.differs_from(self.before))

    @cached_property
    def _first_of_each(self) -> Ints:
        asked = np.flatnonzero(self.is_asked)
        _slots, first = np.unique(self.slot[asked], return_index=True)
        return asked[np.sort(first)]

    # --- By the rows asked for ----------------------------------------------------------------------
    @cached_property
    def row_of(self) -> Ints:
        """The row of each place among the rows asked for, the first of two; NONE for none."""
        found = np.full(len(self.asked.slots), NONE, dtype=np.int64)
        asked = np.flatnonzero(self.is_asked)[::-1]
        found[self.slot[asked]] = asked
        return found

    def by_slot(self, column: Col) -> NDArray[np.float64]:
        """The numbers given, by place; NAN for none. What was kept of rows that are not here counts."""
        here = self.numerator if column is Col.NUMERATOR else self.denominator
        given = np.append(np.where(self.gives_figures, here, NAN), NAN)
        found: NDArray[np.float64] = given[self.row_of]
        if self.kept is not None and len(self.kept):
            kept = self.kept.numerator if column is Col.NUMERATOR else self.kept.denominator
            known = (self.row_of == NONE) & (kept != NONE) & ~self.set_aside
            found = np.where(known, kept / 100, found)
        return found

    @cached_property
    def set_aside(self) -> Mask:
        """The places of rows that were stopped, whatever was kept of them."""
        aside = np.zeros(len(self.asked.slots), dtype=bool)
        if self.stopped is not None:
            aside[self.stopped] = True
        return aside

    def without(self, stopped: Mask) -> Rows:
        """The same with some rows set aside, as if nobody had asked for them."""
        slots = self.slot[stopped & self.is_asked]
        return replace(self, slot=np.where(stopped, NONE, self.slot), stopped=slots)

    def at_slot(
        self, severity: Severity, place: int, column: Col, words: str, right: str = ""
    ) -> Finding:
        """A finding about a row asked for: at its cell, or of the return where the row is not here."""
        row = int(self.row_of[place])
        if row != NONE and severity is Severity.QUERY:
            return self.asks(row, column, words)
        if row != NONE:
            return self.finding(severity, row, column, words, right)
        line, title = self.asked.line_at(place), self.asked.title_at(place)
        return Finding(severity, self.sheet, "", line.code, f"{title}: {words}", right=right)

    # --- Naming cells ---------------------------------------------------------------------------------
    def sheet_of(self, row: int) -> str:
        """The sheet a row stands in."""
        return self.sheet

    def text(self, row: int, column: Col) -> str:
        """A cell as a person sees it."""
        values = self.said.get(column)
        return "" if values is None else _text(values[row])

    def value(self, row: int, column: Col) -> Value | None:
        """What is in a cell."""
        values = self.said.get(column)
        return None if values is None else values[row]

    def cell(self, row: int, column: Col) -> str:
        """What a cell is called: F7, or in the form "Numerator 3"."""
        number = int(self.numbers[row])
        if not self.places:
            return f"{column} {number}" if column in self.said else ""
        return a1(number, self.places[column]) if column in self.places else ""

    def place(self, row: int) -> str:
        """The row in words: "Row 7"."""
        return f"{'Row' if self.places else 'Line'} {int(self.numbers[row])}"

    def line(self, row: int) -> Line | None:
        """The line of a row, where it is one of those asked for."""
        slot = int(self.slot[row])
        return None if slot == NONE else self.asked.line_at(slot)

    def number(self, row: int, column: Col) -> Decimal | None:
        """The number in a cell, exact to two decimals."""
        given = (self.numerator if column is Col.NUMERATOR else self.denominator)[row]
        return None if np.isnan(given) else Decimal(repr(float(given)))

    def share_of(self, row: int, per_cent: float) -> Decimal:
        """So many per cent of a row's denominator, as a whole number."""
        return Decimal(round(per_cent * float(self.denominator[row]) / 100))

    def is_broken(self, row: int, column: Col) -> bool:
        """Whether a cell shows an error or was never worked out."""
        return is_broken(self.value(row, column))

    def says(self, row: int, column: Col, words: str, right: str = "") -> Finding:
        """A finding that stops the return, at one cell of a row."""
        return self.finding(Severity.BLOCKER, row, column, words, right)

    def asks(self, row: int, column: Col, words: str) -> Finding:
        """A finding that asks for a reason; a note, with the reason, once one is given."""
        if reason := self.reasons.get(row):
            given = f"{words} Reason given: “{reason}”"
            return self.finding(Severity.NOTE, row, column, given)
        where = self.cell(row, Col.REASON)
        beside = f"in {where}" if where else "beside it"
        right = f"Correct it, or give the reason {beside}."
        return self.finding(Severity.QUERY, row, column, f"{words} {right}", right)

    def finding(
        self, severity: Severity, row: int, column: Col, words: str, right: str = ""
    ) -> Finding:
        """Something to say at one cell of a row."""
        slot = int(self.slot[row])
        line = self.line(row)
        title = self.asked.title_at(slot) if slot != NONE else ""
        return Finding(
            severity,
            sheet=self.sheet_of(row),
            cell=self.cell(row, column),
            kpi=line.code if line else "",
            message=f"{self.place(row)}, {title}: {words}"
            if title
            else f"{self.place(row)}: {words}",
            value=shown(self.value(row, column)),
            right=right,
            about="" if slot == NONE else self.asked.slots.identifiers[slot],
        )

    def _numbers_in(self, column: Col) -> NDArray[np.float64]:
        return numbers_in(self.said.get(column) or [None] * len(self))


def where(mask: Mask) -> Iterator[int]:
    """The rows at which a mask is true."""
    yield from np.flatnonzero(mask).tolist()


def _text(value: Value | None) -> str:
    return " ".join(shown(value).split())
