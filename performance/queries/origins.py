"""Reading where numbers came from: the figures behind readings, and any one figure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from performance.models import ContractReading, Figure
from performance.origin import Origin
from performance.values import in_words, parts_in_words


@dataclass(frozen=True)
class Counted(Origin):
    """A figure that counts, and how the agreement's terms judge it."""

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
    "figure": "pk",
    "kpi": "scheduled__kpi_id",
    "area": "area__name",
    "quarter": "kpi_return__quarter",
    "status": "status",
    "sheet": "sheet",
    "cell": "cell",
    "denominator_cell": "denominator_cell",
    "kpi_return": "kpi_return_id",
    "version": "kpi_return__version",
    "agreement": "kpi_return__agreement__reference",
    "provider": "kpi_return__agreement__provider__name",
    "file": "kpi_return__upload__file__name",
    "sha256": "kpi_return__upload__file__sha256",
    "certified_by": "kpi_return__certified_by__name",
    "certified_at": "kpi_return__certified_at",
    "accepted_by": "kpi_return__accepted_by__name",
    "accepted_at": "kpi_return__accepted_at",
}
_NUMBERS = ("numerator", "denominator")
_MOMENTS = ("certified_at", "accepted_at")
#: What is said of a figure beside that, once it counts.
_JUDGED = ("area_id", "value", "target", "rating", "why_not_rated")
_UNIT = ("definition__unit", "definition__decimals")


def origin_of(figure: Figure) -> Origin:
    """Where one figure came from, whether or not it counts. One query."""
    rows = Figure.objects.filter(pk=figure.pk).values(*_OF_FIGURE.values(), *_NUMBERS)
    row = rows.get()
    return Origin(**_facts({name: row[path] for name, path in _OF_FIGURE.items()}, row))


def counted(partnership_id: int, kpis: Collection[int], quarters: Collection[str]) -> list[Counted]:
    """Every figure of these KPIs and quarters that counts, in a settled order. One query."""
    rows = ContractReading.objects.filter(
        agreement__partnership=partnership_id,
        kpi__in=kpis,
        quarter__in=quarters,
        figure__isnull=False,
    ).order_by("quarter", "agreement__reference", "kpi__code", "area__name", "figure_id")
    paths = {name: f"figure__{path}" for name, path in _OF_FIGURE.items()}
    found = []
    for row in rows.values(*paths.values(), *_NUMBERS, *_JUDGED, *_UNIT):
        unit, decimals = (row[name] for name in _UNIT)
        given = _facts({name: row[path] for name, path in paths.items()}, row)
        found.append(
            Counted(
                **given,
                area_id=row["area_id"],
                value=in_words(unit, decimals, row["value"]),
                target=in_words(unit, decimals, row["target"]),
                rating=row["rating"],
                why=row["why_not_rated"],
            )
        )
    return found


def _facts(known: Mapping[str, Any], row: Mapping[str, Decimal | None]) -> dict[str, Any]:
    """An origin's fields, in words where it holds words."""
    facts = {n: v if n in _MOMENTS or v is not None else "" for n, v in known.items()}
    facts["status"] = Figure.Status(known["status"]).label
    facts["parts"] = parts_in_words(*(row[name] for name in _NUMBERS))
    return facts
