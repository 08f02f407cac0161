"""Accepting several returns at once: each by itself, so that one in the way keeps back no other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Partnership
from performance.models import KpiReturn
from workflow.door import take
from workflow.lifecycle import Actor, Refused


@dataclass(frozen=True)
class Attempt:
    """What became of one return; `refused` says why it was not accepted."""

    kpi_return: KpiReturn
    refused: tuple[str, ...] = ()


def accept_several(
    partnership: Partnership, seen: Mapping[int, str], *, by: Actor, at: datetime
) -> list[Attempt]:
    """Accept returns of a partnership, each in a transaction of its own, in the order of their dates.

    `seen` is the digest of the figures the person saw, by return; a return whose figures are others
    now is not accepted. What is none of the partnership's is passed over.
    """
    found = KpiReturn.objects.filter(pk__in=seen, agreement__partnership=partnership)
    attempts = []
    for one in found.select_related("agreement__provider").order_by("certified_at", "pk"):
        try:
            attempts.append(Attempt(take(one, "accept", by=by, at=at, seen=seen[one.pk])))
        except Refused as refusal:
            attempts.append(Attempt(one, tuple(refusal.sentences)))
    return attempts
