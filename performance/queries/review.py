"""A return as the commissioner looks at it: each figure beside its target, its past and its peers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

import numpy as np
from django.core.paginator import Page, Paginator

from commissioning.models import Area, BreakdownGroup, KpiVersion
from commissioning.periods import Period
from contracts.models import KpiTerms, ScheduledKpi
from performance.entries import NONE, STATUSES, Entries, number_from
from performance.models import CellQuestion, Figure, KpiReturn
from performance.numbers import UNRATED, judge
from performance.queries.peers import Peer, Peers, peers_of
from performance.queries.unusual import Asked, Looked, look_at
from performance.values import in_words, number_in_words, parts_in_words, value_of
from performance.workbook.definition import EVERYBODY, WHOLE_AGREEMENT

#: Rows on one page, and of what is unusual at its top.
PER_PAGE, AT_THE_TOP = 50, 20
#: Others named beside a KPI, and beside a figure of an area; beyond it they are counted.
PEERS_NAMED, PEERS_IN_AREA = 12, 3


@dataclass(frozen=True)
class ReviewRow:
    """One figure of a return with everything it is judged by, in words."""

    place: int
    number: int
    """Its number among the figures; 0 where nothing was said of it."""
    scheduled: ScheduledKpi
    terms: KpiTerms
    area: str
    group: str
    parts: str
    value: str
    rating: str
    reason: str
    before: tuple[str, ...]
    """What earlier periods said, in the order of the periods of the page."""
    peers: list[Peer]
    asked: tuple[Asked, ...]
    why: tuple[str, ...]
    questions: tuple[CellQuestion, ...]

    @property
    def title(self) -> str:
        """What it is of: "HW Healthy weight in Eden, girls"."""
        place = "" if self.area == WHOLE_AGREEMENT else f" in {self.area}"
        group = "" if self.group == EVERYBODY else f", {self.group}"
        return f"{self.scheduled.kpi.code} {self.scheduled.kpi.name}{place}{group}"

    @property
    def where(self) -> str:
        """The area and, of a group, its name: "Eden, girls"."""
        return self.area if self.group == EVERYBODY else f"{self.area}, {self.group}"

    @property
    def target(self) -> str:
        """The target of its terms, with the tolerance."""
        definition = self.terms.definition
        said = in_words(definition.unit, definition.decimals, self.terms.target)
        within = number_in_words(self.terms.tolerance)
        return f"{said}, tolerance {within}" if said and self.terms.tolerance else said

    @property
    def named(self) -> list[Peer]:
        """Others in the same area that are named."""
        return self.peers[:PEERS_IN_AREA]

    @property
    def more(self) -> int:
        """Others there that are not."""
        return len(self.peers) - len(self.named)

    @property
    def unsent(self) -> CellQuestion | None:
        """The question about it that has not been sent."""
        return next((q for q in self.questions if not q.is_sent), None)


@dataclass(frozen=True)
class OfKpi:
    """The rows of one KPI on a page, and what others say of it."""

    scheduled: ScheduledKpi
    definition: KpiVersion
    rows: list[ReviewRow]
    peers: list[Peer]

    @property
    def named(self) -> list[Peer]:
        """Others named."""
        return self.peers[:PEERS_NAMED]

    @property
    def more(self) -> int:
        """Others not named."""
        return len(self.peers) - len(self.named)


@dataclass(frozen=True)
class Review:
    """A page of a return."""

    looked: Looked
    page: Page[int]
    periods: tuple[Period, ...]
    kpis: list[OfKpi]
    first: list[ReviewRow]
    """What is to be looked at first; at most `AT_THE_TOP`."""
    unusual: int
    only_unusual: bool

    @property
    def year_before(self) -> Period:
        """The same period a year before."""
        return self.looked.kpi_return.period.a_year_before


def review(
    kpi_return: KpiReturn, number: str | None = None, *, only_unusual: bool = False
) -> Review:
    """A page of a return's rows, in their order, with what is unusual of all of them at the top.

    About twenty queries, however many rows the return has.
    """
    looked = look_at([kpi_return])[kpi_return.pk]
    if not len(looked):
        blank = Entries.blank(*kpi_return.rows_asked())
        looked = Looked(kpi_return, blank, {}, {})
    unusual = np.flatnonzero(looked.unusual).tolist()
    places: Sequence[int] = unusual if only_unusual else range(len(looked))
    page = Paginator(places, PER_PAGE).get_page(number)
    first = [] if only_unusual else unusual[:AT_THE_TOP]
    shown = _Shown.of(looked, {*page.object_list, *first})
    rows = [shown.row(place) for place in page.object_list if shown.is_known(place)]
    return Review(
        looked=looked,
        page=page,
        periods=tuple(looked.before),
        kpis=_by_kpi(rows, shown.peers),
        first=[shown.row(place) for place in first if shown.is_known(place)],
        unusual=len(unusual),
        only_unusual=only_unusual,
    )


def row_of(kpi_return: KpiReturn, number: int) -> ReviewRow | None:
    """One figure of a return, by its number; None where there is none, or its terms are gone."""
    looked = look_at([kpi_return])[kpi_return.pk]
    given = np.flatnonzero(looked.entries.status != NONE)
    if not 0 < number <= len(given):
        return None
    place = int(given[number - 1])
    shown = _Shown.of(looked, {place})
    return shown.row(place) if shown.is_known(place) else None


def _by_kpi(rows: Iterable[ReviewRow], peers: Peers) -> list[OfKpi]:
    found = []
    for _key, same in groupby(rows, key=lambda row: row.scheduled.pk):
        listed = list(same)
        one = listed[0]
        others = peers.whole.get(one.scheduled.kpi_id, [])
        found.append(OfKpi(one.scheduled, one.terms.definition, listed, others))
    return found


@dataclass(frozen=True)
class _Shown:
    """What the rows of one page need, each asked for once."""

    looked: Looked
    schedule: dict[int, tuple[ScheduledKpi, KpiTerms]]
    areas: dict[int, str]
    groups: dict[int, str]
    peers: Peers
    questions: dict[tuple[int, int, int], list[CellQuestion]]

    @classmethod
    def of(cls, looked: Looked, places: set[int]) -> _Shown:
        """Everything about these rows."""
        kpi_return, at = looked.kpi_return, sorted(places)
        keys = {
            n: set(getattr(looked.entries, n)[at].tolist()) for n in ("scheduled", "area", "group")
        }
        schedule = _schedule(kpi_return, keys["scheduled"])
        definitions = {line.kpi_id: terms.definition for line, terms in schedule.values()}
        questions: dict[tuple[int, int, int], list[CellQuestion]] = {}
        for question in kpi_return.questions_with_names():
            questions.setdefault(question.key, []).append(question)
        areas = Area.objects.filter(pk__in=keys["area"]).values_list("pk", "name")
        groups = BreakdownGroup.objects.filter(pk__in=keys["group"] - {NONE})
        return cls(
            looked=looked,
            schedule=schedule,
            areas=dict(areas),
            groups=dict(groups.values_list("pk", "name")),
            peers=peers_of(kpi_return, definitions),
            questions=questions,
        )

    def is_known(self, place: int) -> bool:
        """Whether the schedule has terms for the row in the return's quarter."""
        return int(self.looked.entries.scheduled[place]) in self.schedule

    def row(self, place: int) -> ReviewRow:
        """One row in words."""
        entries, looked = self.looked.entries, self.looked
        scheduled, area, group = (
            int(column[place]) for column in (entries.scheduled, entries.area, entries.group)
        )
        line, terms = self.schedule[scheduled]
        definition = terms.definition
        said = [_said(looked.earlier.get(str(p)), place, definition) for p in looked.before]
        is_given = entries.status[place] != NONE
        return ReviewRow(
            place=place,
            number=int(np.count_nonzero(entries.status[: place + 1] != NONE)) if is_given else 0,
            scheduled=line,
            terms=terms,
            area=self.areas.get(area, WHOLE_AGREEMENT),
            group=self.groups.get(group, EVERYBODY),
            parts=_parts(entries, place) if definition.has_denominator else "",
            value=_said(entries, place, definition) if is_given else "",
            rating=_rating(entries, place, terms),
            reason=entries.reasons.get(place, ""),
            before=tuple(said),
            peers=[] if group != NONE else self.peers.of(line.kpi_id, area),
            asked=looked.checked.get(place, ()),
            why=tuple(_why(looked, place, definition)),
            questions=tuple(self.questions.get((scheduled, area, group), ())),
        )


