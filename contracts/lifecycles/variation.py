"""How a variation moves: proposed, with the Board, approved, in force, refused, withdrawn."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from accounts.roles import Either, approver, commissioner, commissioner_or_board
from contracts.lifecycles import variation_guards as guard
from contracts.lifecycles.variation_states import ADVISABLE, BEING_WRITTEN, VariationState
from workflow.lifecycle import Deed, Lifecycle, Refused, StateField, by_the_clock, step

S = VariationState


class VariationLifecycle(Lifecycle):
    """The steps of a variation, in the order they happen."""

    class Meta:
        abstract = True

    may_begin = commissioner
    States = VariationState
    open_to_change: ClassVar[frozenset[str]] = BEING_WRITTEN
    path: ClassVar[tuple[str, ...]] = (S.PROPOSED, S.WITH_BOARD, S.APPROVED, S.IN_FORCE)
    tones: ClassVar[dict[str, str]] = {
        S.PROPOSED: "blue",
        S.WITH_BOARD: "yellow",
        S.APPROVED: "turquoise",
        S.IN_FORCE: "green",
        S.REFUSED: "red",
    }

    partnership_id: Any
    advice: Any
    record_cumulative_change: Any
    write_advice: Any
    apply: Any

    state = StateField(choices=S, default=S.PROPOSED)

    @step(
        source=S.PROPOSED,
        target=S.WITH_BOARD,
        label="Send to the Board for advice",
        done="sent the variation to the Board for advice",
        hint="Every proposed variation goes to the Board. Its advice does not bind.",
        may=commissioner,
        guards=[
            guard.changes_something,
            guard.ground_recorded,
            guard.ground_explained,
            guard.changes_fit,
        ],
    )
    def send_to_board(self, deed: Deed, *, meeting: Any) -> None:
        guard.meeting_can_advise(self, meeting, deed)
        self.meeting = meeting
        self.record_cumulative_change()

    @step(
        source=sorted(ADVISABLE),
        target=None,
        label="Record the Board's advice",
        done="recorded the Board's advice",
        hint="What the Board said at its meeting. It does not bind the decision.",
        may=commissioner_or_board,
        guards=[guard.not_yet_advised, guard.board_has_met],
    )
    def take_advice(self, deed: Deed, *, position: str, text: str) -> None:
        if not text.strip():
            raise Refused("Write what the Board said.")
        self.write_advice(position, text.strip(), deed)

    @step(
        source=S.WITH_BOARD,
        target=S.APPROVED,
        label="Approve the variation",
        done="approved the variation",
        hint="Approving against the Board's advice needs a reason.",
        may=approver,
        guards=[
            guard.somebody_else_decides,
            guard.ground_recorded,
            guard.cumulative_change_recorded,
            guard.law_allows,
            guard.changes_fit,
            guard.board_has_advised,
        ],
    )
    def approve(self, deed: Deed, *, reasons: str = "") -> None:
        if self.advice is not None and self.advice.against and not reasons.strip():
            raise Refused("The Board advised against this. Give the reason for approving it.")
        self.record_cumulative_change()
        self.decided_by, self.decided_at, self.decision_reasons = deed.by, deed.at, reasons.strip()

    @step(
        source=S.WITH_BOARD,
        target=S.REFUSED,
        label="Refuse the variation",
        done="refused the variation",
        may=approver,
        guards=[guard.somebody_else_decides],
        careful=True,
    )
    def refuse(self, deed: Deed, *, reasons: str) -> None:
        if not reasons.strip():
            raise Refused("Give the reason for refusing it.")
        self.decided_by, self.decided_at, self.decision_reasons = deed.by, deed.at, reasons.strip()

    @step(
        source=[S.PROPOSED, S.WITH_BOARD],
        target=S.WITHDRAWN,
        label="Withdraw the variation",
        done="withdrew the variation",
        hint="It is kept with what it said. Nothing in the agreement changes.",
        may=commissioner,
        careful=True,
    )
    def withdraw(self, deed: Deed) -> None:
        """Kept with what it said."""

    @step(
        source=S.APPROVED,
        target=None,
        label="Record the notice of the change",
        done="recorded the notice of the change",
        may=commissioner,
        guards=[guard.notice_wanted],
    )
    def record_notice(self, deed: Deed, *, number: str, published_on: date) -> None:
        guard.notice_is_sound(number, published_on, deed)
        self.notice_number, self.notice_on = number.strip(), published_on

    @step(
        source=S.APPROVED,
        target=S.IN_FORCE,
        label="Bring into force",
        done="brought the variation into force",
        hint="Value, end date and KPI terms change from the dates it names.",
        may=Either(commissioner, by_the_clock),
        guards=[guard.day_has_come, guard.agreement_is_binding, guard.notice_published,
                guard.earlier_ones_first],
    )  # fmt: skip
    def bring_into_force(self, deed: Deed) -> None:
        self.apply(deed)
