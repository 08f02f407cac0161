"""What a return says, for looking at it: totals first, then its lines by pages, groups inside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from commissioning.models import KpiVersion
from commissioning.numbers.rollup import NEVER_TOTALLED
from performance.entries import NONE, Entries, number_from
from performance.models import KpiReturn
from performance.queries.differences import NOTHING, said_at
from performance.queries.sources import Sources, source_at, sources_of
from performance.values import in_words, parts_in_words, value_of
from performance.workbook.asking import asked_of
from performance.workbook.definition import Asked, Line


@dataclass(frozen=True)
class SaidRow:
    """One row as it is shown: what is said ("30 of 40 (75.0%)"), why, and whence."""

    line: Line
    title: str
    said: str
    reason: str
    source: str
    groups: list[SaidRow] = field(default_factory=list)

    @property
    def is_said(self) -> bool:
        """Whether anything is said of it."""
        return self.said != NOTHING


@dataclass(frozen=True)
class KpiTotal:
    """A KPI over its areas: how many rows give a figure, and what they come to where that is one."""

    line: Line
    rows: int
    given: int
    parts: str
    value: str


@dataclass(frozen=True)
class Said(Sequence[SaidRow]):
    """The lines of a return, each made when it is asked for, so that pages of them can be shown."""

    asked: Asked
    entries: Entries

    def __len__(self) -> int:
        return len(self.asked.lines)

    @overload
    def __getitem__(self, at: int) -> SaidRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[SaidRow]: ...
    def __getitem__(self, at: int | slice) -> SaidRow | list[SaidRow]:
        if isinstance(at, slice):
            return [self._line(number) for number in range(*at.indices(len(self)))]
        return self._line(at)

    @cached_property
    def totals(self) -> list[KpiTotal]:
        """Every KPI in the order of the return; its areas and groups are not told apart."""
        slots = self.asked.slots
        whole = slots.group == NONE
        firsts: dict[int, Line] = {}
        for line in self.asked.lines:
            firsts.setdefault(line.scheduled_id, line)
        return [self._total(one, whole & (slots.scheduled == key)) for key, one in firsts.items()]

    @cached_property
    def _wholes(self) -> list[int]:
        return np.flatnonzero(self.asked.slots.group == NONE).tolist()

    @cached_property
    def _sources(self) -> Sources:
        return sources_of(self.entries)

    def _line(self, number: int) -> SaidRow:
        first = self._wholes[number]
        count = len(self.asked.lines[number].groups)
        groups = [self._row(place) for place in range(first + 1, first + 1 + count)]
        return self._row(first, groups)

    def _row(self, place: int, groups: list[SaidRow] | None = None) -> SaidRow:
        line = self.asked.line_at(place)
        return SaidRow(
            line,
            self.asked.title_at(place),
            said_at(self.entries, place, line),
            self.entries.reasons.get(place, ""),
            source_at(self.entries, place, self._sources),
            groups or [],
        )

    def _total(self, line: Line, rows: NDArray[np.bool_]) -> KpiTotal:
        above, below = self.entries.numerator, self.entries.denominator
        given = rows & (above != NONE)
        if line.has_denominator:
            given &= below != NONE
        count, given_count = int(rows.sum()), int(given.sum())
        several = count > 1
        if not given_count:
            return KpiTotal(line, count, 0, "", "")
        if several and line.definition.roll_up == KpiVersion.RollUp.NOT_ADDITIVE:
            return KpiTotal(line, count, given_count, NEVER_TOTALLED, "")
        top = number_from(int(above[given].sum()))
        bottom = number_from(int(below[given].sum())) if line.has_denominator else None
        value = value_of(line.unit, top, bottom)
        said = in_words(line.unit, line.definition.decimals, value)
        return KpiTotal(line, count, given_count, parts_in_words(top, bottom), said)


def said_by(kpi_return: KpiReturn, asked: Asked | None = None) -> Said:
    """What a return says of every row it asks for. Queries do not grow with rows."""
    asked = asked or asked_of(kpi_return)
    return Said(asked, kpi_return.entries.aligned(*asked.slots.keys))
