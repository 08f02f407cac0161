"""What exists because time has passed: the returns that are expected."""

from __future__ import annotations

from datetime import datetime

from performance.actions.expected import expect_returns
from workflow.deadlines import regular


@regular
def expected_returns(at: datetime) -> int:
    """Record the returns expected by now; how many were new."""
    return expect_returns(at)
