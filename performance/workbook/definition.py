"""What a return workbook is: its columns, one line per KPI and area, and what is asked for.

The workbook that is sent, the reader of the one that comes back, the checks and the web form all
go by this file.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from commissioning.models import BreakdownGroup, KpiVersion
from performance.entries import NONE, Entries, Ints
from performance.models import Figure
from performance.questions import Section
from performance.values import in_words, parts_in_words

TEMPLATE = "Wholesight KPI return"
TEMPLATE_VERSION = "2"
SHEET = "Return"
WEB_FORM = "Web form"
#: Custom properties that say which return a workbook was made for.
AGREEMENT, PERIOD, RETURN_VERSION = "Agreement", "Period", "Return version"

NO_DENOMINATOR = "A number: leave the denominator blank"
WHOLE_AGREEMENT = "All areas"
EVERYBODY = "All"


class Col(StrEnum):
    """The columns, by the headers they carry, in their order."""

    KPI = "KPI"
    AREA = "Area"
    GROUP = "Group"
    NUMERATOR_COUNTS = "What the numerator counts"
    DENOMINATOR_COUNTS = "What the denominator counts"
    TARGET = "Target"
    BEFORE = "Period before"
    NUMERATOR = "Numerator"
    DENOMINATOR = "Denominator"
    STATUS = "Status"
    REASON = "Reason"
    IDENTIFIER = "Identifier"


class AnswerCol(StrEnum):
    """The columns of the sheets of questions, by their headers, in their order."""

    QUESTION = "Question"
    HOW = "How to answer"
    ANSWER = "Answer"
    IDENTIFIER = "Identifier"


#: The last column of the figures: a formula that says in words what is left to do. It is not read.
CHECK = "Check"

#: What the provider fills in.
FILLED = (Col.NUMERATOR, Col.DENOMINATOR, Col.STATUS, Col.REASON)
#: What comes back as it was sent.
LOCKED = (Col.KPI, Col.AREA, Col.GROUP, Col.NUMERATOR_COUNTS, Col.DENOMINATOR_COUNTS)

STATUSES: dict[str, Figure.Status] = {status.label: status for status in Figure.Status}


@dataclass(frozen=True)
class Earlier:
    """What the same KPI and area said in an earlier period."""

    period: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    status: str = Figure.Status.REPORTED


@dataclass(frozen=True)
class Related:
    """What must hold between the figures of several KPIs of a return."""

    kind: str
    """A kind of commissioning's KpiRelation, which says what the order of the codes means."""
    codes: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class Line:
    """One line of a return: a KPI of the schedule, in one area (or for the whole agreement)."""

    scheduled_id: int
    area_id: int | None
    code: str
    name: str
    area: str
    definition: KpiVersion
    groups: tuple[BreakdownGroup, ...] = ()
    """The groups asked for beside the whole."""
    earlier: tuple[Earlier, ...] = ()
    """The latest first."""
    period_before: str = ""
    target: Decimal | None = None

    def identifier(self, group: str = "") -> str:
        """What a row is known by, unseen, when the workbook comes back; no group is everybody.

        Names and no keys of ours: keys would let a provider count what others have.
        """
        return f"{self.code}|{self.area}|{group}|v{self.definition.number}"

    @property
    def title(self) -> str:
        """The line in words: "Healthy weight in Carlisle"."""
        return self.name if self.area_id is None else f"{self.name} in {self.area}"

    @property
    def unit(self) -> str:
        """The KPI's unit in this quarter."""
        return self.definition.unit

    @property
    def has_denominator(self) -> bool:
        """Whether a denominator is asked for."""
        return self.definition.has_denominator

    @property
    def decimals_allowed(self) -> bool:
        """Whether the numerator may be a part of a whole: only what is averaged may."""
        return self.unit == KpiVersion.Unit.AVERAGE

    @property
    def last(self) -> Earlier | None:
        """The period just before, where it was reported."""
        return next((e for e in self.earlier if e.period == self.period_before), None)

    @property
    def before_in_words(self) -> str:
        """The period before, beside the cell to be filled: "45 of 60 (75.0%)"."""
        if self.last is None:
            return "Not reported"
        said = parts_in_words(self.last.numerator, self.last.denominator)
        if not self.has_denominator or self.last.value is None:
            return said or "Not available"
        return f"{said} ({in_words(self.unit, self.definition.decimals, self.last.value)})"

    @property
    def target_in_words(self) -> str:
        """The target of its terms, in its unit."""
        return in_words(self.unit, self.definition.decimals, self.target)

    @property
    def locked(self) -> dict[Col, str]:
        """The cells that come back as they were sent."""
        version = self.definition
        return {
            Col.KPI: f"{self.code} {self.name}",
            Col.AREA: self.area,
            Col.GROUP: EVERYBODY,
            Col.NUMERATOR_COUNTS: version.numerator_definition,
            Col.DENOMINATOR_COUNTS: (
                version.denominator_definition if self.has_denominator else NO_DENOMINATOR
            ),
        }


@dataclass(frozen=True)
class Slots:
    """The rows asked for, as columns: each line, then each group of its breakdown.

    `line` is the place of a row's line among the lines; keys are as in entries.py.
    """

    line: Ints
    scheduled: Ints
    area: Ints
    group: Ints
    identifiers: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.line)

    @cached_property
    def place_of(self) -> dict[str, int]:
        """The place of a row by its identifier."""
        return {identifier: place for place, identifier in enumerate(self.identifiers)}

    @property
    def digest(self) -> str:
        """What a page that was opened for these rows carries, to be known by."""
        return hashlib.sha256("\n".join(self.identifiers).encode()).hexdigest()[:16]

    @property
    def keys(self) -> tuple[Ints, Ints, Ints]:
        """What each row is of."""
        return self.scheduled, self.area, self.group


