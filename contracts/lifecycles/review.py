"""How the yearly review of an agreement moves: due, under way, agreed."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from accounts.roles import Either, Operator, approver, commissioner
from contracts.lifecycles import review_guards as guard
from contracts.lifecycles.review_states import BEING_HELD, ReviewState
from workflow import calendar
from workflow.lifecycle import Deed, Lifecycle, Refused, StateField, step

S = ReviewState


class ReviewLifecycle(Lifecycle):
    """The steps of a review, in the order they happen."""

    class Meta:
        abstract = True

    may_begin = Either(commissioner, approver, Operator())
    may_amend = commissioner
    States = ReviewState
    open_to_change: ClassVar[frozenset[str]] = BEING_HELD
    path: ClassVar[tuple[str, ...]] = (S.DUE, S.UNDER_WAY, S.AGREED)
    tones: ClassVar[dict[str, str]] = {S.DUE: "yellow", S.UNDER_WAY: "blue", S.AGREED: "green"}

    sent_at: Any
    set_next: Any
    set_day: Any

    state = StateField(choices=S, default=S.DUE)

    @step(
        source=S.DUE,
        target=None,
        label="Move the day",
        done="moved the day of the review",
        hint="Every agreement is reviewed every year: a day within 13 months of the last review.",
        may=commissioner,
        guards=[guard.agreement_is_binding],
    )
    def move(self, deed: Deed, *, due_on: date, reasons: str) -> None:
        if not reasons.strip():
            raise Refused("Say why the day is moved.")
        guard.day_is_sound(self, due_on, deed)
        self.set_day(due_on, deed)

    @step(
        source=S.DUE,
        target=S.UNDER_WAY,
        label="Start the review",
        done="started the review",
        hint="It opens with what the agreement and its returns already say.",
        may=commissioner,
        guards=[guard.agreement_is_binding, guard.day_is_near],
    )
    def start(self, deed: Deed) -> None:
        self.started_on = calendar.london_date(deed.at)

    @step(
        source=S.UNDER_WAY,
        target=None,
        label="Send to an approver",
        done="sent the review to an approver",
        hint="Somebody who did not write it agrees it, or sends it back.",
        may=commissioner,
        guards=[guard.not_with_approver, guard.everything_written],
    )
    def send(self, deed: Deed) -> None:
        self.sent_at = deed.at

    @step(
        source=S.UNDER_WAY,
        target=None,
        label="Send back",
        done="sent the review back",
        hint="With what is still to be looked at. Whoever wrote it goes on.",
        may=approver,
        guards=[guard.with_approver, guard.somebody_else_agrees],
        careful=True,
    )
    def send_back(self, deed: Deed, *, reasons: str) -> None:
        if not reasons.strip():
            raise Refused("Say what is still to be looked at.")
        self.sent_at = None

    @step(
        source=S.UNDER_WAY,
        target=S.AGREED,
        label="Agree the review",
        done="agreed the review",
        hint="The next review falls due a year on. The provider sees what was found and "
        "recommended, not the words.",
        may=approver,
        guards=[guard.with_approver, guard.everything_written, guard.somebody_else_agrees],
    )
    def agree(self, deed: Deed, *, reasons: str = "") -> None:
        self.agreed_by, self.agreed_at = deed.by, deed.at
        self.set_next(deed)

    @step(
        source=S.AGREED,
        target=None,
        label="Link what it led to",
        done="linked what the review led to",
        hint="The need, or the version of the specification, from which it is commissioned anew.",
        may=commissioner,
        guards=[guard.recommends_anew],
    )
    def link(self, deed: Deed, *, need: Any = None, specification: Any = None) -> None:
        guard.is_a_plan_of_ours(self, need, specification)
        self.need, self.specification = need, specification
