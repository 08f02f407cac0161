"""A correction as the commissioner judges it: what it changes, and which packs said otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from performance.models import KpiReturn, Pack
from performance.queries.differences import (
    Difference,
    Differences,
    corrected_by,
    packs_that_used,
)

PER_PAGE = 25


@dataclass(frozen=True)
class Correction:
    """What differs from the version before, a page of it, and the packs that used its figures."""

    found: Differences | None
    page: Page[Difference] | None
    packs: list[Pack]


def correction_of(kpi_return: KpiReturn, number: str | None = None) -> Correction | None:
    """The correction a later version makes; None for a first version."""
    if kpi_return.version == 1:
        return None
    found = corrected_by(kpi_return)
    page = None if found is None else Paginator(found, PER_PAGE).get_page(number)
    return Correction(found, page, packs_that_used(kpi_return))
