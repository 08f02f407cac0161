"""Accepted figures summed up as they are accepted, so that oversight costs the same every year."""

from __future__ import annotations

from django.db import models

from accounts.models import Partnership
from commissioning.models import Area, Kpi
from commissioning.models.kpi import QuarterField
from contracts.models import Agreement


class Measured(models.Model):
    """Numerator, denominator and how they stand, of one KPI in one area and quarter.

    `area` is empty when the KPI is reported for whole agreements. `value` is in the KPI's unit and
    empty when there is none (nil with no denominator, not available, not additive).
    """

    class Rating(models.TextChoices):
        """How the value stands to its target."""

        ON_TARGET = "on", "On target"
        NEAR = "near", "Near target"
        OFF = "off", "Off target"
        NOT_RATED = "none", "Not rated"

    class Meta:
        abstract = True

    kpi = models.ForeignKey(Kpi, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    quarter = QuarterField()
    numerator = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    denominator = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    target = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    rating = models.CharField(max_length=5, choices=Rating, default=Rating.NOT_RATED)
    why_not_rated = models.CharField(max_length=200, blank=True)


class Reading(Measured):
    """One KPI in one area and quarter over all agreements of the partnership: what grids read."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="readings")
    expected = models.PositiveSmallIntegerField(default=0, help_text="Figures expected.")
    accepted = models.PositiveSmallIntegerField(default=0, help_text="Figures accepted.")
    signal = models.CharField(max_length=200, blank=True, help_text="What the XmR chart says.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "quarter", "kpi", "area"],
                name="one_reading",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kpi_id} {self.area_id} {self.quarter}: {self.value}"


class ContractReading(Measured):
    """The same of one agreement: what a cell of the grid opens to."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="readings")
    status = models.CharField(max_length=15)
    figure = models.ForeignKey("performance.Figure", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "quarter", "kpi", "area"],
                name="one_contract_reading",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.kpi_id} {self.area_id} {self.quarter}: {self.value}"
