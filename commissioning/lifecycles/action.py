"""How an action moves: open, done, dropped."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from accounts.roles import board_member, commissioner, commissioner_or_board
from workflow.lifecycle import Actor, Deed, Lifecycle, Refused, StateField, step


class ActionState(models.TextChoices):
    """Where an action from a meeting stands. Late is not a state: the due date says it."""

    OPEN = "open", "Open"  # somebody has to do it
    DONE = "done", "Done"  # and said what was done
    DROPPED = "dropped", "Dropped"  # no longer wanted, with the reason


S = ActionState
#: Actions somebody still has to do.
OUTSTANDING = frozenset({S.OPEN})


class OwnerOrCommissioner:
    """The person the action was given to, or a commissioner of the partnership."""

    words = "its owner or a commissioner"

    def __call__(self, record: Any, actor: Actor, at: Any) -> bool:
        if record.owner_id is not None and record.owner_id == getattr(actor, "pk", None):
            return bool(actor.roles_in_partnership(record.partnership_id, at))
        return commissioner(record, actor, at)


def tell_owner(record: Any, deed: Deed) -> list[tuple[Actor, str]]:
    """The owner hears when an action is opened again."""
    return [(record.owner, f"Your action is open again: {record.text[:150]}")]


class ActionLifecycle(Lifecycle):
    """The steps of an action, in the order they happen."""

    class Meta:
        abstract = True

    may_begin = commissioner_or_board
    States = ActionState
    open_to_change: ClassVar[frozenset[str]] = OUTSTANDING
    path: ClassVar[tuple[str, ...]] = (S.OPEN, S.DONE)
    tones: ClassVar[dict[str, str]] = {S.OPEN: "blue", S.DONE: "green", S.DROPPED: "grey"}

    closed_at: Any
    state = StateField(choices=S, default=S.OPEN)

    @step(
        source=S.OPEN,
        target=S.DONE,
        label="Mark as done",
        done="did the action",
        hint="Say what was done, so that the next meeting need not ask.",
        may=OwnerOrCommissioner(),
    )
    def complete(self, deed: Deed, *, what_was_done: str) -> None:
        if not what_was_done.strip():
            raise Refused("Say what was done.")
        self.what_was_done, self.closed_at = what_was_done.strip(), deed.at

    @step(
        source=S.OPEN,
        target=S.DROPPED,
        label="Drop the action",
        done="dropped the action",
        may=commissioner_or_board,
        careful=True,
    )
    def drop(self, deed: Deed, *, reasons: str) -> None:
        if not reasons.strip():
            raise Refused("Say why the action is dropped.")
        self.what_was_done, self.closed_at = reasons.strip(), deed.at

    @step(
        source=[S.DONE, S.DROPPED],
        target=S.OPEN,
        label="Open again",
        done="opened the action again",
        may=board_member,
        tells=tell_owner,
    )
    def reopen(self, deed: Deed, *, reasons: str) -> None:
        if not reasons.strip():
            raise Refused("Say why it has to be opened again.")
        self.closed_at = None
