"""The Stockton-on-Tees partnership: five integrated service areas and agreements of every kind."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from commissioning.quarters import Quarter
from demonstration import acts_board, acts_contract, acts_packs, acts_returns, acts_tenders
from demonstration.acts_place import plan_place
from demonstration.stage import Stage

FOLDER = Path(__file__).parent / "stockton"
TENDERS = ("inclusion", "mentoring", "respite", "holidays", "counselling")


def plan(stage: Stage) -> None:
    """Enter everything that happens into the diary."""
    paper = stage.paper("agreements")
    plan_place(stage, _dated(stage, stage.paper("money")))
    acts_contract.plan_agreements(stage, paper)
    acts_returns.plan_returns(stage, paper)
    acts_tenders.plan_tenders(stage, *TENDERS)
    acts_board.plan_board(stage)
    acts_packs.plan_packs(stage, issued=2, corrected=False)
    acts_packs.plan_pack_under_way(stage, frozen=True)


def _dated(stage: Stage, paper: dict[str, Any]) -> dict[str, Any]:
    """The paper with the years, quarters and days it counts from the day shown as dates."""
    now = Quarter.containing(stage.today)
    for fund in paper["fund"]:
        fund["year"] += now.year
    for service in paper["service"]:
        for review in service["review"]:
            review["quarter"] = str(now.shifted(review["quarter"]))
            if "concluded" in review:
                review["concluded"] = stage.today + timedelta(days=review["concluded"])
    return paper | {"recorded": stage.today - timedelta(days=60)}
