"""How a performance pack moves: drafting, frozen, issued, superseded."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from accounts.roles import Either, Operator, commissioner, commissioner_or_analyst
from workflow.lifecycle import Actor, Deed, Lifecycle, StateField, step


class PackState(models.TextChoices):
    """Where a pack stands."""

    DRAFTING = "drafting", "Being prepared"  # commentary is written; figures move
    FROZEN = "frozen", "Frozen"  # figures stand; the workbook is built
    ISSUED = "issued", "Issued to the Board"  # Board members read it
    SUPERSEDED = "superseded", "Superseded"  # a later version was issued


S = PackState
#: Board members can read these.
READABLE_BY_BOARD = frozenset({S.ISSUED, S.SUPERSEDED})
#: Its figures stand.
SETTLED = frozenset({S.FROZEN, S.ISSUED, S.SUPERSEDED})
#: The Board's present pack.
CURRENT = frozenset({S.ISSUED})


def something_was_accepted(pack: Any, deed: Deed) -> str | None:
    """A pack of nothing says nothing."""
    empty: str | None = pack.emptiness()
    return empty


def workbook_is_built(pack: Any, deed: Deed) -> str | None:
    """The Board gets the workbook with it."""
    return None if pack.workbook_id else "The workbook is still being built."


def a_later_one_was_issued(pack: Any, deed: Deed) -> str | None:
    """The Board always has a present pack."""
    alone: str | None = pack.not_replaced()
    return alone


def tell_board(pack: Any, deed: Deed) -> list[tuple[Actor, str]]:
    """Board members hear that a pack is ready."""
    return [(person, f"{pack} is ready to read.") for person in pack.board_members(deed.at)]


class PackLifecycle(Lifecycle):
    """The steps of a pack, in the order they happen."""

    class Meta:
        abstract = True

    may_begin = Either(commissioner_or_analyst, Operator())
    States = PackState
    open_to_change: ClassVar[frozenset[str]] = frozenset({S.DRAFTING})
    path: ClassVar[tuple[str, ...]] = (S.DRAFTING, S.FROZEN, S.ISSUED)
    tones: ClassVar[dict[str, str]] = {
        S.DRAFTING: "blue",
        S.FROZEN: "turquoise",
        S.ISSUED: "green",
    }

    state = StateField(choices=S, default=S.DRAFTING)

    @step(
        source=S.DRAFTING,
        target=S.FROZEN,
        label="Freeze the figures",
        done="froze the figures",
        hint="The pack is built from the figures accepted by now. Later returns do not change it.",
        may=Either(commissioner_or_analyst, Operator()),
        guards=[something_was_accepted],
    )
    def freeze(self: Any, deed: Deed) -> None:
        """Its snapshot is taken in the same transaction: consequences.py."""
        self.frozen_at = deed.at

    @step(
        source=S.FROZEN,
        target=None,
        label="Keep the workbook",
        done="built the workbook",
        may=Operator(),
        secret={"numbers"},
        offered=False,
    )
    def keep_workbook(self: Any, deed: Deed, *, workbook: Any, numbers: Any = ()) -> None:
        self.workbook = workbook
        self.keep_numbers(numbers)

    @step(
        source=S.FROZEN,
        target=S.ISSUED,
        label="Issue to the Board",
        done="issued the pack to the Board",
        hint="Board members can read it and are told. An earlier pack of the quarter is superseded.",
        may=commissioner,
        guards=[workbook_is_built],
        tells=tell_board,
    )
    def issue(self: Any, deed: Deed) -> None:
        """What was issued before is superseded with it: consequences.py."""
        self.issued_at = deed.at

    @step(
        source=S.ISSUED,
        target=S.SUPERSEDED,
        label="Supersede",
        done="was superseded by a later version",
        may=commissioner,
        guards=[a_later_one_was_issued],
        offered=False,
    )
    def supersede(self, deed: Deed) -> None:
        """Taken by the issue of the next version."""
