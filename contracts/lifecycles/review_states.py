"""The states of a yearly review and the groups other files may name."""

from __future__ import annotations

from django.db import models


class ReviewState(models.TextChoices):
    """Where a review stands."""

    DUE = "due", "Due"  # to be held by its day
    UNDER_WAY = "under_way", "Under way"  # being written, or with an approver
    AGREED = "agreed", "Agreed"  # with its recommendation


S = ReviewState
#: Waits to be started.
TO_START = frozenset({S.DUE})
#: Its findings are being written, or wait for an approver.
BEING_HELD = frozenset({S.UNDER_WAY})
#: Not agreed yet: an agreement has one such review at a time.
OPEN = frozenset({S.DUE, S.UNDER_WAY})
#: Its recommendation stands.
SETTLED = frozenset({S.AGREED})
