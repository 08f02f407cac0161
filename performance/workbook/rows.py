"""The rows of a return as they came back, column by column, and findings that name their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from performance.entries import NONE, Entries, Ints
from performance.entries import STATUSES as CODES
from performance.workbook.definition import STATUSES, Asked, Col, Line
from tabular.cells import CellError, Uncalculated, Value, a1, shown
from tabular.findings import Finding, Severity

Mask = NDArray[np.bool_]
Column = Sequence[Value | None]

#: A number that is none: a blank cell, or text that cannot be read as one.
NAN = float("nan")
REPORTED, NIL, NOT_AVAILABLE, NOT_APPLICABLE = range(len(CODES))
_CODE = {label.casefold(): CODES.index(status) for label, status in STATUSES.items()}
_WRITTEN = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")


def number_of(value: Value | None) -> float:
    """The number in a cell, also where it was stored as text ("1,200"); NAN for anything else."""
    kind = type(value)
    if kind is int or kind is float:
        return float(value)  # type: ignore[arg-type]
    if isinstance(value, str):
        text = value.strip().removesuffix(".")
        return float(text.replace(",", "")) if _WRITTEN.fullmatch(text) else NAN
    return NAN


def is_broken(value: Value | None) -> bool:
    """Whether a cell shows an error or a formula that was never worked out."""
    return isinstance(value, CellError | Uncalculated)


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
        exact = {label: code for code, label in enumerate(STATUSES)}
        column = self.said[Col.STATUS]
        found = [exact.get(v, NONE) if type(v) is str else NONE for v in column]
        codes = np.array(found, dtype=np.int64)
        for place in np.flatnonzero(codes == NONE).tolist():
            codes[place] = _CODE.get(self.text(place, Col.STATUS).casefold(), NONE)
        return codes

    @cached_property
    def reasons(self) -> dict[int, str]:
        """The reasons given, by row."""
        column = self.said[Col.REASON]
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
            column: np.array(
                [v is None or (type(v) is str and not v.strip()) for v in values], dtype=bool
            )
            for column, values in self.said.items()
            if column in (Col.NUMERATOR, Col.DENOMINATOR, Col.STATUS, Col.REASON)
        }

    @cached_property
    def says_nothing(self) -> Mask:
        """Where no cell was filled in; Reported, which every row is sent out with, says nothing."""
        empty = self.blank(Col.NUMERATOR) & self.blank(Col.DENOMINATOR) & self.blank(Col.REASON)
        return np.asarray(empty & (self.blank(Col.STATUS) | (self.status == REPORTED)))

    def said_so_far(self) -> Rows:
        """The same rows without those that say nothing: they are as if nobody had asked for them."""
        return replace(self, slot=np.where(self.says_nothing, NONE, self.slot))

    def only(self, stay: Mask, kept: Entries | None) -> Rows:
        """Some of these rows, over what is kept of the others."""
        places = np.flatnonzero(stay).tolist()
        said = {column: [values[i] for i in places] for column, values in self.said.items()}
        return replace(self, numbers=self.numbers[stay], slot=self.slot[stay], said=said, kept=kept)

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
        facts = np.array([what(line) for line in self.asked.lines] or [otherwise])
        found = facts[self.asked.slots.line[self.slot]] if len(self.asked.slots) else None
        if found is None:
            return np.full(len(self), otherwise)
        return np.where(self.is_asked, found, otherwise)

    @cached_property
    def has_denominator(self) -> Mask:
        """Where a denominator is asked for."""
        return self.of_line(lambda line: line.has_denominator).astype(np.bool_)

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
            usable = figures & ~np.isnan(column[first])
            said[name][slots] = np.where(usable, np.nan_to_num(column[first]) * 100, NONE).round()
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
        values = self.said[column]
        return np.array(
            [v if type(v) is float or type(v) is int else number_of(v) for v in values],
            dtype=np.float64,
        )


def where(mask: Mask) -> Iterator[int]:
    """The rows at which a mask is true."""
    yield from np.flatnonzero(mask).tolist()


def _text(value: Value | None) -> str:
    return " ".join(shown(value).split())
