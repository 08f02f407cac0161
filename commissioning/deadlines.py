"""What time does: consultations close after their last day."""

from __future__ import annotations

from datetime import datetime

from commissioning.queries.consultations import past_their_last_day
from workflow.calendar import london_date
from workflow.deadlines import Due, due_steps


@due_steps
def consultations_to_close(at: datetime) -> list[Due]:
    """Those whose last day has gone."""
    return [(held, "close", {}) for held in past_their_last_day(london_date(at))]
