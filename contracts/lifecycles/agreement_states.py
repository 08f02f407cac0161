"""The states of an agreement and the groups other files may name."""

from __future__ import annotations

from django.db import models


class AgreementState(models.TextChoices):
    """Where an agreement stands. Mobilising is what a signed one does until its start."""

    DRAFTED = "drafted", "Drafted"  # terms and KPI schedule can be changed
    SIGNED = "signed", "Signed"  # binding; mobilising until it starts
    IN_FORCE = "in_force", "In force"  # delivered; returns fall due
    SUSPENDED = "suspended", "Suspended"  # delivery stopped for a time
    ENDED = "ended", "Ended"  # expired or terminated


S = AgreementState
#: Returns fall due and variations can be proposed.
RUNNING = frozenset({S.IN_FORCE, S.SUSPENDED})
#: Binding: it may be varied.
BINDING = frozenset({S.SIGNED, S.IN_FORCE, S.SUSPENDED})
#: Returns are expected for its quarters.
REPORTING = frozenset({S.IN_FORCE, S.ENDED})
#: Waits for its first day.
AWAITING_START = frozenset({S.SIGNED})
#: Terms are still being written.
BEING_DRAFTED = frozenset({S.DRAFTED})
#: Over.
OVER = frozenset({S.ENDED})
