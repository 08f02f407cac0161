"""How the choice of legal regime moves: proposed, approved, withdrawn. It comes before drafting."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from accounts.roles import approver, commissioner
from workflow.lifecycle import Deed, Lifecycle, StateField, step


class RegimeState(models.TextChoices):
    """Where the choice stands."""

    PROPOSED = "proposed", "Proposed"  # the worksheet is filled, somebody else approves it
    APPROVED = "approved", "Approved"  # a tender may be drafted under it
    WITHDRAWN = "withdrawn", "Withdrawn"  # wrong or no longer wanted


S = RegimeState
#: A tender may be drafted under these.
SETTLED = frozenset({S.APPROVED})
#: Somebody else has to approve it.
WAITING = frozenset({S.PROPOSED})


def law_allows_this_route(choice: Any, deed: Deed) -> list[str]:
    """Only what can be run here: the reasons of law come from tenders.law."""
    return list(choice.finding().refusals)


def specification_is_approved(choice: Any, deed: Deed) -> str | None:
    """The worksheet is about an approved specification."""
    if choice.specification.approved_at is not None:
        return None
    return "Have the specification approved first. The regime is chosen for an approved one."


def has_a_value(choice: Any) -> str | None:
    """A worksheet says what the procurement is worth."""
    if choice.health_value or choice.other_value:
        return None
    return "Enter the value of the health services, of everything else, or of both."


def somebody_else_approves(choice: Any, deed: Deed) -> str | None:
    """Nobody approves their own proposal."""
    if choice.proposed_by_id == deed.by.pk:
        return "You proposed this yourself. Someone else must approve it."
    return None


class RegimeLifecycle(Lifecycle):
    """The steps of a regime worksheet."""

    class Meta:
        abstract = True

    may_begin = commissioner
    States = RegimeState
    open_to_change: ClassVar[frozenset[str]] = frozenset({S.PROPOSED})
    path: ClassVar[tuple[str, ...]] = (S.PROPOSED, S.APPROVED)
    tones: ClassVar[dict[str, str]] = {S.PROPOSED: "yellow", S.APPROVED: "green"}

    state = StateField(choices=S, default=S.PROPOSED)

    @step(
        source=S.PROPOSED,
        target=S.APPROVED,
        label="Approve the regime",
        done="approved the choice of legal regime",
        hint="The values, the reason and your name are kept with the procurement.",
        may=approver,
        guards=[law_allows_this_route, somebody_else_approves],
    )
    def approve(self, deed: Deed) -> None:
        self.approved_by, self.approved_at = deed.by, deed.at

    @step(
        source=S.PROPOSED,
        target=S.WITHDRAWN,
        label="Withdraw",
        done="withdrew the choice of legal regime",
        may=commissioner,
        careful=True,
    )
    def withdraw(self, deed: Deed) -> None:
        """Kept with what it said."""
