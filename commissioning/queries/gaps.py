"""The gap report: what every room finds loose in a partnership's thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Partnership
from commissioning.gaps import Gap, Kind, kinds
from tabular.writing import csv_bytes

HEADERS = ("Kind of gap", "What is missing", "What to do next", "Page")


@dataclass(frozen=True)
class Found:
    """A kind of gap and what was found of it."""

    kind: Kind
    gaps: list[Gap]


def is_blank(trust: Partnership) -> bool:
    """Whether there is nothing yet that could be joined."""
    return not (trust.outcomes.exists() or trust.needs.exists() or trust.services.exists())


def report_of(partnership: Partnership, at: datetime) -> list[Found]:
    """Every kind with its gaps, also those of which there is nothing."""
    return [Found(kind, list(kind.find(partnership, at))) for kind in kinds()]


def report_csv(found: Iterable[Found]) -> bytes:
    """The report as a CSV file, a line for each gap; a kind without any has a line that says so."""
    rows = [
        (one.kind.title, gap.sentence, gap.todo, gap.url)
        for one in found
        for gap in one.gaps or [Gap("Nothing of this kind.", "", "")]
    ]
    return csv_bytes([HEADERS, *rows])
