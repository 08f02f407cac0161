"""Plays the Cumbria partnership from its first facts up to the day it is shown as at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from commissioning.actions.indicators import load_figures
from demonstration import (
    acts_board,
    acts_contract,
    acts_packs,
    acts_plan,
    acts_procure,
    acts_returns,
)
from demonstration.cast import gather
from demonstration.papers import read
from demonstration.papers_calendar import (
    PapersCalendar,
    calendar_around,
    working_day_before,
    working_day_from,
)
from demonstration.stage import Stage

HERE = Path(__file__).parent
FOLDER = HERE / "cumbria"
NEEDS = HERE / "data" / "needs"
#: The rules of law held here begin to be complete on this day (thresholds of 1 January 2026).
EARLIEST = date(2026, 1, 1)


def play(as_at: datetime, say: Callable[[str], None]) -> Stage:
    """Make the partnership and live everything that had happened by `as_at`."""
    say("Loading published figures of need")
    for file in sorted(NEEDS.glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            load_figures(lines)
    stage = gather(FOLDER, as_at)
    stage.say = say
    acts_plan.lay_out(stage, FOLDER)
    papers = calendar_around(stage.today)
    _plan_agreements(stage, papers)
    _plan_tenders(stage, papers)
    acts_board.plan_board(stage, FOLDER)
    acts_packs.plan_packs(stage)
    say("Taking every step that had been taken by the day shown")
    years: set[int] = set()
    stage.diary.live(as_at, lambda at: _say_year(say, years, at))
    return stage


def _plan_agreements(stage: Stage, papers: PapersCalendar) -> None:
    paper = read(FOLDER / "agreements.toml")
    for row in paper["agreement"]:
        ends = papers.start - timedelta(days=1) if row.get("varied") else None
        acts_contract.plan_agreement(stage, row, ends)
        if row.get("varied"):
            half_way = acts_contract.first_quarter(stage, row).shifted(row["quarters"] // 2)
            acts_contract.plan_variation(stage, row["key"], paper["variation"], half_way)
    acts_returns.plan_returns(stage, paper)


def _plan_tenders(stage: Stage, papers: PapersCalendar) -> None:
    acts_procure.plan_papers_procurement(stage, read(FOLDER / "early_help.toml"), papers)
    today, year = stage.today, stage.today.year
    acts_procure.plan_live_tender(
        stage,
        read(FOLDER / "wellbeing_hubs.toml"),
        f"CUMBRIA-{year}-002",
        deadline=working_day_from(today + timedelta(days=23)),
        published=working_day_before(today - timedelta(days=11)),
    )
    acts_procure.plan_live_tender(
        stage,
        read(FOLDER / "short_breaks.toml"),
        f"CUMBRIA-{year}-003",
        deadline=working_day_before(today),
        published=working_day_before(today - timedelta(days=35)),
    )


def _say_year(say: Callable[[str], None], years: set[int], at: datetime) -> None:
    if at.year not in years:
        years.add(at.year)
        say(f"  {at.year}")
