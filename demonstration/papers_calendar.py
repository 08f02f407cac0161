"""The procurement calendar of the Cumbria papers, laid into the years around a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from workflow import calendar


@dataclass(frozen=True)
class PapersCalendar:
    """Specification April to June, advertise late June, deadline end of July, evaluation in August,
    decision on 17 October, mobilisation November and December, start on 1 January.
    """

    year: int

    @property
    def specification_drafted(self) -> date:
        """A working day in April."""
        return working_day_from(date(self.year, 4, 13))

    @property
    def specification_approved(self) -> date:
        """A working day in early June."""
        return working_day_from(date(self.year, 6, 8))

    @property
    def advertised(self) -> date:
        """Late June."""
        return working_day_from(date(self.year, 6, 24))

    @property
    def deadline(self) -> date:
        """The last working day of July."""
        return working_day_before(date(self.year, 8, 1))

    @property
    def evaluated(self) -> date:
        """Late August."""
        return working_day_from(date(self.year, 8, 24))

    @property
    def decision(self) -> date:
        """17 October; at a weekend, the Thursday before."""
        return calendar.decision_day(date(self.year, 10, 17))

    @property
    def decision_moved(self) -> bool:
        """Whether 17 October fell on a weekend."""
        return self.decision != date(self.year, 10, 17)

    @property
    def start(self) -> date:
        """1 January."""
        return date(self.year + 1, 1, 1)


def calendar_around(as_at: date) -> PapersCalendar:
    """The round of the papers' calendar that a day lies in: April to the next March."""
    return PapersCalendar(as_at.year if as_at.month >= 4 else as_at.year - 1)


def working_day_from(day: date) -> date:
    """That day, or the next working day after it."""
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day


def working_day_before(day: date) -> date:
    """The last working day before that day."""
    day -= timedelta(days=1)
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day
