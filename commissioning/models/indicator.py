"""Published indicators and their figures."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import Partnership
from commissioning.models.area import Area
from commissioning.models.indicator_load import IndicatorLoad


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Indicators by whom they are known to."""

    def known_to(self, partnership: Partnership) -> IndicatorQuerySet:
        """Those with a figure the partnership sees, and those its own objectives or needs name.

        The others are left out, so that nobody learns from a list what another has loaded.
        """
        figures = IndicatorFigure.objects.filter(indicator=OuterRef("pk"))
        own = Q(objectives__partnership=partnership) | Q(needs__partnership=partnership)
        named = Indicator.objects.filter(own, pk=OuterRef("pk"))
        return self.filter(
            Exists(figures.filter(partnership=None))
            | Exists(figures.filter(partnership=partnership))
            | Exists(named)
        )


class Indicator(models.Model):
    """A published series: what it measures, which way is better, where it comes from.

    `publication` and `family` are the headings it stands under in lists, `order` its place there.
    """

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
    publication = models.CharField(max_length=160, blank=True)
    family = models.CharField(max_length=160, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["publication", "order", "name"]

    def __str__(self) -> str:
        return self.name


class FigureQuerySet(models.QuerySet["IndicatorFigure"]):
    """Figures by whose they are."""

    def of(self, partnership: Partnership | None) -> FigureQuerySet:
        """Those a partnership loaded for itself; for None those shared by all."""
        return self.filter(partnership=partnership)

    def seen_by(self, partnership: Partnership) -> FigureQuerySet:
        """What a partnership sees: one figure for each indicator, area and period.

        Its own, and the shared ones that none of its own takes the place of. Never another's.
        """
        same = IndicatorFigure.objects.filter(
            partnership=partnership,
            indicator=OuterRef("indicator"),
            area=OuterRef("area"),
            period=OuterRef("period"),
        )
        return self.filter(Q(partnership=partnership) | Q(~Exists(same), partnership=None))


class IndicatorFigure(models.Model):
    """One published figure: an indicator, an area, a period.

    A figure that was not published as a number keeps the publisher's symbol and no value; so do the
    two numbers it was made from. Without a partnership it is shared by all; with one it is that
    partnership's own, which takes precedence there over the shared one. Figures are written by
    `commissioning.actions.indicators` alone, many at a time, under the audit entry of their load.
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
    numerator = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PUBLISHED)
    numerator_status = models.CharField(
        max_length=10, choices=Status, blank=True, help_text="Empty where none is published at all."
    )
    denominator_status = models.CharField(
        max_length=10, choices=Status, blank=True, help_text="Empty where none is published at all."
    )
    derived = models.BooleanField(
        default=False, help_text="Summed by us from the areas that took its place."
    )

    partnership = models.ForeignKey(
        Partnership,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="indicator_figures",
        db_index=False,  # the second constraint's index begins with it
    )
    load = models.ForeignKey(
        IndicatorLoad,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="figures",
        db_index=False,
        help_text="The load that last wrote it.",
    )

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "area", "period_end"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "period"],
                condition=Q(partnership__isnull=True),
                name="one_shared_figure_per_area_and_period",
            ),
            models.UniqueConstraint(
                fields=["partnership", "indicator", "area", "period"],
                condition=Q(partnership__isnull=False),
                name="one_own_figure_per_area_and_period",
            ),
        ]

    def __str__(self) -> str:
        shown = self.value if self.value is not None else self.get_status_display()
        return f"{self.indicator}, {self.area}, {self.period}: {shown}"
