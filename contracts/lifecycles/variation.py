"""How a variation moves: proposed, with the Board, approved, in force, refused, withdrawn."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from accounts.roles import Either, approver, commissioner
from contracts.lifecycles import variation_guards as guard
from workflow.lifecycle import Deed, Lifecycle, Refused, StateField, by_the_clock, step


class VariationState(models.TextChoices):
    """Where a variation stands."""

    PROPOSED = "proposed", "Proposed"  # being worked out; can be changed
    WITH_BOARD = "with_board", "With the Board for advice"  # the Board advises, an approver decides
    APPROVED = "approved", "Approved"  # waits for its day
    IN_FORCE = "in_force", "In force"  # the agreement is as varied
    REFUSED = "refused", "Refused"  # with the reason
    WITHDRAWN = "withdrawn", "Withdrawn"  # by the commissioner


S = VariationState
#: Counts towards the cumulative change.
COUNTS = frozenset({S.APPROVED, S.IN_FORCE})
#: Waits for its day.
AWAITING_DAY = frozenset({S.APPROVED})
#: The Board has to advise.
BEFORE_BOARD = frozenset({S.WITH_BOARD})
#: Not settled yet.
UNSETTLED = frozenset({S.PROPOSED, S.WITH_BOARD})


class VariationLifecycle(Lifecycle):
    """The steps of a variation, in the order they happen."""

    class Meta:
        abstract = True

    may_begin = commissioner
    States = VariationState
    open_to_change: ClassVar[frozenset[str]] = frozenset({S.PROPOSED})
    path: ClassVar[tuple[str, ...]] = (S.PROPOSED, S.WITH_BOARD, S.APPROVED, S.IN_FORCE)
    tones: ClassVar[dict[str, str]] = {
        S.PROPOSED: "blue",
        S.WITH_BOARD: "yellow",
        S.APPROVED: "turquoise",
        S.IN_FORCE: "green",
        S.REFUSED: "red",
    }

    state = StateField(choices=S, default=S.PROPOSED)

    @step(
        source=S.PROPOSED,
        target=S.WITH_BOARD,
        label="Send to the Board for advice",
        done="sent the variation to the Board for advice",
        hint="Every proposed variation goes to the Board. Its advice does not bind.",
        may=commissioner,
        guards=[guard.changes_something, guard.ground_recorded],
    )
    def send_to_board(self, deed: Deed, *, meeting: Any) -> None:
        self.meeting = meeting
        self.record_cumulative_change()

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
            guard.board_has_advised,
        ],
    )
    def approve(self, deed: Deed, *, reasons: str = "") -> None:
        if self.advice is not None and self.advice.against and not reasons.strip():
            raise Refused("The Board advised against this. Give the reason for approving it.")
        self.decided_by, self.decided_at, self.decision_reasons = deed.by, deed.at, reasons.strip()

    @step(
        source=S.WITH_BOARD,
        target=S.REFUSED,
        label="Refuse the variation",
        done="refused the variation",
        may=approver,
        guards=[guard.somebody_else_decides],
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
        may=commissioner,
    )
    def withdraw(self, deed: Deed) -> None:
        """Kept with what it said."""

    @step(
        source=S.APPROVED,
        target=S.IN_FORCE,
        label="Bring into force",
        done="brought the variation into force",
        hint="Value, end date and KPI terms change from the dates it names.",
        may=Either(commissioner, by_the_clock),
        guards=[guard.day_has_come],
    )
    def bring_into_force(self, deed: Deed) -> None:
        self.apply(deed)
