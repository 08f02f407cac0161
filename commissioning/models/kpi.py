"""KPI definitions, in dated versions."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from accounts.models import Partnership
from accounts.roles import analyst_or_operator
from commissioning.cohorts import Window, published, window_in
from commissioning.models.belonging import of_one_partnership
from commissioning.models.breakdown import Breakdown
from commissioning.models.outcome import Objective, Outcome
from commissioning.numbers.rating import tolerance_in_unit
from commissioning.periods import Frequency, Period
from commissioning.quarters import Quarter
from workflow.lifecycle import Deed, Obstacles, Record


def is_a_quarter(text: str) -> None:
    """Refuse what is not written like 2025-26Q2."""
    try:
        Quarter.parse(text)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class QuarterField(models.CharField):  # type: ignore[type-arg]
    """A quarter as text that sorts in time: 2025-26Q2."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 9)
        kwargs.setdefault("validators", [is_a_quarter])
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


def is_a_period(text: str) -> None:
    """Refuse what is not written like 2025-26Q2, 2025-07, 2025-26H1, 2025-26 or 2025-26A."""
    try:
        Period.parse(text)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class PeriodField(models.CharField):  # type: ignore[type-arg]
    """A period as text: 2025-26Q2. Sorts in time among periods of one frequency."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 9)
        kwargs.setdefault("validators", [is_a_period])
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


class Kpi(Record):
    """A key performance indicator of the partnership's library, serving an outcome."""

    may_begin = analyst_or_operator

    class Kind(models.TextChoices):
        """What it measures: what goes in, what is done, what comes of it, how well, how it felt."""

        INPUT = "input", "Input"
        OUTPUT = "output", "Output"
        OUTCOME = "outcome", "Outcome"
        QUALITY = "quality", "Quality"
        EXPERIENCE = "experience", "Experience"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="kpis")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    kind = models.CharField("type", max_length=10, choices=Kind, blank=True)
    national_code = models.CharField(
        max_length=40, blank=True, help_text="As the published standard calls it: C2, 20601."
    )
    shipped_as = models.CharField(
        max_length=40,
        blank=True,
        editable=False,
        help_text="The measure of the shipped library it was taken from.",
    )
    outcome = models.ForeignKey(
        Outcome, null=True, blank=True, on_delete=models.PROTECT, related_name="kpis"
    )
    objective = models.ForeignKey(
        Objective, null=True, blank=True, on_delete=models.PROTECT, related_name="kpis"
    )

    class Meta:
        verbose_name = "KPI"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "code"],
                name="one_kpi_per_code",
                violation_error_message="Another KPI has that code. Choose a code nobody has used.",
            ),
            models.UniqueConstraint(
                fields=["partnership", "shipped_as"],
                condition=~models.Q(shipped_as=""),
                name="one_kpi_per_shipped_measure",
                violation_error_message="This measure of the shipped library is in yours already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        """The KPI's page."""
        return reverse("commissioning:kpi", args=[self.partnership.slug, self.pk])

    def clean(self) -> None:
        """It serves an outcome of its own partnership, and an objective of that outcome."""
        of_one_partnership(self, "outcome", "objective")
        if self.objective is not None and self.objective.outcome_id != self.outcome_id:
            raise ValidationError({"objective": "Choose an objective of the outcome you chose."})

    @property
    def latest(self) -> KpiVersion | None:
        """The newest definition."""
        return max(self.versions.all(), key=lambda v: v.number, default=None)

    def version_in(self, quarter: str) -> KpiVersion | None:
        """The definition in force for a quarter."""
        known = [v for v in self.versions.all() if v.from_quarter <= quarter]
        return max(known, key=lambda v: v.from_quarter, default=None)


class KpiVersion(Record):
    """What a KPI means from a quarter on: numerator, denominator, unit, roll-up."""

    may_begin = analyst_or_operator
    part_of = "kpi"

    class Unit(models.TextChoices):
        """How the value is written."""

        PERCENT = "percent", "%"
        COUNT = "count", "number"
        PER_1000 = "per_1000", "per 1,000"
        AVERAGE = "average", "average"

    class Polarity(models.TextChoices):
        """Which way is better."""

        HIGHER = "higher", "Higher is better"
        LOWER = "lower", "Lower is better"

    class RollUp(models.TextChoices):
        """How figures of several areas, contracts or quarters become one (design: numbers)."""

        SUM = "sum", "Sum"
        RATIO = "ratio", "Ratio of sums"
        LATEST = "latest", "Latest (a stock)"
        NOT_ADDITIVE = "not_additive", "Not additive: shown per contract, never totalled"

    class Tolerance(models.TextChoices):
        """How the width of "near target" is given."""

        ABSOLUTE = "absolute", "In the KPI's own unit (percentage points for a percentage)"
        OF_TARGET = "of_target", "As a per cent of the target"

    class Suppression(models.TextChoices):
        """How its small numbers are kept from leaving the room."""

        NONE = "none", "Not about people: shown as they are"
        STANDARD = "standard", "About people: small numbers are withheld"
        SENSITIVE = "sensitive", "Sensitive: more is withheld"

    kpi = models.ForeignKey(Kpi, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    from_quarter = QuarterField()
    numerator_definition = models.CharField(max_length=300)
    denominator_definition = models.CharField(max_length=300, blank=True)
    cohort_rule = models.CharField(
        max_length=300, blank=True, help_text="Which children count in which quarter."
    )
    cohort_windows = models.CharField(
        max_length=40, blank=True, help_text="The published windows of birth dates it goes by."
    )
    unit = models.CharField(max_length=10, choices=Unit)
    polarity = models.CharField(max_length=10, choices=Polarity)
    roll_up = models.CharField(max_length=15, choices=RollUp)
    roll_up_over_time = models.CharField(
        max_length=15,
        choices=RollUp,
        blank=True,
        help_text="Over the periods of a quarter or a year; empty: as over areas.",
    )
    frequency = models.CharField(max_length=15, choices=Frequency, default=Frequency.QUARTER)
    breakdown = models.ForeignKey(
        Breakdown, null=True, blank=True, on_delete=models.PROTECT, related_name="definitions"
    )
    suppression = models.CharField(max_length=10, choices=Suppression, default=Suppression.STANDARD)
    decimals = models.PositiveSmallIntegerField(default=1, validators=[MaxValueValidator(4)])
    tolerance_kind = models.CharField(max_length=10, choices=Tolerance, default=Tolerance.ABSOLUTE)
    tolerance = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="How far off its target a value is still near, unless the contract says else.",
    )
    significant = models.DecimalField(
        "significantly below",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="How far off its target a value is no more than below; further is inadequate.",
    )
    lag_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MaxValueValidator(730)],
        help_text="Days after a period's end until its figures can be given.",
    )
    evidence = models.CharField(
        max_length=300, blank=True, help_text="What the provider keeps to show for a figure."
    )
    source = models.CharField(
        max_length=300, help_text='The published standard, or "Local definition".'
    )

    class Meta:
        verbose_name = "KPI definition"
        ordering = ["kpi", "number"]
        constraints = [
            models.UniqueConstraint(fields=["kpi", "number"], name="one_definition_per_number"),
            models.UniqueConstraint(fields=["kpi", "from_quarter"], name="one_definition_at_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kpi} (version {self.number})"

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return self.kpi.partnership_id

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """A definition stands once recorded: figures were judged by it."""
        if self._state.adding:
            return None
        return "This definition stands as it was recorded. Record a new version instead."

    @property
    def over_time(self) -> str:
        """How figures of several periods become one."""
        return self.roll_up_over_time or self.roll_up

    def window_in(self, quarter: Quarter) -> Window | None:
        """The published window of birth dates for a quarter; None where none is printed."""
        return window_in(self.cohort_windows, quarter) if self.cohort_windows else None

    def tolerance_for(self, target: Decimal) -> Decimal | None:
        """The default tolerance in the KPI's unit for a target; None where it gives none."""
        if self.tolerance is None:
            return None
        return tolerance_in_unit(self.tolerance_kind, self.tolerance, target)

    def significant_for(self, target: Decimal) -> Decimal | None:
        """How far off a target "significantly below" begins, in the unit; None without bands."""
        if self.significant is None:
            return None
        return tolerance_in_unit(self.tolerance_kind, self.significant, target)

    @property
    def counts_people(self) -> bool:
        """Whether its counts are of children or families: small numbers matter."""
        return self.suppression != self.Suppression.NONE

    @property
    def has_denominator(self) -> bool:
        """Whether a figure needs a denominator."""
        return self.unit != self.Unit.COUNT

    def clean(self) -> None:
        """A percentage, rate or average is nothing without its denominator."""
        if self.has_denominator and not self.denominator_definition:
            raise ValidationError({"denominator_definition": "Say what the denominator counts."})
        if self.roll_up == self.RollUp.RATIO and not self.has_denominator:
            raise ValidationError({"roll_up": "A number has no denominator to sum."})
        if self.roll_up_over_time == self.RollUp.RATIO and not self.has_denominator:
            raise ValidationError({"roll_up_over_time": "A number has no denominator to sum."})
        if self.significant is not None and self.significant <= (self.tolerance or 0):
            raise ValidationError({"significant": "It lies further off than the tolerance."})
        if self.cohort_windows and self.cohort_windows not in published():
            raise ValidationError({"cohort_windows": "No windows are published under this name."})
        if self.breakdown is not None and self.breakdown.partnership_id != self.partnership_id:
            raise ValidationError({"breakdown": "Choose one of this partnership's own."})
        self._follows_the_earlier()

    def _follows_the_earlier(self) -> None:
        if self.kpi.pk is None or not self.from_quarter:
            return
        earlier = self.kpi.versions.exclude(pk=self.pk).order_by("number").last()
        if earlier is not None and self.from_quarter <= earlier.from_quarter:
            raise ValidationError(
                {
                    "from_quarter": f"Version {earlier.number} begins {earlier.from_quarter}. "
                    "A later version begins in a later quarter."
                }
            )
