"""The states of a bid, the groups other files may name, and what its provider reads of them."""

from __future__ import annotations

from django.db import models


class BidState(models.TextChoices):
    """Where a bid stands. Its contents are sealed until it is opened."""

    DRAFTING = "drafting", "Being prepared"  # only its provider knows of it
    SUBMITTED = "submitted", "Submitted"  # sealed; may be withdrawn until the deadline
    WITHDRAWN = "withdrawn", "Withdrawn"  # taken back before the deadline; never opened
    OPENED = "opened", "Opened"  # readable by the evaluation panel
    REJECTED = "rejected", "Rejected"  # does not meet the conditions of participation
    SUCCESSFUL = "successful", "Successful"  # the award was made to it
    UNSUCCESSFUL = "unsuccessful", "Unsuccessful"  # assessed, not awarded


S = BidState
#: In time and sealed: what the opening opens.
SEALED = frozenset({S.SUBMITTED})
#: The provider still works on it.
IN_HAND = frozenset({S.DRAFTING})
#: Assessed by the panel.
ASSESSED = frozenset({S.OPENED, S.SUCCESSFUL, S.UNSUCCESSFUL})
#: Its contents may be read by the panel.
READABLE = ASSESSED | {S.REJECTED}
#: Counts as the provider's one bid.
LIVE = frozenset({S.DRAFTING, S.SUBMITTED, S.OPENED, S.SUCCESSFUL, S.UNSUCCESSFUL})
#: Its provider may still act on it.
WITH_PROVIDER = IN_HAND | SEALED
#: Nothing more happens to it.
OVER = frozenset({S.WITHDRAWN, S.REJECTED, S.SUCCESSFUL, S.UNSUCCESSFUL})
#: The award went to it.
WON = frozenset({S.SUCCESSFUL})

#: What the provider is shown.
OUTWARD: dict[str, str] = {
    S.DRAFTING: "Being prepared",
    S.SUBMITTED: "Submitted and sealed",
    S.WITHDRAWN: "Withdrawn",
    S.OPENED: "Being assessed",
    S.REJECTED: "Rejected",
    S.SUCCESSFUL: "Successful",
    S.UNSUCCESSFUL: "Not successful",
}
TONES: dict[str, str] = {
    S.DRAFTING: "blue",
    S.SUBMITTED: "turquoise",
    S.OPENED: "purple",
    S.REJECTED: "red",
    S.SUCCESSFUL: "green",
}
