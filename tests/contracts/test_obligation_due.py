"""What falls due reads the same wherever it stands: the last day of the period."""

from datetime import date

import pytest

from contracts.models import Obligation
from pages.words import due
from tests.factories.people import AT


@pytest.mark.parametrize("day", [date(2027, 3, 21), date(2026, 7, 1)])
def test_your_work_names_the_last_day_itself(day):
    obligation = Obligation(due_on=day)
    assert due(obligation.due_at, AT).words.startswith(f"due {day.day} {day:%B %Y}")
