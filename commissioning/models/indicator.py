"""Published indicators and their figures."""

from __future__ import annotations

from django.db import models

from commissioning.models.area import Area


class Indicator(models.Model):
    """A published series: what it measures, which way is better, where it comes from."""

    class Polarity(models.TextChoices):
        """Which way is better."""

        LOW = "low", "Lower is better"
        HIGH = "high", "Higher is better"
        NONE = "none", "No judgement"

    code = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=300)
    unit = models.CharField(max_length=60, help_text='"per 10,000 children", "%".')
    polarity = models.CharField(max_length=5, choices=Polarity, default=Polarity.NONE)
    numerator_definition = models.CharField(max_length=300, blank=True)
    denominator_definition = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300)
    licence = models.CharField(max_length=200)
    decimals = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class IndicatorFigure(models.Model):
    """One published figure: an indicator, an area, a period.

    A figure that was not published as a number keeps the publisher's symbol and no value.
    """

    class Status(models.TextChoices):
        """What the publisher printed."""

        PUBLISHED = "published", "Published"
        SUPPRESSED = "c", "Suppressed to protect confidentiality"
        NOT_APPLICABLE = "z", "Not applicable"
        NOT_AVAILABLE = "x", "Not available"
        ROUNDS_TO_ZERO = "k", "Rounds to zero but is not zero"
        BLANK = "blank", "Left blank by the publisher"

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="figures")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="indicator_figures")
    period = models.CharField(max_length=20, help_text='As published: "2024".')
    period_end = models.DateField()
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PUBLISHED)
    derived = models.BooleanField(
        default=False, help_text="Summed by us from the areas that took its place."
    )

    class Meta:
        ordering = ["indicator", "area", "period_end"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "period"], name="one_figure_per_area_and_period"
            )
        ]

    def __str__(self) -> str:
        shown = self.value if self.value is not None else self.get_status_display()
        return f"{self.indicator}, {self.area}, {self.period}: {shown}"
