"""A diary of what happened when: entries are done in the order of their time, up to a given moment."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from datetime import date, datetime

from workflow import calendar

Deed = Callable[[datetime], object]


class Diary:
    """Deeds with their times. `live(until)` does, in order, every one whose time has come.

    A deed may enter later ones. What lies after `until` is not done: it is left for the people who
    use the demonstration.
    """

    def __init__(self) -> None:
        self._entries: list[tuple[datetime, int, Deed]] = []
        self._tick = itertools.count()

    def on(self, day: date, deed: Deed, hour: int = 10, minute: int = 0) -> None:
        """Enter a deed on a day, at a time of day in London."""
        self.at(calendar.london_time(day, hour, minute), deed)

    def at(self, moment: datetime, deed: Deed) -> None:
        """Enter a deed at a moment."""
        heapq.heappush(self._entries, (moment, next(self._tick), deed))

    def live(self, until: datetime, tell: Callable[[datetime], None] = lambda at: None) -> int:
        """Do what is entered up to `until` and return how many deeds that were."""
        done = 0
        while self._entries and self._entries[0][0] <= until:
            moment, _, deed = heapq.heappop(self._entries)
            tell(moment)
            deed(moment)
            done += 1
        return done
