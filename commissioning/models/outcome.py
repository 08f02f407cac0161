"""Outcomes frameworks, outcomes, measurable objectives and levels of need."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from accounts.models import Partnership
from accounts.roles import commissioner_or_operator
from commissioning.models.belonging import of_one_partnership
from workflow.lifecycle import Record


class OutcomesFramework(Record):
    """The outcomes a partnership has chosen, from when, with their source."""

    may_begin = commissioner_or_operator

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="frameworks"
    )
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    from_day = models.DateField(null=True, blank=True)
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-from_day", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The days are in their order."""
        if self.from_day and self.until_day and self.until_day < self.from_day:
            raise ValidationError({"until_day": "The last day is before the first."})


class Outcome(Record):
    """What the partnership wants to be true of children: "Children are healthy"."""

    may_begin = commissioner_or_operator

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="outcomes")
    framework = models.ForeignKey(
        OutcomesFramework, on_delete=models.CASCADE, related_name="outcomes"
    )
    name = models.CharField(max_length=200)
    aims = models.TextField(blank=True, help_text="One aim to a line.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "name"], name="one_outcome_per_name")
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Its framework is the partnership's own."""
        of_one_partnership(self, "framework")


class Objective(Record):
    """A measurable objective under an outcome, with its direction."""

    may_begin = commissioner_or_operator

    class Direction(models.TextChoices):
        """Which way the figure should move."""

        REDUCE = "reduce", "Reduce"
        INCREASE = "increase", "Increase"
        IMPROVE = "improve", "Improve"

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="objectives"
    )
    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="objectives")
    direction = models.CharField(max_length=10, choices=Direction)
    statement = models.CharField(max_length=200, help_text="What is to be reduced or increased.")
    indicator = models.ForeignKey(
        "commissioning.Indicator",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="objectives",
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return f"{self.get_direction_display()} {self.statement}"

    def clean(self) -> None:
        """Its outcome is the partnership's own."""
        of_one_partnership(self, "outcome")


class LevelOfNeed(Record):
    """A level of need in the partnership's own scheme (Thrive, or a windscreen of tiers)."""

    may_begin = commissioner_or_operator

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="levels_of_need"
    )
    scheme = models.CharField(max_length=120)
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    until_day = models.DateField(null=True, blank=True, help_text="Set when no longer used.")

    class Meta:
        ordering = ["scheme", "order"]

    def __str__(self) -> str:
        return f"{self.name} ({self.scheme})"
