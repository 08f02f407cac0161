"""What must hold before a bid moves: each sentence says what to do."""

from __future__ import annotations

from typing import Any

from tenders.lifecycles.tender_states import AWAITING_OPENING
from workflow.lifecycle import Deed, Obstacles


def tender_is_open(bid: Any, deed: Deed) -> Obstacles:
    """The deed checks the clock itself: a late scheduler admits nobody."""
    obstacles: Obstacles = bid.tender.closed_to_bids(deed.at)
    return obstacles


def tender_has_closed(bid: Any, deed: Deed) -> str | None:
    """No bid is opened before the deadline, nor apart from the opening of them all."""
    if bid.tender.state in AWAITING_OPENING and deed.at >= bid.tender.deadline:
        return None
    return "Bids are opened together, after the deadline."


def holds_documents(bid: Any, deed: Deed) -> str | None:
    """A bid has a response."""
    return None if bid.documents.exists() else "Upload at least one document."


def holds_a_price(bid: Any, deed: Deed) -> str | None:
    """And a price."""
    return None if bid.sealed_price else "Enter the price of your bid."


def no_award_recommended(bid: Any, deed: Deed) -> Obstacles:
    """After the recommendation the ranking stands."""
    obstacles: Obstacles = bid.tender.closed_to_rejection()
    return obstacles
