"""How a request about a return moves: asked, then agreed, refused or withdrawn."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models

from accounts.roles import Either, commissioner, preparer
from performance.lifecycles import extension_guards as guard
from workflow.lifecycle import Deed, Lifecycle, StateField, step


class ExtensionState(models.TextChoices):
    """Where a request stands."""

    ASKED = "asked", "Asked"  # waits for the commissioner; the return's due date is as it was
    AGREED = "agreed", "Agreed"  # the return follows it: due later, or not wanted
    REFUSED = "refused", "Refused"  # the return is due as before
    WITHDRAWN = "withdrawn", "Withdrawn"  # taken back before it was answered


S = ExtensionState
#: Waits for an answer: one such request for each return.
OPEN = frozenset({S.ASKED})
#: The return follows it.
GRANTED = frozenset({S.AGREED})


class ExtensionLifecycle(Lifecycle):
    """The steps of a request, in the order they happen."""

    class Meta:
        abstract = True

    may_begin = Either(preparer, commissioner)
    States = ExtensionState
    open_to_change: ClassVar[frozenset[str]] = frozenset()
    path: ClassVar[tuple[str, ...]] = (S.ASKED, S.AGREED)
    tones: ClassVar[dict[str, str]] = {S.ASKED: "yellow", S.AGREED: "green", S.REFUSED: "red"}

    state = StateField(choices=S, default=S.ASKED)

    @step(
        source=S.ASKED,
        target=S.AGREED,
        label="Agree to the request",
        done="agreed to the request",
        hint="The return is then due on the later day, or not wanted at all.",
        may=commissioner,
        guards=[guard.not_submitted],
        tells=guard.tell_asker("agreed to"),
    )
    def agree(self: Any, deed: Deed, *, reasons: str = "", until: date | None = None) -> None:
        """The day agreed may be another than the one asked for. The return follows at once."""
        self.until = until or self.until
        self.answered_by, self.answered_at, self.answer = deed.by, deed.at, reasons.strip()
        self.bring_about(deed)

    @step(
        source=S.ASKED,
        target=S.REFUSED,
        label="Refuse the request",
        done="refused the request",
        hint="The return stays due as it is. Say why; the provider reads it.",
        may=commissioner,
        tells=guard.tell_asker("refused"),
        careful=True,
    )
    def refuse(self: Any, deed: Deed, *, reasons: str) -> None:
        self.answer = guard.said(reasons, "Say why you refuse.")
        self.answered_by, self.answered_at = deed.by, deed.at

    @step(
        source=S.ASKED,
        target=S.WITHDRAWN,
        label="Withdraw the request",
        done="withdrew the request",
        hint="The return stays due as it is. You may ask again.",
        may=preparer,
        careful=True,
    )
    def withdraw(self, deed: Deed) -> None:
        """Kept with what it said."""
