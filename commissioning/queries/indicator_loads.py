"""Reading the files of figures a partnership has sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import Partnership
from commissioning.actions.indicator_files.layouts import LAYOUTS
from commissioning.actions.indicator_loads import key_of
from commissioning.models import IndicatorFigure, IndicatorLoad
from workflow.models import Job


@dataclass(frozen=True)
class Count:
    """One line of what was counted in a file."""

    label: str
    number: int


def loads_of(partnership: Partnership) -> QuerySet[IndicatorLoad]:
    """A partnership's own files, the newest first. The operator's are nobody's."""
    found: QuerySet[IndicatorLoad] = partnership.indicator_loads.select_related(
        "partnership", "file", "sent_by", "loaded_by"
    )
    return found


def layouts_known() -> list[str]:
    """The files that can be loaded, by name."""
    return [layout.name for layout in LAYOUTS]


def counts_of(load: IndicatorLoad) -> list[Count]:
    """What was counted in a file, in the order it is told."""
    told: dict[str, Any] = load.counts
    if not told:
        return []
    withheld = told["withheld"]
    symbols = [
        Count(f"Withheld: {status.label.lower()}", withheld[status.value])
        for status in IndicatorFigure.Status
        if withheld.get(status.value)
    ]
    return [
        Count("Rows read", told["read"]),
        Count("Rows refused", told["refused"]),
        Count("Figures kept", told["kept"]),
        Count("Figures with a number", told["published"]),
        *symbols,
        Count("Sums made for areas that ended", told["derived"]),
    ]


def job_of(load: IndicatorLoad) -> Job | None:
    """The work on a file that waits, is under way or did not finish; None when all is done."""
    if load.was_loaded or load.was_refused:
        return None
    kind = "read_indicators" if load.being_read else "load_indicators"
    return Job.objects.filter(kind=kind, key=key_of(load)).order_by("-pk").first()
