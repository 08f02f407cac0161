"""What must hold between the figures of several KPIs: data that the checks of returns read.

A relation is one of three kinds; the order of its members matters to the last two:

- parts_within_whole: two KPIs or more of one denominator. Their numerators together are at most
  that denominator (visits by 14 days and later visits are of the same births).
- same_cohort_as_quarter_before: the first KPI's denominator in a quarter counts the same children
  as the second's in the quarter before (15-month reviews and 12-month reviews).
- denominator_is_numerator_of: the first KPI's denominator is the second's numerator in the same
  period (reviews by a questionnaire, of the reviews made).

`KpiRelation.objects.filter(partnership=…, kind=…).prefetch_related("members__kpi")`, then
`relation.kpis`, reads one kind in two queries. Relations are written by `actions.kpi_library`.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from accounts.models import Partnership
from accounts.roles import analyst_or_operator
from commissioning.models.kpi import Kpi
from workflow.lifecycle import Record


class KpiRelation(Record):
    """A statement about the figures of several KPIs of a partnership, with its source."""

    may_begin = analyst_or_operator

    class Kind(models.TextChoices):
        """What is said; see the head of this file for the order of the members."""

        PARTS = "parts_within_whole", "Together at most the denominator they share"
        COHORT = "same_cohort_as_quarter_before", "The same children as in the quarter before"
        OF_NUMERATOR = "denominator_is_numerator_of", "Out of the numerator of another"

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="kpi_relations"
    )
    kind = models.CharField(max_length=30, choices=Kind)
    says = models.CharField(
        max_length=300, help_text="In words: C2 and C3 are of the same births, so at most 100%."
    )
    source = models.CharField(max_length=300)

    class Meta:
        verbose_name = "relation between KPIs"
        verbose_name_plural = "relations between KPIs"
        ordering = ["kind", "pk"]

    def __str__(self) -> str:
        return self.says

    @property
    def kpis(self) -> list[Kpi]:
        """Its KPIs in their order. Prefetch `members__kpi`."""
        return [member.kpi for member in sorted(self.members.all(), key=lambda m: m.order)]


class KpiRelationMember(Record):
    """One KPI of a relation, in its place."""

    may_begin = analyst_or_operator
    part_of = "relation"

    relation = models.ForeignKey(KpiRelation, on_delete=models.CASCADE, related_name="members")
    kpi = models.ForeignKey(Kpi, on_delete=models.CASCADE, related_name="relations")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "KPI of a relation"
        verbose_name_plural = "KPIs of a relation"
        ordering = ["relation", "order"]
        constraints = [
            models.UniqueConstraint(fields=["relation", "kpi"], name="one_kpi_once_in_a_relation"),
            models.UniqueConstraint(fields=["relation", "order"], name="one_kpi_in_each_place"),
        ]

    def __str__(self) -> str:
        return str(self.kpi)

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return self.relation.partnership_id

    def clean(self) -> None:
        """The KPIs of a relation are of its partnership."""
        if self.kpi.partnership_id != self.relation.partnership_id:
            raise ValidationError({"kpi": "Choose a KPI of this partnership's library."})
