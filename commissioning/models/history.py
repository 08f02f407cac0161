"""Dated history of the partnership's commissioning, as its papers tell it."""

from __future__ import annotations

from django.db import models

from accounts.models import Partnership
from accounts.roles import commissioner_or_operator
from commissioning.models.belonging import of_one_partnership
from commissioning.models.programme import Programme
from workflow.lifecycle import Record


class Milestone(Record):
    """Something that happened, under the law of its day. It is history, not a record that moves."""

    may_begin = commissioner_or_operator

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="milestones"
    )
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.CASCADE, related_name="milestones"
    )
    happened_on = models.DateField(help_text="For its place in time.")
    shown = models.CharField("as the paper dates it", max_length=60)
    text = models.TextField()

    class Meta:
        ordering = ["happened_on"]

    def __str__(self) -> str:
        return f"{self.shown}: {self.text[:60]}"

    def clean(self) -> None:
        """A programme it belongs to is the partnership's own."""
        of_one_partnership(self, "programme")
