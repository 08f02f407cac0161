"""A line as it came back: its cells, and findings that name them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from performance.models import Figure
from performance.values import value_of
from performance.workbook.definition import STATUSES, Col, Line
from tabular.cells import CellError, Uncalculated, Value, decimal_of, shown
from tabular.findings import Finding, Severity

_WRITTEN = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")


def number_of(value: Value | None) -> Decimal | None:
    """The number in a cell, also where it was stored as text ("1,200"); None for anything else."""
    if isinstance(value, str):
        text = value.strip().removesuffix(".")
        return Decimal(text.replace(",", "")) if _WRITTEN.fullmatch(text) else None
    return decimal_of(value)


def is_broken(value: Value | None) -> bool:
    """Whether a cell shows an error or a formula that was never worked out."""
    return isinstance(value, CellError | Uncalculated)


@dataclass(frozen=True)
class Came:
    """One row that came back. `cells` names each column's cell; `place` the row, in words."""

    line: Line | None
    sheet: str
    place: str
    values: Mapping[Col, Value | None]
    cells: Mapping[Col, str]
    figure_cell: str = ""
    """Where the number stands, for whoever follows it back."""
    denominator_cell: str = ""

    @cached_property
    def numerator(self) -> Decimal | None:
        """The numerator, where it is a number."""
        return number_of(self.values.get(Col.NUMERATOR))

    @cached_property
    def denominator(self) -> Decimal | None:
        """The denominator, where it is a number."""
        return number_of(self.values.get(Col.DENOMINATOR))

    @cached_property
    def status(self) -> Figure.Status | None:
        """The status chosen, where it is one of the list."""
        said = {label.casefold(): status for label, status in STATUSES.items()}
        return said.get(self.text(Col.STATUS).casefold())

    @property
    def reason(self) -> str:
        """The reason given."""
        return self.text(Col.REASON)

    @property
    def value(self) -> Decimal | None:
        """What the row comes to."""
        return value_of(self.line.unit, self.numerator, self.denominator) if self.line else None

    @property
    def gives_figures(self) -> bool:
        """Whether its status says that figures are given."""
        return self.status in (Figure.Status.REPORTED, Figure.Status.NIL)

    def text(self, column: Col) -> str:
        """A cell as a person sees it."""
        return " ".join(shown(self.values.get(column)).split())

    def is_blank(self, column: Col) -> bool:
        """Whether nothing is in the cell."""
        return not self.text(column)

    def says(self, column: Col, words: str) -> Finding:
        """A finding that stops the return, at one cell of this row."""
        return self._finding(Severity.BLOCKER, column, words)

    def asks(self, column: Col, words: str) -> Finding:
        """A finding that asks for a reason; a note, with the reason, once one is given."""
        if self.reason:
            return self._finding(Severity.NOTE, column, f"{words} Reason given: “{self.reason}”")
        where = f"in {self.cells[Col.REASON]}" if Col.REASON in self.cells else "beside it"
        return self._finding(
            Severity.QUERY, column, f"{words} Correct it, or give the reason {where}."
        )

    def _finding(self, severity: Severity, column: Col, words: str) -> Finding:
        title = self.line.title if self.line else ""
        return Finding(
            severity,
            sheet=self.sheet,
            cell=self.cells.get(column, ""),
            kpi=self.line.code if self.line else "",
            message=f"{self.place}, {title}: {words}" if title else f"{self.place}: {words}",
            value=shown(self.values.get(column)),
        )
