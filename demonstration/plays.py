"""Plays the partnerships of the demonstration, from their first facts up to the day shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from commissioning.actions.indicators import load_figures
from demonstration import cornwall_trust, cumbria_trust, stockton_trust
from demonstration.acts_place import plan_place
from demonstration.acts_plan import lay_out
from demonstration.cast import gather
from demonstration.diary import Diary
from demonstration.stage import Stage

HERE = Path(__file__).parent
NEEDS = HERE / "data" / "needs"
#: The rules of law held here begin to be complete on this day (thresholds of 1 January 2026).
EARLIEST = date(2026, 1, 1)
#: Each partnership's play, in the order they are made.
PLAYS = (cumbria_trust, cornwall_trust, stockton_trust)


def play(as_at: datetime, say: Callable[[str], None]) -> list[Stage]:
    """Make every partnership and live everything that had happened by `as_at`.

    They share one diary, so that the audit trail of the system is in the order of time.
    """
    say("Loading published figures of need")
    load_needs()
    diary = Diary()
    stages = []
    for one in PLAYS:
        stage = gather(one.FOLDER, as_at, diary)
        lay_out(stage)
        plan_place(stage, stage.paper("place"))
        one.plan(stage)
        stages.append(stage)
        say(f"{stage.partnership} has its people, outcomes, areas and KPIs")
    say("Taking every step that had been taken by the day shown")
    years: set[int] = set()
    diary.live(as_at, lambda at: _say_year(say, years, at))
    return stages


def load_needs() -> None:
    """Load the published figures kept beside the demonstration."""
    for file in sorted(NEEDS.glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            load_figures(lines)


def _say_year(say: Callable[[str], None], years: set[int], at: datetime) -> None:
    if at.year not in years:
        years.add(at.year)
        say(f"  {at.year}")
