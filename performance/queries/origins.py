"""Reading where numbers came from: the figures behind readings, and any one figure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from commissioning.models import KpiVersion
from commissioning.periods import Frequency, Period
from performance.lifecycles.kpi_return import COUNTS
from performance.models import ContractReading, Figure
from performance.numbers import UNRATED
from performance.origin import Origin, cell_of
from performance.values import in_words, parts_in_words, value_of


@dataclass(frozen=True)
class Counted(Origin):
    """A figure that counts, and how the agreement's terms judge it.

    One of several of its quarter is not judged by itself: target and rating are of the quarter.
    """

    area_id: int | None
    value: str
    target: str
    rating: str
    why: str

    @property
    def shown(self) -> str:
        """The value, or why there is none."""
        return self.value or self.why or "No value"


#: An origin's fields, from a figure.
_OF_FIGURE = {
    "number": "number",
    "kpi": "scheduled__kpi_id",
    "area": "area__name",
    "quarter": "kpi_return__quarter",
    "period": "kpi_return__period_code",
    "status": "status",
    "sheet": "upload__sheet",
    "kpi_return": "kpi_return_id",
    "version": "kpi_return__version",
    "agreement": "kpi_return__agreement__reference",
    "provider": "kpi_return__agreement__provider__name",
    "file": "upload__file__name",
    "sha256": "upload__file__sha256",
    "certified_by": "kpi_return__certified_by__name",
    "certified_at": "kpi_return__certified_at",
    "accepted_by": "kpi_return__accepted_by__name",
    "accepted_at": "kpi_return__accepted_at",
}
_NUMBERS = ("numerator", "denominator")
#: Where its numbers stood: the columns of its file, and its row there.
_COLUMNS = ("upload__numerator_column", "upload__denominator_column", "row")
_OF_A_MONTH = "The quarter is judged, not each month of it."
_MOMENTS = ("certified_at", "accepted_at")
_SETTLED = ("kpi_return__quarter", "kpi_return__agreement__reference", "scheduled__kpi__code")


def origin_of(figure: Figure) -> Origin:
    """Where one figure came from, whether or not it counts. One query."""
    rows = Figure.objects.filter(kpi_return=figure.kpi_return_id, number=figure.number)
    return Origin(**_facts(rows.values(*_OF_FIGURE.values(), *_NUMBERS, *_COLUMNS).get()))


def counted(partnership_id: int, kpis: Collection[int], quarters: Collection[str]) -> list[Counted]:
    """Every figure of these KPIs and quarters that counts, in a settled order. Two queries."""
    judged = _judged(partnership_id, kpis, quarters)
    rows = Figure.objects.filter(
        kpi_return__agreement__partnership=partnership_id,
        kpi_return__quarter__in=quarters,
        kpi_return__state__in=COUNTS,
        scheduled__kpi__in=kpis,
        group=None,
    ).order_by(*_SETTLED, "area__name", "kpi_return__period_code", "number")
    own = ("kpi_return__agreement_id", "area_id")
    found = []
    for row in rows.values(*_OF_FIGURE.values(), *_NUMBERS, *_COLUMNS, *own):
        agreement, area = (row[name] for name in own)
        key = (agreement, row["scheduled__kpi_id"], row["kpi_return__quarter"], area)
        if (reading := judged.get(key)) is not None:
            found.append(_counted(row, reading))
    return found


def _judged(
    partnership_id: int, kpis: Collection[int], quarters: Collection[str]
) -> dict[tuple[Any, ...], ContractReading]:
    """How agreements stand, by agreement, KPI, quarter and area."""
    rows = ContractReading.objects.filter(
        agreement__partnership=partnership_id, kpi__in=kpis, quarter__in=quarters, derived=False
    ).select_related("definition")
    return {(r.agreement_id, r.kpi_id, r.quarter, r.area_id): r for r in rows}


def _counted(row: Mapping[str, Any], reading: ContractReading) -> Counted:
    unit = reading.definition.unit if reading.definition else KpiVersion.Unit.COUNT
    decimals = reading.definition.decimals if reading.definition else 0
    value = value_of(unit, row["numerator"], row["denominator"])
    alone = Period.parse(row["kpi_return__period_code"]).frequency != Frequency.MONTH
    return Counted(
        **_facts(row),
        area_id=row["area_id"],
        value=in_words(unit, decimals, value),
        target=in_words(unit, decimals, reading.target) if alone else "",
        rating=reading.rating if alone else UNRATED,
        why=reading.why_not_rated if alone else _OF_A_MONTH,
    )


def _facts(row: Mapping[str, Any]) -> dict[str, Any]:
    """An origin's fields, in words where it holds words."""
    known = {name: row[path] for name, path in _OF_FIGURE.items()}
    facts = {n: v if n in _MOMENTS or v is not None else "" for n, v in known.items()}
    facts["status"] = Figure.Status(known["status"]).label
    facts["parts"] = parts_in_words(*(row[name] for name in _NUMBERS))
    above, below, place = (row[name] for name in _COLUMNS)
    facts["cell"] = cell_of(above or "", place)
    given = above and row["denominator"] is not None
    facts["denominator_cell"] = cell_of(below, place) if given else ""
    return facts
