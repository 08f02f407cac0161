"""What happens to tenders because time has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tenders.queries.tender import past_deadline
from workflow.deadlines import Due, due_steps


@due_steps
def tenders_to_close(at: datetime) -> Iterator[Due]:
    """Close every tender whose deadline has passed. The step checks the clock itself."""
    for tender in past_deadline(at):
        yield tender, "close", {}