def _schedule(kpi_return: KpiReturn, keys: set[int]) -> dict[int, tuple[ScheduledKpi, KpiTerms]]:
    lines = ScheduledKpi.objects.filter(pk__in=keys, agreement=kpi_return.agreement_id)
    found = {}
    for line in lines.select_related("kpi").prefetch_related("terms__definition"):
        if terms := line.terms_in(kpi_return.quarter):
            found[line.pk] = (line, terms)
    return found


def _pair(entries: Entries, place: int) -> tuple[Decimal | None, Decimal | None]:
    return (
        number_from(int(entries.numerator[place])),
        number_from(int(entries.denominator[place])),
    )


def _parts(entries: Entries, place: int) -> str:
    return parts_in_words(*_pair(entries, place))


def _said(entries: Entries | None, place: int, definition: KpiVersion) -> str:
    """A value in words; the status where there is none; "" where nothing was reported."""
    if entries is None or entries.status[place] == NONE:
        return ""
    value = value_of(definition.unit, *_pair(entries, place))
    return in_words(definition.unit, definition.decimals, value) or _status(entries, place)


def _status(entries: Entries, place: int) -> str:
    return str(Figure.Status(STATUSES[int(entries.status[place])]).label)


def _rating(entries: Entries, place: int, terms: KpiTerms) -> str:
    definition = terms.definition
    value = value_of(definition.unit, *_pair(entries, place))
    if value is None or entries.group[place] != NONE:
        return UNRATED
    return judge(
        value,
        terms.target,
        terms.tolerance,
        higher=definition.polarity == KpiVersion.Polarity.HIGHER,
        decimals=definition.decimals,
    )


def _why(looked: Looked, place: int, definition: KpiVersion) -> Iterable[str]:
    """Why a row is to be looked at first, but for what the checks asked."""
    if looked.beyond[place]:
        mean, width = (float(column[place]) for column in looked.usual)
        yield f"Outside its usual range, {_range(mean, width, definition)}"
    if looked.not_given[place]:
        yield _status(looked.entries, place)
    if looked.new[place]:
        yield "Nothing was reported of it before"


def _range(mean: float, width: float, definition: KpiVersion) -> str:
    """The usual range in the KPI's unit: "61.0% to 79.0%". Values are per 100 where of a part."""
    times = value_of(definition.unit, Decimal(1), Decimal(100)) or Decimal(1)
    if definition.unit == KpiVersion.Unit.COUNT:
        times = Decimal(1)
    low, high = (
        in_words(definition.unit, definition.decimals, Decimal(repr(max(0.0, end))) * times)
        for end in (mean - width, mean + width)
    )
    return f"{low} to {high}"
