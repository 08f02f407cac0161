"""What a return asks for: the one place that reads it off an agreement's schedule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from commissioning.periods import Frequency, ends_in
from commissioning.quarters import Quarter
from contracts.models import KpiTerms, ScheduledKpi
from performance.entries import NONE, Ints

#: A KPI of the schedule, its terms in the quarter, and an area (None for the whole agreement).
Wanted = tuple[ScheduledKpi, KpiTerms, int | None]


def wanted_of(
    schedule: Iterable[ScheduledKpi],
    areas: Sequence[int],
    quarter: str,
    frequency: str | None = None,
) -> Iterator[Wanted]:
    """Every figure a schedule asks for in a quarter, in the order of schedule and areas.

    With a frequency only those of returns made so often; else those of every period that ends in the
    quarter. Groups of a breakdown are asked beside it and not listed here. No query where the terms
    and their definitions are prefetched.
    """
    ending = {f: bool(ends_in(f, Quarter.parse(quarter))) for f in Frequency}
    for line in schedule:
        terms = line.terms_in(quarter)
        if terms is None or not ending[Frequency(terms.definition.frequency)]:
            continue
        if frequency is None or terms.definition.frequency == frequency:
            for area in areas if line.by_area else (None,):
                yield line, terms, area


def groups_of(terms: KpiTerms) -> list[int]:
    """The groups a KPI is broken down by, beside the whole; none for most."""
    breakdown = terms.definition.breakdown
    return [] if breakdown is None else [group.pk for group in breakdown.groups.all()]


def rows_wanted(
    schedule: Iterable[ScheduledKpi], areas: Sequence[int], quarter: str, frequency: str
) -> tuple[Ints, Ints, Ints]:
    """The keys of every row of a return: scheduled KPI, area and group, the whole before its groups.

    `NONE` stands for the whole agreement and for everybody.
    """
    scheduled, places, groups = [], [], []
    known: dict[int, list[int]] = {}
    for line, terms, area in wanted_of(schedule, areas, quarter, frequency):
        if (parts := known.get(terms.pk)) is None:
            parts = known[terms.pk] = [NONE, *groups_of(terms)]
        scheduled += [line.pk] * len(parts)
        places += [NONE if area is None else area] * len(parts)
        groups += parts
    return tuple(np.array(keys, dtype=np.int64) for keys in (scheduled, places, groups))  # type: ignore[return-value]
