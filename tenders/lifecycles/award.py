"""How a tender moves from the evaluation to the award; tender.py has the way up to there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from accounts.roles import approver, commissioner
from tenders.lifecycles import award_guards as guard
from tenders.lifecycles.tender import TenderToEvaluation
from tenders.lifecycles.tender_states import RUNNING, TenderState
from workflow.lifecycle import Deed, step

S = TenderState


class TenderLifecycle(TenderToEvaluation):
    """The steps from recommendation to award, and abandoning."""

    class Meta:
        abstract = True

    #: What the record itself does within a step.
    day_effective: Callable[[datetime], date]
    day_standstill_ends: Callable[[date], date]
    write_summaries: Callable[[Deed], None]
    award_to_recommended: Callable[[Deed], None]

    @step(
        source=S.EVALUATING,
        target=S.RECOMMENDED,
        label="Recommend an award",
        done="recommended an award",
        hint="The recommendation goes to an approver. You cannot approve it yourself.",
        may=commissioner,
        guards=[guard.everything_moderated],
    )
    def recommend(self, deed: Deed, *, bid: Any, reasons: str) -> None:
        guard.recommendation_is_sound(self, bid, reasons)
        self.recommended_bid, self.recommendation = bid, reasons
        self.recommended_by, self.recommended_at = deed.by, deed.at

    @step(
        source=S.RECOMMENDED,
        target=S.EVALUATING,
        label="Send back to the panel",
        done="sent the recommendation back",
        may=approver,
        careful=True,
    )
    def send_back(self, deed: Deed, *, reasons: str) -> None:
        guard.with_reason(reasons, "Say what the panel has to look at again.")
        self.recommended_bid = None

    @step(
        source=S.RECOMMENDED,
        target=S.DECIDED,
        label="Decide the award",
        done="decided the award",
        hint="The decision takes effect when the call-in period has ended without a call-in.",
        may=approver,
        guards=[guard.recommendation_stands, guard.decision_gates, guard.key_decision_notice],
    )
    def decide(self, deed: Deed) -> None:
        self.decided_by, self.decided_at = deed.by, deed.at
        self.effective_on = self.day_effective(deed.at)

    @step(
        source=S.DECIDED,
        target=None,
        label="Send the assessment summaries",
        done="sent the assessment summaries to every bidder, at the same time",
        hint="Each assessed bidder gets its own scores and reasons beside the winner's.",
        may=commissioner,
        guards=[guard.call_in_over, guard.summaries_not_sent],
    )
    def send_summaries(self, deed: Deed) -> None:
        self.summaries_sent_at = deed.at
        self.write_summaries(deed)

    @step(
        source=S.DECIDED,
        target=S.STANDSTILL,
        label="Publish the award notice",
        done="published the contract award notice",
        hint="A voluntary standstill of at least eight working days begins if the notice says so.",
        may=commissioner,
        guards=[guard.award_notice_gates],
    )
    def publish_award_notice(
        self, deed: Deed, *, number: str, published_on: date, standstill: bool
    ) -> None:
        guard.notice_is_sound(self, number, published_on, deed)
        self.award_notice_number, self.award_notice_on = number.strip(), published_on
        self.standstill_ends = self.day_standstill_ends(published_on) if standstill else None

    @step(
        source=S.STANDSTILL,
        target=S.AWARDED,
        label="Award the contract",
        done="awarded the contract",
        hint="The contract can then be drafted from the award.",
        may=commissioner,
        guards=[guard.standstill_over, guard.nothing_held_open],
    )
    def award(self, deed: Deed) -> None:
        self.awarded_at = deed.at
        self.award_to_recommended(deed)

    @step(
        source=sorted(RUNNING),
        target=S.ABANDONED,
        label="Abandon the tender",
        done="abandoned the tender",
        hint="A procurement termination notice follows as soon as reasonably practicable (s.55).",
        may=commissioner,
        tells=lambda tender, deed: tender.bidders_told("it was abandoned and nothing is awarded."),
        careful=True,
    )
    def abandon(self, deed: Deed, *, reasons: str) -> None:
        guard.with_reason(reasons, "Say why the tender is abandoned. Bidders will be told.")
        self.abandoned_at = deed.at
