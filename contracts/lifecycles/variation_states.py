"""The states of a variation and the groups other files may name."""

from __future__ import annotations

from django.db import models


class VariationState(models.TextChoices):
    """Where a variation stands."""

    PROPOSED = "proposed", "Proposed"  # being worked out; can be changed
    WITH_BOARD = "with_board", "With the Board for advice"  # the Board advises, an approver decides
    APPROVED = "approved", "Approved"  # waits for its day
    IN_FORCE = "in_force", "In force"  # the agreement is as varied
    REFUSED = "refused", "Refused"  # with the reason
    WITHDRAWN = "withdrawn", "Withdrawn"  # by the commissioner


S = VariationState
#: Its terms, ground and reasons are still being worked out.
BEING_WRITTEN = frozenset({S.PROPOSED})
#: Counts towards the cumulative change.
COUNTS = frozenset({S.APPROVED, S.IN_FORCE})
#: Approved, and not yet written into the agreement.
AWAITING_DAY = frozenset({S.APPROVED})
#: The agreement is as this says; what outsiders see.
APPLIED = frozenset({S.IN_FORCE})
#: The Board has to advise.
BEFORE_BOARD = frozenset({S.WITH_BOARD})
#: Not settled yet.
UNSETTLED = frozenset({S.PROPOSED, S.WITH_BOARD})
#: The Board can still say something: before the decision, and on an urgent one after it.
ADVISABLE = frozenset({S.WITH_BOARD, S.APPROVED, S.IN_FORCE})
