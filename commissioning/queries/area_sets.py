"""Reading sets of areas and how they lie in one another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet, Sum

from accounts.models import Partnership
from commissioning.models import (
    AreaInSet,
    AreaManagement,
    AreaSet,
    FundShare,
    LocalPartnership,
    Need,
)


@dataclass(frozen=True)
class Nested:
    """An area of the outer set with the areas of the inner set that make it up."""

    outer: AreaInSet
    inner: list[AreaInSet]

    @property
    def words(self) -> str:
        """How they lie: the same ground, divided, or not divided at all."""
        if len(self.inner) == 1:
            return "The same area (co-terminous)"
        return f"Divided in {len(self.inner)}" if self.inner else "None lies in it"


@dataclass(frozen=True)
class Nesting:
    """How one set lies in another."""

    outer: AreaSet
    inner: AreaSet
    rows: list[Nested]
    loose: list[AreaInSet]

    @property
    def title(self) -> str:
        """What the table of it shows."""
        return f"{self.inner} within {str(self.outer).lower()}"


def sets_of(partnership: Partnership) -> list[AreaSet]:
    """The partnership's sets of areas, each with its areas, their managers and what is there."""
    areas: QuerySet[AreaInSet] = AreaInSet.objects.select_related(
        "area", "lies_in__area", "lies_in__area_set", "area_set__partnership"
    )
    managers = Prefetch("managers", AreaManagement.objects.select_related("user"))
    listed = areas.prefetch_related(managers, "provision__service")
    return list(partnership.area_sets.prefetch_related(Prefetch("areas", listed)))


def nestings_of(sets: list[AreaSet]) -> list[Nesting]:
    """How the sets (of `sets_of`) lie in one another, where any area says it does."""
    return [
        nesting
        for inner in sets
        for outer in sets
        if outer != inner and (nesting := _nesting(outer, inner)) is not None
    ]


def _nesting(outer: AreaSet, inner: AreaSet) -> Nesting | None:
    areas = list(inner.areas.all())
    if not any(area.lies_in and area.lies_in.area_set_id == outer.pk for area in areas):
        return None
    whole = list(outer.areas.all())
    rows = [Nested(one, [area for area in areas if area.lies_in_id == one.pk]) for one in whole]
    held = {one.pk for one in whole}
    return Nesting(outer, inner, rows, [area for area in areas if area.lies_in_id not in held])


def manager_on(area: AreaInSet, day: date) -> AreaManagement | None:
    """Who manages an area on a day, if anybody does."""
    return next((one for one in area.managers.all() if one.manages_on(day)), None)


def shares_of(area: AreaInSet) -> list[FundShare]:
    """The indicative budgets of an area, the latest year first."""
    found = area.shares.select_related("fund__partnership")
    return list(found.order_by("-fund__year", "fund__name"))


def indicative_by_year(area: AreaInSet) -> list[tuple[str, Decimal]]:
    """An area's indicative budgets added up, by financial year as written, the latest first."""
    added = area.shares.values("fund__year").order_by("-fund__year").annotate(sum=Sum("amount"))
    return [
        (f"{row['fund__year']}-{(row['fund__year'] + 1) % 100:02d}", row["sum"]) for row in added
    ]


def needs_of_area(area: AreaInSet) -> QuerySet[Need]:
    """The partnership's priority needs in an area."""
    found: QuerySet[Need] = Need.objects.filter(
        partnership=area.area_set.partnership, area_id=area.area_id
    )
    return found.select_related("partnership", "outcome")


def local_in(area: AreaInSet) -> QuerySet[LocalPartnership]:
    """The local partnerships of an area."""
    found: QuerySet[LocalPartnership] = LocalPartnership.objects.filter(
        partnership=area.area_set.partnership, area_id=area.area_id
    )
    return found.select_related("partnership")
