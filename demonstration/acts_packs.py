"""Act six: the quarter's pack is frozen, built, and issued to the Board before it meets."""

from __future__ import annotations

from datetime import datetime, timedelta

from commissioning.quarters import Quarter, last_ended
from demonstration.papers_calendar import working_day_from
from demonstration.stage import Stage
from performance.actions import packs
from performance.models import Pack
from workflow.door import take


def plan_packs(stage: Stage, issued: int = 4, corrected: bool = True) -> None:
    """Enter a pack for each of the `issued` quarters before the last, and one corrected version."""
    last = last_ended(stage.today)
    for back in range(issued, 0, -1):
        _plan(stage, last.shifted(-back), days=36)
    if corrected:
        _plan(stage, last.shifted(-2), days=84)


def plan_pack_under_way(stage: Stage, frozen: bool) -> None:
    """Enter the pack somebody works on today: its commentary is written, or it waits to be issued."""
    day = stage.today - timedelta(days=2)
    stage.diary.on(day, lambda at: _begin(stage, stage.last_settled, at, frozen=frozen), hour=16)


def _plan(stage: Stage, quarter: Quarter, days: int) -> None:
    day = working_day_from(quarter.end + timedelta(days=days))
    stage.diary.on(day, lambda at: _issue(stage, quarter, at), hour=15)


def _issue(stage: Stage, quarter: Quarter, at: datetime) -> None:
    pack = _begin(stage, quarter, at, frozen=True)
    take(pack, "issue", by=stage.who("commissioner"), at=at + timedelta(hours=1))


def _begin(stage: Stage, quarter: Quarter, at: datetime, *, frozen: bool) -> Pack:
    who, said = stage.who("commissioner"), stage.paper("board")["pack"]
    pack = packs.prepare(stage.partnership, str(quarter), by=who, at=at)
    text = said["first"] if pack.version == 1 else said["corrected"]
    pack = packs.write_commentary(pack, text, by=who, at=at)
    if not frozen:
        return pack
    pack = take(pack, "freeze", by=who, at=at)
    return packs.keep_built(pack, packs.build(pack), at=at)
