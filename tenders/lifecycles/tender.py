"""How a tender moves from drafting to the evaluation; award.py has the rest of its way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from accounts.roles import commissioner
from tenders.lifecycles import tender_guards as guard
from tenders.lifecycles.tender_states import OPEN_TO_CHANGE, OUTWARD, PATH, TONES, TenderState
from workflow.lifecycle import Deed, Lifecycle, StateField, by_the_clock, step

S = TenderState


class TenderToEvaluation(Lifecycle):
    """The steps up to the evaluation. The route decides which gates apply."""

    class Meta:
        abstract = True

    may_begin = commissioner
    States = TenderState
    open_to_change: ClassVar[frozenset[str]] = OPEN_TO_CHANGE
    path: ClassVar[tuple[str, ...]] = PATH
    tones: ClassVar[dict[str, str]] = TONES

    #: What the record itself does within a step.
    open_every_bid: Callable[[Deed], None]

    state = StateField(choices=S, default=S.DRAFTING)

    @property
    def outward_label(self) -> str:
        """Where it stands, as providers are told."""
        return OUTWARD[TenderState(self.state)]

    @step(
        source=S.DRAFTING,
        target=S.PUBLISHED,
        label="Publish the tender",
        done="published the tender",
        hint="Providers can see it and bid from now until the deadline.",
        may=commissioner,
        guards=[guard.publishing_gates, guard.timetable_holds],
    )
    def publish(self, deed: Deed) -> None:
        self.published_at = deed.at

    @step(
        source=S.PUBLISHED,
        target=None,
        label="Extend the deadline",
        done="extended the deadline",
        hint="Every provider sees the new deadline. It can only move later, and not past the decision.",
        may=commissioner,
        guards=[guard.still_open],
        tells=lambda tender, deed: tender.bidders_told("its deadline was extended."),
    )
    def extend(self, deed: Deed, *, deadline: datetime, reasons: str) -> None:
        guard.later_with_reason(self, deed, deadline, reasons)
        self.deadline = deadline

    @step(
        source=S.PUBLISHED,
        target=S.CLOSED,
        label="Close to bids",
        done="closed the tender to bids",
        may=by_the_clock,
        guards=[guard.deadline_passed],
    )
    def close(self, deed: Deed) -> None:
        self.closed_at = deed.at

    @step(
        source=S.CLOSED,
        target=S.OPENED,
        label="Open the bids",
        done="opened the bids",
        hint="Every sealed bid is decrypted and becomes readable by the evaluation panel.",
        may=commissioner,
        guards=[guard.some_bid_came],
    )
    def open_bids(self, deed: Deed) -> None:
        self.opened_at = deed.at
        self.open_every_bid(deed)

    @step(
        source=S.OPENED,
        target=S.EVALUATING,
        label="Start the evaluation",
        done="started the evaluation",
        hint="Panel members can score from now on.",
        may=commissioner,
        guards=[guard.panel_declared],
    )
    def start_evaluation(self, deed: Deed) -> None:
        """Scores are accepted in this state only."""
