"""Programmes of change: their money, aims, evaluation and the decisions taken on the way."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from accounts.models import Partnership
from accounts.roles import commissioner_or_operator
from commissioning.models.part import Part
from workflow.lifecycle import Record


class Programme(Record):
    """A programme with its own money and aims, such as Making Integration Happen."""

    may_begin = commissioner_or_operator

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="programmes"
    )
    name = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    funder = models.CharField("who funds it", max_length=200, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    funding = models.CharField(
        "round and terms of the money", max_length=300, blank=True, help_text="As it was awarded."
    )
    aims = models.TextField(blank=True, help_text="One aim to a line.")
    from_day = models.DateField("from", null=True, blank=True)
    until_day = models.DateField("until", null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-from_day", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="one_programme_per_name",
                violation_error_message="A programme of that name exists.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def aim_lines(self) -> list[str]:
        """The aims, one by one."""
        return [line.strip() for line in self.aims.splitlines() if line.strip()]

    def clean(self) -> None:
        """The days are in their order; money is nought or more."""
        if self.from_day and self.until_day and self.until_day < self.from_day:
            raise ValidationError({"until_day": "The last day is before the first."})
        if self.amount is not None and self.amount < 0:
            raise ValidationError({"amount": "Enter an amount of nought or more."})

    def get_absolute_url(self) -> str:
        """The programme's page."""
        return reverse("commissioning:programme", args=[self.partnership.slug, self.pk])


class ProgrammeEvaluation(Part):
    """An evaluation of a programme by somebody outside it; findings once it has reported."""

    part_of = "programme"

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="evaluations")
    evaluator = models.CharField("who evaluates", max_length=200)
    independent = models.BooleanField("independent of the programme", default=True)
    reported_on = models.DateField(null=True, blank=True)
    findings = models.TextField(blank=True)

    class Meta:
        verbose_name = "evaluation"
        ordering = ["-reported_on", "pk"]

    def __str__(self) -> str:
        return f"Evaluation by {self.evaluator}"

    def clean(self) -> None:
        """Findings have the day they were reported, and the other way round."""
        if self.findings.strip() and self.reported_on is None:
            raise ValidationError({"reported_on": "Say when the findings were reported."})
        if self.reported_on is not None and not self.findings.strip():
            raise ValidationError({"findings": "Write what was found."})


class ProgrammeDecision(Part):
    """A decision in the course of a programme: what was chosen, and over what."""

    part_of = "programme"

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="decisions")
    decided_on = models.DateField()
    decided_by = models.CharField("who decided", max_length=200)
    chosen = models.TextField("what was chosen")
    over = models.TextField("over what", blank=True)
    circumstances = models.TextField("what had gone before, and what followed", blank=True)

    class Meta:
        verbose_name = "decision of the programme"
        ordering = ["decided_on", "pk"]

    def __str__(self) -> str:
        return self.chosen[:80]
