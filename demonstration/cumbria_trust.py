"""The Cumbria partnership: the papers' own procurement, and joint oversight of one system."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from demonstration import (
    acts_board,
    acts_contract,
    acts_packs,
    acts_procure,
    acts_returns,
    acts_tenders,
    acts_variation,
)
from demonstration.papers_calendar import PapersCalendar, calendar_around
from demonstration.stage import Stage

FOLDER = Path(__file__).parent / "cumbria"


def plan(stage: Stage) -> None:
    """Enter everything that happens into the diary."""
    papers = calendar_around(stage.today)
    _plan_agreements(stage, papers)
    _plan_tenders(stage, papers)
    acts_board.plan_board(stage)
    acts_packs.plan_packs(stage)


def _plan_agreements(stage: Stage, papers: PapersCalendar) -> None:
    paper = stage.paper("agreements")
    for row in paper["agreement"]:
        ends = papers.start - timedelta(days=1) if row.get("varied") else None
        acts_contract.plan_agreement(stage, row, ends)
        if row.get("varied"):
            half_way = acts_contract.first_quarter(stage, row).shifted(row["quarters"] // 2)
            acts_variation.plan_variation(stage, row["key"], paper["variation"], half_way)
    acts_returns.plan_returns(stage, paper)


def _plan_tenders(stage: Stage, papers: PapersCalendar) -> None:
    acts_procure.plan_papers_procurement(stage, stage.paper("early_help"), papers)
    acts_tenders.plan_tenders(stage, "wellbeing_hubs", "short_breaks", first=2)
