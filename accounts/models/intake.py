"""Files a council brought in: kept, read, looked at, and taken or put right."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models.partnership import Partnership
from accounts.roles import InPartnership, Role
from tabular.findings import Finding, from_json
from workflow.lifecycle import Deed, Obstacles, Record
from workflow.models import StoredFile


class Intake(Record):
    """One file sent to set a partnership up, with everything found in it and what it came to.

    Its sheets are read as soon as it is sent; nothing else changes until it is brought in, once.
    """

    may_begin = InPartnership(Role.ADMINISTRATOR, Role.COMMISSIONER)
    #: They name people, and are as long as the file; the file itself is kept.
    kept_out_of_audit: ClassVar[frozenset[str]] = frozenset({"findings", "sheets"})

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="intakes")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="intakes"
    )
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField("brought in", null=True, blank=True)
    findings = models.JSONField(default=list, blank=True)
    sheets: Any = models.JSONField(default=list, blank=True)
    begun: Any = models.JSONField("records begun, by sheet", default=dict, blank=True)

    class Meta:
        verbose_name = "file brought in"
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.file.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("accounts:intake", args=[self.partnership.slug, self.pk])

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """What was brought in stays as it was recorded."""
        if deed.step == "remove":
            return "A file that was sent is kept with what was found in it."
        if not self._state.adding and Intake.objects.get(pk=self.pk).applied_at is not None:
            return "This file has been brought in already. Send a new one."
        return None

    @property
    def found(self) -> list[Finding]:
        """Everything found, the gravest first."""
        return from_json(self.findings)

    @property
    def stopped(self) -> bool:
        """Whether something must be put right and the file sent again."""
        return any(finding.stops for finding in self.found)

    @property
    def changes(self) -> int:
        """How many records would be, or were, new or changed."""
        return sum(sheet["new"] + sheet["changed"] for sheet in self.sheets)

    @property
    def waits(self) -> bool:
        """Whether it can be brought in now."""
        return bool(self.read_at and not self.applied_at and not self.stopped and self.changes)

    @property
    def standing(self) -> tuple[str, str]:
        """Where it stands, in words, and the tone of its tag."""
        if self.read_at is None:
            return "Being read", "active"
        if self.applied_at is not None:
            return "Brought in", "good"
        if self.stopped:
            return "To put right", "attention"
        return ("Ready to bring in", "waiting") if self.changes else ("Nothing new in it", "ended")
