"""Act six: the quarter's pack is frozen, built, and issued to the Board before it meets."""

from __future__ import annotations

from datetime import datetime, timedelta

from commissioning.quarters import Quarter, last_ended
from demonstration.papers_calendar import working_day_from
from demonstration.stage import Stage
from performance.actions import packs
from workflow.door import take

COMMENTARY = {
    1: "Re-referrals to early help stay up. Waits for emotional wellbeing support hold their gain.",
    2: "The correction of 12-month reviews in Barrow-in-Furness is in this version.",
}


def plan_packs(stage: Stage) -> None:
    """Enter a pack for each of the four quarters before the last, and one corrected version."""
    last = last_ended(stage.today)
    for back in range(4, 0, -1):
        _plan(stage, last.shifted(-back), days=36)
    _plan(stage, last.shifted(-2), days=84)


def _plan(stage: Stage, quarter: Quarter, days: int) -> None:
    day = working_day_from(quarter.end + timedelta(days=days))
    stage.diary.on(day, lambda at: _issue(stage, quarter, at), hour=15)


def _issue(stage: Stage, quarter: Quarter, at: datetime) -> None:
    who = stage.who("commissioner")
    pack = packs.prepare(stage.partnership, str(quarter), by=who, at=at)
    pack = packs.write_commentary(pack, COMMENTARY[min(pack.version, 2)], by=who, at=at)
    pack = take(pack, "freeze", by=who, at=at)
    packs.keep_built(pack, packs.build(pack), at=at)
    take(pack, "issue", by=who, at=at + timedelta(hours=1))
