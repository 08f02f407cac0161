"""What happens because time has passed: returns are expected, readings that stopped given up."""

from __future__ import annotations

from datetime import datetime

from performance.actions.expected import do_without_unwanted, expect_returns
from performance.actions.reminding import remind
from performance.actions.returns import give_up_unread
from workflow.deadlines import regular


@regular
def expected_returns(at: datetime) -> int:
    """Record the returns expected by now; how many were new."""
    return expect_returns(at)


@regular
def unwanted_returns(at: datetime) -> int:
    """Waive the returns of periods no agreement reports on any more; how many there were."""
    return do_without_unwanted(at)


@regular
def reminders(at: datetime) -> int:
    """Remind people of returns that are due or late; how many messages were sent."""
    return remind(at)


@regular
def uploads_given_up(at: datetime) -> int:
    """Settle the uploads whose reading stopped for good; how many there were."""
    return give_up_unread(at)
