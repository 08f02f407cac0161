"""Reported figures: a lean table, one row per KPI, area and group of a certified return."""

from __future__ import annotations

from decimal import Decimal

from django.db import models

from commissioning.models import Area, BreakdownGroup, KpiVersion
from contracts.models import ScheduledKpi
from performance.origin import cell_of
from performance.values import value_of


class Figure(models.Model):
    """What a return says of one KPI in one area: numerator, denominator and status, never a bare %.

    `number` counts the rows of the return from 1: with the return it is the only key. The other
    keys are looked up once for a whole return before its figures are loaded (models/loading.py), and
    the database does not look each up again. `area` is empty for the whole agreement, `group` for
    everybody. `upload` is the sending it came by and `row` its row or line there; the upload knows
    sheet and columns. Its return's state says whether it counts.
    """

    class Status(models.TextChoices):
        """Reported, certified nil, or not given with a reason: none of the last two is a nought."""

        REPORTED = "reported", "Reported"
        NIL = "nil", "Nil"
        NOT_AVAILABLE = "not_available", "Not available"
        NOT_APPLICABLE = "not_applicable", "Not applicable"

    pk = models.CompositePrimaryKey("kpi_return_id", "number")
    kpi_return = models.ForeignKey(
        "performance.KpiReturn",
        on_delete=models.CASCADE,
        related_name="figures",
        db_index=False,
        db_constraint=False,
    )
    number = models.PositiveIntegerField()
    scheduled = models.ForeignKey(
        ScheduledKpi,
        on_delete=models.PROTECT,
        related_name="figures",
        db_index=False,
        db_constraint=False,
    )
    area = models.ForeignKey(
        Area,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    group = models.ForeignKey(
        BreakdownGroup,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    numerator = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    status = models.CharField(max_length=15, choices=Status, default=Status.REPORTED)
    reason = models.CharField(max_length=500, blank=True)
    upload = models.ForeignKey(
        "performance.Upload",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    row = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["kpi_return", "number"]

    def __str__(self) -> str:
        return f"{self.scheduled_id} in {self.area_id}: {self.numerator}/{self.denominator}"

    def value(self, definition: KpiVersion) -> Decimal | None:
        """What it comes to in the unit of the definition; None where there is no value."""
        return value_of(definition.unit, self.numerator, self.denominator)

    @property
    def sheet(self) -> str:
        """The sheet its numbers stood in, or the web form."""
        return self.upload.sheet if self.upload else ""

    @property
    def cell(self) -> str:
        """The cell its numerator stood in; of a typed one its line."""
        return cell_of(self.upload.numerator_column if self.upload else "", self.row)

    @property
    def key(self) -> tuple[int, int | None, int | None]:
        """What it is of."""
        return (self.scheduled_id, self.area_id, self.group_id)