def _unlike(names: list[str]) -> list[str]:
    """The same names, numbered where one is met again: two areas may have one name."""
    if len(set(names)) == len(names):
        return names
    met: Counter[str] = Counter()
    found = []
    for name in names:
        met[name] += 1
        found.append(name if met[name] == 1 else f"{name}|{met[name]}")
    return found


@dataclass(frozen=True)
class Asked:
    """What one return asks for."""

    agreement: str
    title: str
    provider: str
    partnership: str
    period: str
    period_in_words: str
    version: int
    due_on: date
    lines: tuple[Line, ...]
    is_final: bool = False
    lot: str = ""
    sections: tuple[Section, ...] = ()
    """What is asked beside the figures."""
    relations: tuple[Related, ...] = ()
    """What must hold between the figures of several KPIs."""

    @property
    def whose(self) -> str:
        """The agreement as no other is called: two partnerships may use the same reference."""
        return f"{self.agreement}, {self.partnership}"

    @property
    def heading(self) -> str:
        """What stands above the columns: the agreement and the period."""
        return f"{self.title}: {self.period_in_words}"

    @cached_property
    def slots(self) -> Slots:
        """Its rows, in order."""
        own = {line.definition.pk: line.groups for line in self.lines}
        of = {pk: (0, *(group.pk for group in groups)) for pk, groups in own.items()}
        parts = [of[line.definition.pk] for line in self.lines]
        counts = [len(groups) for groups in parts]
        line = np.repeat(np.arange(len(self.lines), dtype=np.int64), counts)
        scheduled = np.array([one.scheduled_id for one in self.lines], dtype=np.int64)
        area = np.array([one.area_id or NONE for one in self.lines], dtype=np.int64)
        group = np.array([g or NONE for groups in parts for g in groups], dtype=np.int64)
        called = {pk: ("", *(one.name for one in groups)) for pk, groups in own.items()}
        names: list[str] = []
        for one in self.lines:
            head, _, tail = one.identifier().rpartition("||")
            names += [f"{head}|{name}|{tail}" for name in called[one.definition.pk]]
        return Slots(line, scheduled[line], area[line], group, tuple(_unlike(names)))

    @cached_property
    def definitions(self) -> tuple[Ints, tuple[Line, ...]]:
        """By line the place of its definition among those there are; and a line of each of these."""
        firsts: dict[int, tuple[int, Line]] = {}
        places = [
            firsts.setdefault(id(line.definition), (len(firsts), line))[0] for line in self.lines
        ]
        return np.array(places, dtype=np.int64), tuple(line for _place, line in firsts.values())

    @cached_property
    def sent(self) -> Mapping[Col, NDArray[np.object_]]:
        """What stood in the locked columns of each row as it was sent."""
        places, lines = self.definitions
        locked = [line.locked for line in lines]
        by_line: dict[Col, list[str]] = {
            column: [locked[place][column] for place in places.tolist()]
            for column in (Col.NUMERATOR_COUNTS, Col.DENOMINATOR_COUNTS)
        }
        by_line[Col.KPI] = [f"{line.code} {line.name}" for line in self.lines]
        by_line[Col.AREA] = [line.area for line in self.lines]
        texts = {
            column: np.array([*said, ""], dtype=object)[:-1] for column, said in by_line.items()
        }
        names = self.group_names
        groups = [names.get(group, EVERYBODY) for group in self.slots.group.tolist()]
        return {
            **{column: said[self.slots.line] for column, said in texts.items()},
            Col.GROUP: np.array([*groups, ""], dtype=object)[:-1],
        }

    @cached_property
    def group_names(self) -> dict[int, str]:
        """The groups by their keys."""
        own = {line.definition.pk: line.groups for line in self.lines}
        return {group.pk: group.name for groups in own.values() for group in groups}

    @property
    def has_groups(self) -> bool:
        """Whether any KPI is broken down."""
        return any(line.groups for line in self.lines)

    def line_at(self, place: int) -> Line:
        """The line of a row."""
        return self.lines[int(self.slots.line[place])]

    def group_at(self, place: int) -> str:
        """The group of a row by name; "All" for everybody."""
        return self.group_names.get(int(self.slots.group[place]), EVERYBODY)

    def title_at(self, place: int) -> str:
        """A row in words: "Healthy weight in Carlisle, girls"."""
        group = self.group_at(place)
        title = self.line_at(place).title
        return title if group == EVERYBODY else f"{title}, {group}"

    def blank(self) -> Entries:
        """Nothing said of any row."""
        return Entries.blank(*self.slots.keys)


@dataclass(frozen=True)
class Entry:
    """What a provider says of one line: as typed into a cell or a field, or to be put there."""

    numerator: Decimal | int | str | None = None
    denominator: Decimal | int | str | None = None
    status: Figure.Status = Figure.Status.REPORTED
    reason: str = ""


#: What a provider would fill in, by KPI code, the area's name ("All areas" for the whole
#: agreement) and, of a group, its name.
Filled = Mapping[tuple[str, ...], Entry]
