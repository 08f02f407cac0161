"""The one place where the time is read.

`now()` is the time the system goes by. In demonstration and test settings it may start at a given
date and run on from there; production has no such setting. `wall()` is the machine's own clock,
for leases and for the time an audit entry was recorded.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings

from workflow.models.clock import DemonstrationClock


def wall() -> datetime:
    """The machine's time in UTC."""
    return datetime.now(UTC)


def now() -> datetime:
    """The time the system goes by, in UTC."""
    if not settings.MAY_SET_CLOCK:
        return wall()
    return wall() + DemonstrationClock.offset()


def start_at(moment: datetime) -> None:
    """Let the demonstration's clock start at `moment` (aware) and run on from there."""
    if not settings.MAY_SET_CLOCK:
        raise RuntimeError("The clock can be set in a demonstration or a test only.")
    DemonstrationClock.objects.update_or_create(
        pk=1, defaults={"seconds": (moment - wall()).total_seconds()}
    )


def move_on(by: timedelta) -> datetime:
    """Move the demonstration's clock forward and return the new time."""
    start_at(now() + by)
    return now()
