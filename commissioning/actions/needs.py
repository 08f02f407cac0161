"""Recording what children need."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commissioning.models import Need
from workflow.door import amend, begin
from workflow.lifecycle import Actor, Refused


def record_need(need: Need, *, by: Actor, at: datetime) -> Need:
    """Record a priority need as it stands at `at`.

    Refused when nothing shows it: a need rests on a published indicator, on a Board decision, or
    on evidence in words.
    """
    _refuse_unshown(need)
    need.recorded_at = at
    return begin(need, by=by, at=at)


@transaction.atomic
def change_need(need: Need, *, by: Actor, at: datetime, **fields: Any) -> Need:
    """Change a need. Refused when nothing would show it any more."""
    changed = amend(need, by=by, at=at, **fields)
    _refuse_unshown(changed)
    return changed


def _refuse_unshown(need: Need) -> None:
    if need.indicator is None and need.decision is None and not need.evidence.strip():
        raise Refused("Say how we know: choose an indicator, or write the evidence.")
