"""How a bid moves: drafting, submitted, withdrawn, opened, rejected, successful, unsuccessful."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from accounts.roles import certifier, commissioner, preparer
from tenders.lifecycles.bid_guards import (
    holds_a_price,
    holds_documents,
    no_award_recommended,
    tender_has_closed,
    tender_is_open,
)
from tenders.lifecycles.bid_states import (
    ASSESSED,
    IN_HAND,
    LIVE,
    OUTWARD,
    READABLE,
    SEALED,
    TONES,
    BidState,
)
from workflow.lifecycle import Deed, Lifecycle, Refused, StateField, by_the_clock, step

__all__ = ["ASSESSED", "IN_HAND", "LIVE", "READABLE", "SEALED", "BidLifecycle", "BidState"]
S = BidState


def tell_provider(sentence: str) -> Any:
    """Whoever submitted the bid is told."""
    return lambda bid, deed: [(bid.submitted_by, f"{bid.tender}: {sentence}")]


class BidLifecycle(Lifecycle):
    """The steps of a bid, in the order they happen."""

    class Meta:
        abstract = True

    may_begin = preparer
    States = BidState
    open_to_change: ClassVar[frozenset[str]] = IN_HAND
    path: ClassVar[tuple[str, ...]] = (S.DRAFTING, S.SUBMITTED, S.OPENED, S.SUCCESSFUL)
    tones: ClassVar[dict[str, str]] = TONES

    state = StateField(choices=S, default=S.DRAFTING)
    receipt_text: Callable[[], str]
    unseal: Callable[[Deed], None]

    @property
    def outward_label(self) -> str:
        """Where it stands, as its provider is told."""
        return OUTWARD[BidState(self.state)]

    @step(
        source=S.DRAFTING,
        target=S.SUBMITTED,
        label="Submit the bid",
        done="submitted the bid",
        hint="You get a receipt. You can withdraw the bid until the deadline and submit another.",
        may=certifier,
        guards=[tender_is_open, holds_documents, holds_a_price],
    )
    def submit(self, deed: Deed) -> None:
        self.submitted_by, self.submitted_at = deed.by, deed.at
        self.receipt = self.receipt_text()

    @step(
        source=[S.DRAFTING, S.SUBMITTED],
        target=S.WITHDRAWN,
        label="Withdraw the bid",
        done="withdrew the bid",
        hint="It is never opened. You can start another until the deadline.",
        may=certifier,
        guards=[tender_is_open],
        careful=True,
    )
    def withdraw(self, deed: Deed) -> None:
        self.withdrawn_at = deed.at

    @step(
        source=S.SUBMITTED,
        target=S.OPENED,
        label="Open the bid",
        done="opened the bid",
        may=commissioner,
        guards=[tender_has_closed],
        offered=False,
    )
    def open(self, deed: Deed) -> None:
        self.unseal(deed)

    @step(
        source=S.OPENED,
        target=S.REJECTED,
        label="Reject the bid",
        done="rejected the bid",
        hint="It does not meet the conditions of participation. The bidder is told why.",
        may=commissioner,
        guards=[no_award_recommended],
        tells=tell_provider("your bid was rejected. The reasons are on its page."),
        careful=True,
    )
    def reject(self, deed: Deed, *, reasons: str) -> None:
        if not reasons.strip():
            raise Refused("Give the condition of participation that is not met, and why.")
        self.outcome_reasons = reasons.strip()

    @step(
        source=S.OPENED,
        target=S.SUCCESSFUL,
        label="Successful",
        done="awarded the contract to this bid",
        may=by_the_clock,
        offered=False,
        tells=tell_provider("the contract was awarded to you."),
    )
    def succeed(self, deed: Deed) -> None:
        """Taken by the award, for the one bid it goes to."""

    @step(
        source=S.OPENED,
        target=S.UNSUCCESSFUL,
        label="Unsuccessful",
        done="awarded the contract to another bid",
        may=by_the_clock,
        offered=False,
        tells=tell_provider("the contract was awarded to another bidder."),
    )
    def miss(self, deed: Deed) -> None:
        """Taken by the award, for every other bid."""
