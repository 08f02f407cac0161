"""The states of a return and the groups other files may name."""

from __future__ import annotations

from django.db import models


class ReturnState(models.TextChoices):
    """Where a return stands. Not due, late and on time follow from the clock."""

    EXPECTED = "expected", "Expected"  # nothing readable has arrived
    RECEIVED = "received", "Received"  # read, no stopping finding; not yet certified
    CERTIFIED = "certified", "Certified"  # submitted; the commissioner looks at it
    QUERIED = "queried", "Queried"  # the commissioner asked; the provider corrects or explains
    ACCEPTED = "accepted", "Accepted"  # its figures count
    SUPERSEDED = "superseded", "Superseded"  # a corrected version was accepted
    WAIVED = "waived", "Waived"  # not wanted this time, with the reason


S = ReturnState
#: The provider has something to do, and a file may be uploaded.
WITH_PROVIDER = TAKES_FILES = frozenset({S.EXPECTED, S.RECEIVED, S.QUERIED})
#: Of these: not submitted for the first time yet, so that a due date still matters.
BEFORE_SUBMISSION = frozenset({S.EXPECTED, S.RECEIVED})
#: And: read, and waits for its certifier; with a question to answer.
TO_CERTIFY, ASKED = frozenset({S.RECEIVED}), frozenset({S.QUERIED})
#: The commissioner has something to do.
WITH_COMMISSIONER = frozenset({S.CERTIFIED})
#: Its figures count; they did until a later version took their place.
COUNTS, REPLACED = frozenset({S.ACCEPTED}), frozenset({S.SUPERSEDED})
#: Its figures are those the provider stands by; later quarters are compared with them.
STANDS = frozenset({S.CERTIFIED, S.QUERIED, S.ACCEPTED})
#: Not counted among those expected.
NOT_WANTED = frozenset({S.WAIVED})
