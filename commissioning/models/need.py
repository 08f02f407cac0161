"""Priority needs."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from accounts.models import Partnership
from accounts.roles import commissioner_or_analyst
from commissioning.models.area import Area
from commissioning.models.belonging import of_one_partnership
from commissioning.models.indicator import Indicator
from commissioning.models.outcome import Objective, Outcome
from workflow.lifecycle import Record


class Need(Record):
    """A need of children in an area that the partnership has decided to act on.

    It rests on an indicator's figures or on a Board decision about what the returns showed.
    """

    may_begin = commissioner_or_analyst

    class Priority(models.TextChoices):
        """How soon."""

        HIGH = "high", "High"
        MEDIUM = "medium", "Medium"
        WATCH = "watch", "Keep watching"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="needs")
    title = models.CharField(max_length=200)
    statement = models.TextField(help_text="Who is affected, where, how much, and how we know.")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="needs")
    objective = models.ForeignKey(
        Objective, null=True, blank=True, on_delete=models.PROTECT, related_name="needs"
    )
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="needs"
    )
    evidence = models.TextField(
        blank=True, help_text="The figures as they stood when the need was recorded."
    )
    priority = models.CharField(max_length=10, choices=Priority, default=Priority.HIGH)
    decision = models.ForeignKey(
        "commissioning.Decision",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="needs",
        help_text="The Board decision that raised it, when it came from a performance pack.",
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """It points to the partnership's own outcomes, areas and decisions; something shows it."""
        of_one_partnership(self, "area", "outcome", "objective", "decision")
        if self.objective is not None and self.objective.outcome_id != self.outcome_id:
            raise ValidationError({"objective": "Choose an objective of the outcome you chose."})

    def get_absolute_url(self) -> str:
        """The need's page."""
        return reverse("commissioning:need", args=[self.partnership.slug, self.pk])
