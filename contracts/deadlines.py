"""What time does: agreements begin and expire, approved variations take effect."""

from __future__ import annotations

from datetime import datetime

from contracts.actions import reviews
from contracts.queries import agreements, variations
from workflow.calendar import london_date
from workflow.deadlines import Due, due_steps, regular


@due_steps
def variations_to_bring_into_force(at: datetime) -> list[Due]:
    """Before agreements expire, so that an extension comes in time."""
    return [(v, "bring_into_force", {}) for v in variations.effective_by(london_date(at))]


@due_steps
def agreements_to_bring_into_force(at: datetime) -> list[Due]:
    """Signed agreements on their first day."""
    return [(a, "bring_into_force", {}) for a in agreements.starting_by(london_date(at))]


@due_steps
def agreements_to_expire(at: datetime) -> list[Due]:
    """Agreements after their last day."""
    return [(a, "expire", {}) for a in agreements.ended_before(london_date(at))]


@regular
def missing_reviews(at: datetime) -> int:
    """The next review of every binding agreement that has none."""
    return reviews.record_missing(at)
