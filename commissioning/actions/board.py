"""What the Board does at a meeting: minutes, advice, decisions, actions."""

from __future__ import annotations

from datetime import datetime

from commissioning.models import Advice, Meeting
from workflow.door import amend, begin
from workflow.lifecycle import Actor, Deed, Refused


def record_minutes(meeting: Meeting, minutes: str, *, by: Actor, at: datetime) -> Meeting:
    """Write up a meeting. Refused before its day."""
    early = meeting.not_yet_held(Deed(by=by, at=at, step="amend"))
    if early:
        raise Refused(early)
    return amend(meeting, by=by, at=at, minutes=minutes)


def record_advice(
    meeting: Meeting, subject: str, position: str, text: str, *, by: Actor, at: datetime
) -> Advice:
    """Record what the Board advised on a proposal. Refused before the day of the meeting.

    `position` is one of Advice.Position. The page of another app may call it and keep the advice.
    """
    advice = Advice(
        meeting=meeting, subject=subject[:300], position=position, text=text, recorded_by=by
    )
    return begin(advice, by=by, at=at)
