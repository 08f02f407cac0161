"""Reported figures: a lean table, one row per KPI and area of a return."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import models

from commissioning.models import Area, KpiVersion
from contracts.models import ScheduledKpi
from performance.digests import sha256_of
from performance.values import value_of


class Figure(models.Model):
    """What a return says of one KPI in one area: numerator, denominator and status, never a bare %.

    `sheet`, `cell` and `denominator_cell` are where numerator and denominator stood in the uploaded
    file ("Web form" when typed; a typed line has one place for both).
    `area` is empty for a KPI reported for the whole agreement. Its return's state says whether it
    counts.
    """

    class Status(models.TextChoices):
        """Reported, certified nil, or not given with a reason: none of the last two is a nought."""

        REPORTED = "reported", "Reported"
        NIL = "nil", "Nil"
        NOT_AVAILABLE = "not_available", "Not available"
        NOT_APPLICABLE = "not_applicable", "Not applicable"

    kpi_return = models.ForeignKey(
        "performance.KpiReturn", on_delete=models.CASCADE, related_name="figures", db_index=False
    )
    scheduled = models.ForeignKey(
        ScheduledKpi, on_delete=models.PROTECT, related_name="figures", db_index=False
    )
    area = models.ForeignKey(
        Area, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    numerator = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    status = models.CharField(max_length=15, choices=Status, default=Status.REPORTED)
    reason = models.CharField(max_length=500, blank=True)
    sheet = models.CharField(max_length=40)
    cell = models.CharField(max_length=10)
    denominator_cell = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["kpi_return", "scheduled", "area"]
        constraints = [
            models.UniqueConstraint(
                fields=["kpi_return", "scheduled", "area"], name="one_figure_per_kpi_and_area"
            ),
            models.UniqueConstraint(
                fields=["kpi_return", "scheduled"],
                condition=models.Q(area=None),
                name="one_figure_of_the_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheduled_id} in {self.area_id}: {self.numerator}/{self.denominator}"

    def value(self, definition: KpiVersion) -> Decimal | None:
        """What it comes to in the unit of the definition; None where there is no value."""
        return value_of(definition.unit, self.numerator, self.denominator)

    def facts(self) -> list[Any]:
        """What it is of, its numbers and where it stood, as plain data: what its digest covers."""
        area = None if self.area_id is None else str(self.area_id)
        numbers = [_plain(self.numerator), _plain(self.denominator)]
        places = [self.sheet, self.cell, self.denominator_cell]
        return [self.scheduled_id, area, *numbers, str(self.status), self.reason, *places]


def digest_of_figures(figures: Iterable[Figure]) -> str:
    """SHA-256 over every figure of a return, in no order."""
    return sha256_of(sorted(json.dumps(figure.facts(), ensure_ascii=False) for figure in figures))


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{Decimal(number):.2f}"
