"""How the partnership works, in its own statements."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from accounts.models import Partnership
from accounts.roles import commissioner_or_operator
from workflow.lifecycle import Record


class Principle(Record):
    """A statement under one of the sections, or a change from one way of working to another."""

    may_begin = commissioner_or_operator

    class Section(models.TextChoices):
        """What the statement is about, in the order of the page."""

        VISION = "vision", "Vision"
        OFFER = "offer", "What is proposed"
        PRINCIPLES = "principles", "Principles"
        CHANGE = "change", "From and to"
        INTEGRATION = "integration", "Integration"
        GOVERNANCE = "governance", "Governance"
        COMMISSIONING = "commissioning", "Commissioning principles"
        CYCLE = "cycle", "The commissioning cycle"
        MONEY = "money", "Money"

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="principles"
    )
    section = models.CharField(max_length=15, choices=Section)
    heading = models.CharField(max_length=120, blank=True)
    text = models.TextField("statement", blank=True)
    was = models.CharField("from", max_length=300, blank=True)
    becomes = models.CharField("to", max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField("place in the section", default=0)

    class Meta:
        verbose_name = "statement"
        ordering = ["section", "order", "pk"]

    def __str__(self) -> str:
        if self.was:
            return f"From {self.was} to {self.becomes}"
        return self.heading or self.text[:80]

    def clean(self) -> None:
        """A statement, or a pair of from and to."""
        if bool(self.was) != bool(self.becomes):
            missing = "becomes" if self.was else "was"
            raise ValidationError({missing: "A change says both from what and to what."})
        if not self.was and not self.text.strip():
            raise ValidationError({"text": "Write the statement, or a from and a to below."})
