"""Recording what children need."""

from __future__ import annotations

from datetime import datetime

from commissioning.models import Need
from workflow.door import begin
from workflow.lifecycle import Actor, Refused


def record_need(need: Need, *, by: Actor, at: datetime) -> Need:
    """Record a priority need as it stands at `at`.

    Refused when nothing shows it: a need rests on a published indicator, on a Board decision, or
    on evidence in words.
    """
    if need.indicator is None and need.decision is None and not need.evidence.strip():
        raise Refused("Say how we know: choose an indicator, or write the evidence.")
    need.recorded_at = at
    return begin(need, by=by, at=at)
