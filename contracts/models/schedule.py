"""The KPI schedule of an agreement: what is measured, and the terms from which quarter on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from accounts.roles import commissioner
from commissioning.models import Kpi, KpiVersion
from commissioning.models.kpi import QuarterField
from contracts.models.agreement import Agreement, PartOfAgreement
from workflow.lifecycle import Actor, Deed, Obstacles


class ScheduledKpi(PartOfAgreement):
    """A KPI that an agreement reports."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="kpis")
    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="scheduled")
    by_area = models.BooleanField(default=True, help_text="Reported for each area it serves.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "KPI of the schedule"
        ordering = ["order", "kpi__code"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "kpi"], name="one_scheduled_kpi_once")
        ]

    def __str__(self) -> str:
        return f"{self.kpi}"

    def terms_in(self, quarter: str) -> KpiTerms | None:
        """The terms in force for a quarter: the latest that began by then."""
        known = [t for t in self.terms.all() if t.from_quarter <= quarter]
        return max(known, key=lambda t: t.from_quarter, default=None)


class WhoWritesTerms:
    """A commissioner while the agreement is drafted, or an approved variation coming into force."""

    words = "a commissioner or an approved variation"

    def __call__(self, record: Any, actor: Actor, at: datetime) -> bool:
        applied = record.variation is not None and record.variation.is_being_applied
        return applied or commissioner(record, actor, at)


class KpiTerms(PartOfAgreement):
    """Target, tolerance, baseline and definition of a scheduled KPI from a quarter on.

    A dated series: what a variation changes is a new row, and a return is judged by the row in
    force for its quarter. `rebased` gives the reason when the control limits start afresh here.
    """

    may_begin = WhoWritesTerms()

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="kpi_terms")
    scheduled = models.ForeignKey(ScheduledKpi, on_delete=models.CASCADE, related_name="terms")
    from_quarter = QuarterField()
    definition = models.ForeignKey(KpiVersion, on_delete=models.PROTECT, related_name="+")
    target = models.DecimalField(max_digits=12, decimal_places=2)
    tolerance = models.DecimalField(max_digits=12, decimal_places=2)
    baseline = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    rebased = models.CharField(max_length=300, blank=True)
    variation = models.ForeignKey(
        "contracts.Variation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="terms_made",
    )

    class Meta:
        verbose_name = "terms of a KPI"
        verbose_name_plural = "terms of KPIs"
        ordering = ["scheduled", "from_quarter"]
        constraints = [
            models.UniqueConstraint(fields=["scheduled", "from_quarter"], name="one_terms_at_once")
        ]

    def __str__(self) -> str:
        return f"{self.scheduled} from {self.from_quarter}"

    def clean(self) -> None:
        """The KPI is one of this agreement's, and the definition is one of the KPI's."""
        if self.scheduled.agreement_id != self.agreement_id:
            raise ValidationError({"scheduled": "Choose a KPI of this agreement."})
        if self.definition.kpi_id != self.scheduled.kpi_id:
            raise ValidationError({"definition": "Choose a definition of this KPI."})
        if self.tolerance < 0:
            raise ValidationError({"tolerance": "The tolerance cannot be below nothing."})

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        if self.variation is not None and self.variation.is_being_applied:
            return None
        return super().standing_in_the_way(deed)
