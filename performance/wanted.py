"""What a return asks for: the one place that reads it off an agreement's schedule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from contracts.models import KpiTerms, ScheduledKpi

#: A KPI of the schedule, its terms in the quarter, and an area (None for the whole agreement).
Wanted = tuple[ScheduledKpi, KpiTerms, int | None]


def wanted_of(
    schedule: Iterable[ScheduledKpi], areas: Sequence[int], quarter: str
) -> Iterator[Wanted]:
    """Every figure a schedule asks for in a quarter, in the order of schedule and areas.

    No query where the terms are prefetched.
    """
    for line in schedule:
        terms = line.terms_in(quarter)
        if terms is not None:
            for area in areas if line.by_area else (None,):
                yield line, terms, area
