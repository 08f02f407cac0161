"""The states of a tender and the groups other files may name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.db import models


class TenderState(models.TextChoices):
    """Where a tender stands."""

    DRAFTING = "drafting", "Being drafted"  # only the partnership sees it
    PUBLISHED = "published", "Open for bids"  # providers see it, ask and bid
    CLOSED = "closed", "Closed to bids"  # the deadline passed; bids still sealed
    OPENED = "opened", "Bids opened"  # readable by the panel
    EVALUATING = "evaluating", "Being evaluated"  # the panel scores and moderates
    RECOMMENDED = "recommended", "Award recommended"  # an approver decides
    DECIDED = "decided", "Award decided"  # call-in, summaries, award notice
    STANDSTILL = "standstill", "Award notice published"  # standstill, if the notice says one
    AWARDED = "awarded", "Awarded"  # a contract can be drafted
    ABANDONED = "abandoned", "Abandoned"  # ended without an award


S = TenderState
OPEN_TO_CHANGE = frozenset({S.DRAFTING})
#: Providers can find it.
PUBLIC = frozenset(set(S) - {S.DRAFTING})
#: Bids may be prepared and submitted (the clock decides within it).
TAKING_BIDS = frozenset({S.PUBLISHED})
#: Nobody can bid any more: how many did may be known.
CLOSED_TO_BIDS = frozenset(set(S) - {S.DRAFTING, S.PUBLISHED})
#: The deadline moves it on.
AWAITING_DEADLINE = frozenset({S.PUBLISHED})
#: Before this nobody reads a bid.
SEALED = frozenset({S.DRAFTING, S.PUBLISHED, S.CLOSED})
#: Scores and moderations are accepted.
SCORING = frozenset({S.EVALUATING})
#: The panel can be put together and declare its interests.
PANEL_FORMING = frozenset({S.DRAFTING, S.PUBLISHED, S.CLOSED, S.OPENED})
#: Whoever moderates can declare their interests, or others that came up since.
MODERATORS_DECLARE = PANEL_FORMING | SCORING
#: The next step is a commissioner's.
WITH_COMMISSIONER = frozenset(
    {S.DRAFTING, S.CLOSED, S.OPENED, S.EVALUATING, S.DECIDED, S.STANDSTILL}
)
#: An approver has to decide.
AWAITING_DECISION = frozenset({S.RECOMMENDED})
#: Still on its way to an award.
RUNNING = frozenset(set(S) - {S.AWARDED, S.ABANDONED})
#: An award was made.
WON = frozenset({S.AWARDED})
#: Gates are still being recorded: some stand before the signature, after the award.
GATES_OPEN = frozenset(set(S) - {S.ABANDONED})
#: Where the step that gates stand before was taken, by the gate's `before`: they relied on it.
RELIED_ON: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "publish": frozenset(set(S) - {S.DRAFTING}),
        "decide": frozenset({S.DECIDED, S.STANDSTILL, S.AWARDED}),
        "award_notice": frozenset({S.STANDSTILL, S.AWARDED}),
    }
)
#: Bids lie open and no award is recommended yet.
BEING_ASSESSED = frozenset({S.OPENED, S.EVALUATING})
#: Call-in, assessment summaries and the award notice follow one another in it.
WITH_SUMMARIES = frozenset({S.DECIDED})
#: The award notice is out and the award is not made.
AWAITING_AWARD = frozenset({S.STANDSTILL})
#: Bids are to be opened.
AWAITING_OPENING = frozenset({S.CLOSED})
#: Being put together.
IN_DRAFT = frozenset({S.DRAFTING})
#: A challenge to the award can come in.
CHALLENGEABLE = frozenset({S.DECIDED, S.STANDSTILL, S.AWARDED})
#: Bids can be assessed and their totals are known.
RANKED = frozenset({S.EVALUATING, S.RECOMMENDED, S.DECIDED, S.STANDSTILL, S.AWARDED, S.ABANDONED})

PATH = (
    S.DRAFTING,
    S.PUBLISHED,
    S.CLOSED,
    S.OPENED,
    S.EVALUATING,
    S.RECOMMENDED,
    S.DECIDED,
    S.STANDSTILL,
    S.AWARDED,
)
#: What a provider is shown; the panel's and the approver's steps are one to them.
OUTWARD = {
    S.DRAFTING: "Not published",
    S.PUBLISHED: "Open for bids",
    S.CLOSED: "Closed to bids",
    S.OPENED: "Being assessed",
    S.EVALUATING: "Being assessed",
    S.RECOMMENDED: "Being assessed",
    S.DECIDED: "Being assessed",
    S.STANDSTILL: "Award notice published",
    S.AWARDED: "Awarded",
    S.ABANDONED: "Abandoned",
}
TONES: dict[str, str] = {
    S.DRAFTING: "blue",
    S.PUBLISHED: "turquoise",
    S.CLOSED: "yellow",
    S.OPENED: "purple",
    S.EVALUATING: "purple",
    S.RECOMMENDED: "orange",
    S.DECIDED: "orange",
    S.STANDSTILL: "yellow",
    S.AWARDED: "green",
    S.ABANDONED: "red",
}
#: What comes next, in words a list can show.
NEXT = {
    S.DRAFTING: "Publish the tender",
    S.PUBLISHED: "Closes to bids",
    S.CLOSED: "Open the bids",
    S.OPENED: "Start the evaluation",
    S.EVALUATING: "Recommend an award",
    S.RECOMMENDED: "Decide the award",
    S.DECIDED: "Notify the bidders",
    S.STANDSTILL: "Award the contract",
}
