"""What a consultation found, where that came from and what came of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from accounts.roles import analyst_or_operator
from commissioning.models.consultation import (
    Consultation,
    ConsultationQuestion,
    PartOfConsultation,
)
from workflow.lifecycle import Deed, Obstacles, Record


class ConsultationFinding(PartOfConsultation):
    """What people said, in a sentence: a headline or something to improve; and what came of it.

    The clauses of specifications that answer it point here (Clause.finding).
    """

    class Kind(models.TextChoices):
        """What sort of finding."""

        HEADLINE = "headline", "Headline"
        TO_IMPROVE = "improve", "To improve"

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="findings"
    )
    kind = models.CharField("what sort of finding", max_length=10, choices=Kind)
    text = models.CharField("what people said", max_length=300)
    changed = models.TextField("what we changed because of it", blank=True)
    nothing_because = models.TextField("or why nothing was changed", blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["kind", "order", "pk"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Something was changed, or nothing was: not both."""
        if self.changed.strip() and self.nothing_because.strip():
            raise ValidationError(
                {"nothing_because": "Leave this empty when something was changed."}
            )

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """Findings are written between the last response and the report."""
        whole: Consultation = self.consultation
        if whole.is_being_found:
            return None
        if whole.is_planned or whole.takes_responses:
            return "Findings are written once the consultation is closed."
        return "It is reported. Its findings stand as they are."

    @property
    def was_answered(self) -> bool:
        """Whether people are told what came of it, or why nothing did."""
        return bool(self.changed.strip() or self.nothing_because.strip())


class FindingSource(Record):
    """A question a finding came from."""

    may_begin = analyst_or_operator
    part_of = "finding"

    finding = models.ForeignKey(
        ConsultationFinding, on_delete=models.CASCADE, related_name="sources"
    )
    question = models.ForeignKey(
        ConsultationQuestion, on_delete=models.PROTECT, related_name="found"
    )

    class Meta:
        ordering = ["question__order", "pk"]
        verbose_name = "question it came from"
        constraints = [
            models.UniqueConstraint(fields=["finding", "question"], name="one_source_once")
        ]

    def __str__(self) -> str:
        return f"{self.question}"

    def clean(self) -> None:
        """A question of the same consultation."""
        if self.question.consultation_id != self.finding.consultation_id:
            raise ValidationError({"question": "Choose a question of this consultation."})

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """As its finding."""
        return self.finding.standing_in_the_way(deed)

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return self.finding.partnership_id
