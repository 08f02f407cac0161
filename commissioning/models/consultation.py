"""Consultations: questions, counts with their true bases, findings."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from accounts.models import Partnership
from accounts.roles import commissioner_or_operator
from workflow.lifecycle import Record


class Consultation(Record):
    """A consultation held by the partnership."""

    may_begin = commissioner_or_operator

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="consultations"
    )
    title = models.CharField(max_length=200)
    about = models.TextField()
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    responses = models.PositiveIntegerField()
    events = models.TextField(blank=True, help_text="One kind of event to a line.")
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["-closed_on", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The consultation's page."""
        return reverse("commissioning:consultation", args=[self.partnership.slug, self.pk])


class ConsultationQuestion(Record):
    """One question put to people."""

    may_begin = commissioner_or_operator
    part_of = "consultation"

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="questions"
    )
    text = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=0)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.text

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return self.consultation.partnership_id


class ConsultationAnswer(Record):
    """How many gave an answer. Counts are kept; a percentage always names its base.

    Where the paper printed only a percentage the count stays empty and nothing is made up.
    """

    may_begin = commissioner_or_operator
    part_of = "question"

    class Kind(models.TextChoices):
        """Answered, said something else, or said nothing: three different things."""

        ANSWER = "answer", "Answered"
        OTHER = "other", "Other"
        NO_RESPONSE = "none", "No response"

    question = models.ForeignKey(
        ConsultationQuestion, on_delete=models.CASCADE, related_name="answers"
    )
    label = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ANSWER)
    count = models.PositiveIntegerField(null=True, blank=True)
    printed_percentage = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="As the paper printed it."
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.label

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return self.question.partnership_id


class ConsultationFinding(Record):
    """What people said, in a sentence: a headline or something to improve."""

    may_begin = commissioner_or_operator
    part_of = "consultation"

    class Kind(models.TextChoices):
        """What sort of finding."""

        HEADLINE = "headline", "Headline"
        TO_IMPROVE = "improve", "To improve"

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="findings"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["kind", "order"]

    def __str__(self) -> str:
        return self.text

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return self.consultation.partnership_id
