"""A deadline moves later, with a reason, and never past the dates that follow it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.models import Partnership
from tests.factories.commissioning import commissioner_of
from tests.factories.tenders import tender
from workflow.calendar import london_time
from workflow.door import take
from workflow.lifecycle import Refused


def test_it_stays_before_the_day_of_the_decision(cumbria: Partnership) -> None:
    made = tender(cumbria, "published")
    at, by = made.deadline - timedelta(days=1), commissioner_of(cumbria)
    for deadline in (made.deadline + timedelta(days=400), london_time(made.decision_on, 9)):
        with pytest.raises(Refused, match="decision must come after the deadline"):
            take(made, "extend", by=by, at=at, deadline=deadline, reasons="More time.")
    made.refresh_from_db()
    assert list(made.timetable_faults(at)) == []


def test_the_day_before_the_decision_is_late_enough(cumbria: Partnership) -> None:
    made = tender(cumbria, "published")
    at, by = made.deadline - timedelta(days=1), commissioner_of(cumbria)
    last = london_time(made.decision_on - timedelta(days=1), 12)
    assert take(made, "extend", by=by, at=at, deadline=last, reasons="Snow.").deadline == last
