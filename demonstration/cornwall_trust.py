"""The Cornwall and Isles of Scilly partnership: One Vision, and public health nursing brought inside."""

from __future__ import annotations

from pathlib import Path

from demonstration import acts_board, acts_contract, acts_packs, acts_returns, acts_tenders
from demonstration.stage import Stage

FOLDER = Path(__file__).parent / "cornwall"
TENDERS = ("speech", "carers", "parenting", "streets", "advocacy")


def plan(stage: Stage) -> None:
    """Enter everything that happens into the diary."""
    paper = stage.paper("agreements")
    acts_contract.plan_agreements(stage, paper)
    acts_returns.plan_returns(stage, paper)
    acts_tenders.plan_tenders(stage, *TENDERS)
    acts_board.plan_board(stage)
    acts_packs.plan_packs(stage, issued=2, corrected=False)
    acts_packs.plan_pack_under_way(stage, frozen=False)
