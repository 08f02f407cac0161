"""What follows from a deed in another place, within the deed's own transaction.

An app registers, in its own consequences.py:

    @follows(KpiReturn, "begin", "accept", "waive", holding=hold_readings)
    def readings_are_summed(kpi_return: KpiReturn, deed: Deed) -> None: ...

The door calls it once the change is written and before its audit entry; what it sets on the record
itself it saves, and stands in that entry. If it fails, nothing of the deed has happened. `holding`
locks what the consequence will write: the door calls it before anything enters the audit trail, so
that whoever does several things waits for each in one order, and for the trail last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workflow.lifecycle import Deed, Record

Consequence = Callable[[Any, Deed], None]
Holding = Callable[[Any], object]


@dataclass(frozen=True)
class _Following:
    consequence: Consequence
    holding: Holding | None


_known: dict[tuple[type[Record], str], list[_Following]] = defaultdict(list)


def follows(
    model: type[Record], *steps: str, holding: Holding | None = None
) -> Callable[[Consequence], Consequence]:
    """Register what follows from these steps of a record ("begin" and "amend" are steps too)."""

    def register(consequence: Consequence) -> Consequence:
        for step in steps:
            following = _known[model, step]
            if all(known.consequence is not consequence for known in following):
                following.append(_Following(consequence, holding))
        return consequence

    return register


def hold(record: Record, deed: Deed) -> None:
    """Lock what the consequences of the deed will write."""
    for following in _known.get((type(record), deed.step), ()):
        if following.holding is not None:
            following.holding(record)


def bring_about(record: Record, deed: Deed) -> None:
    """Call what follows from the deed, in the order it was registered."""
    for following in _known.get((type(record), deed.step), ()):
        following.consequence(record, deed)
