"""Accepted figures summed up as they are accepted, so that oversight costs the same every year."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from accounts.models import Partnership
from commissioning.models import Area, Kpi, KpiVersion
from commissioning.models.kpi import QuarterField
from contracts.models import Agreement
from performance.numbers import CONCERN, IMPROVEMENT, enough_in
from performance.values import in_words, parts_in_words

WHOLE_PARTNERSHIP = "Whole partnership"


class Measured(models.Model):
    """Numerator, denominator and how they stand, of one KPI in one area and quarter.

    `area` is empty for the whole: of the agreement, or of the partnership. `value` is in the KPI's
    unit and empty when there is none; `why_not_rated` then says why. `derived` marks what was added
    up here from figures reported for parts.
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
    definition = models.ForeignKey(
        KpiVersion, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    area = models.ForeignKey(
        Area, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    quarter = QuarterField()
    numerator = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    denominator = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    target = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    rating = models.CharField(max_length=5, choices=Rating, default=Rating.NOT_RATED)
    why_not_rated = models.CharField(max_length=200, blank=True)
    derived = models.BooleanField(default=False)

    def in_words(self, value: Decimal | None) -> str:
        """A value in the unit of what it measures; "" where there is none."""
        if self.definition is None:
            return ""
        return in_words(self.definition.unit, self.definition.decimals, value)

    @property
    def parts(self) -> str:
        """The numbers behind it: "45 of 60"."""
        return parts_in_words(self.numerator, self.denominator)


class Reading(Measured):
    """One KPI in one area and quarter over all agreements of the partnership: what grids read.

    `expected` counts the figures wanted and `accepted` those accepted that say a number. `reach` is
    the most different people that figures which may not be added can stand for ("up to n").
    `signal` says what the XmR chart of the quarters up to this one says of it; `turn` which way.
    """

    class Turn(models.TextChoices):
        """Which way a signal points."""

        IMPROVEMENT = IMPROVEMENT, "Improvement"
        CONCERN = CONCERN, "Concern"

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="readings", db_index=False
    )
    expected = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    reach = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    signal = models.CharField(max_length=200, blank=True)
    turn = models.CharField(max_length=12, choices=Turn, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "quarter", "kpi", "area"], name="one_reading"
            ),
            models.UniqueConstraint(
                fields=["partnership", "quarter", "kpi"],
                condition=Q(area=None),
                name="one_reading_of_the_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kpi_id} {self.area_id} {self.quarter}: {self.value}"

    @property
    def place(self) -> str:
        """Its area by name, or the whole partnership."""
        return WHOLE_PARTNERSHIP if self.area is None else str(self.area)

    @property
    def shown(self) -> str:
        """The value as people read it, or how far it may reach, or that there is none."""
        if self.value is None and self.reach is not None:
            return f"up to {self.in_words(self.reach)}"
        return self.in_words(self.value) or "No value"

    def covered(self, floor: int) -> bool:
        """Whether enough of its figures are in to be judged: `floor` per cent of those expected."""
        return enough_in(self.accepted, self.expected, floor)


class ContractReading(Measured):
    """The same of one agreement: what a line of oversight opens to.

    `derived` marks the total of an agreement's areas. `figures` counts the figures it is made of:
    one, or one for each period of the quarter; none for a derived total.
    """

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="readings", db_index=False
    )
    status = models.CharField(max_length=15, blank=True)
    figures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "quarter", "kpi", "area"], name="one_contract_reading"
            ),
            models.UniqueConstraint(
                fields=["agreement", "quarter", "kpi"],
                condition=Q(area=None),
                name="one_contract_reading_of_the_whole",
            ),
        ]
        indexes = [models.Index(fields=["kpi", "quarter"], name="contract_reading_by_quarter")]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.kpi_id} {self.area_id} {self.quarter}: {self.value}"
