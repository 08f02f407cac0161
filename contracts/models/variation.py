"""Variations: what changes in an agreement, on which ground, with the Board's advice."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.roles import commissioner
from commissioning.models import Advice, KpiVersion, Meeting
from commissioning.models.kpi import QuarterField
from contracts.lifecycles.variation import COUNTS, VariationLifecycle
from contracts.models.agreement import Agreement
from contracts.models.schedule import KpiTerms, ScheduledKpi
from tenders import law
from workflow import calendar
from workflow.door import begin, take
from workflow.lifecycle import Deed, Obstacles, Record


class Variation(VariationLifecycle):
    """A change to an agreement. It records the law it relies on and all changes taken together.

    `value_change` is pounds, VAT included (negative when it falls). `cumulative_value` and
    `cumulative_days` are this and every earlier approved variation together, against value and term
    as awarded.
    """

    part_of = "agreement"

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="variations")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    reasons = models.TextField("what changes, and why")
    value_change = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    new_end_on = models.DateField("new end date", null=True, blank=True)
    effective_on = models.DateField("takes effect on")
    ground_code = models.CharField("ground relied on", max_length=40, blank=True)
    ground_citation = models.CharField(max_length=160, blank=True)
    ground_reason = models.TextField("why this ground applies", blank=True)
    urgent = models.BooleanField(default=False)
    urgent_reason = models.TextField(blank=True)
    cumulative_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    cumulative_days = models.IntegerField(null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="variations"
    )
    advice = models.OneToOneField(
        Advice, null=True, blank=True, on_delete=models.PROTECT, related_name="variation"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reasons = models.TextField(blank=True)

    class Meta:
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_variation_per_number")
        ]

    def __str__(self) -> str:
        return f"Variation {self.number} of {self.agreement.reference}: {self.title}"

    def get_absolute_url(self) -> str:
        """The variation's page."""
        return reverse("contracts:variation", args=[self.agreement.partnership.slug, self.pk])

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return self.agreement.partnership_id

    @property
    def is_being_applied(self) -> bool:
        """Whether it may write KPI terms: approved and about to be in force."""
        return self.state in COUNTS

    def earlier_value(self) -> Decimal:
        """Value changes of every other variation that counts, in pounds."""
        others = self.agreement.variations.filter(state__in=COUNTS).exclude(pk=self.pk)
        return others.aggregate(sum=models.Sum("value_change"))["sum"] or Decimal(0)

    def record_cumulative_change(self) -> None:
        """Set the cumulative change against value and term as awarded."""
        agreement = self.agreement
        self.cumulative_value = self.earlier_value() + self.value_change
        end = self.new_end_on or agreement.end_on
        self.cumulative_days = (end - agreement.end_as_awarded).days

    def legal_obstacles(self) -> list[str]:
        """What the law of the agreement's regime says against this change."""
        agreement = self.agreement
        return law.modification_check(
            law.Regime(agreement.regime),
            light_touch=agreement.is_light_touch,
            ground=self.ground_code,
            value_awarded=agreement.value_awarded,
            term_awarded_days=calendar.days_in_term(agreement.start_on, agreement.end_as_awarded),
            cumulative_value_change=self.cumulative_value or Decimal(0),
            cumulative_term_change_days=self.cumulative_days or 0,
            this_value_change=self.value_change,
            on=self.effective_on,
        )

    def apply(self, deed: Deed) -> None:
        """Write the changes into the agreement and its KPI terms."""
        agreement = self.agreement
        take(agreement, "vary", by=deed.by, at=deed.at, variation=self)
        for change in self.kpi_terms.select_related("scheduled"):
            terms = KpiTerms(
                agreement=agreement,
                scheduled=change.scheduled,
                from_quarter=change.from_quarter,
                definition=change.definition,
                target=change.target,
                tolerance=change.tolerance,
                baseline=change.baseline,
                rebased=change.rebased,
                variation=self,
            )
            begin(terms, by=deed.by, at=deed.at)


class VariationTerms(Record):
    """New terms of one KPI from a quarter on, as part of a proposed variation."""

    may_begin = commissioner
    part_of = "variation"

    variation = models.ForeignKey(Variation, on_delete=models.CASCADE, related_name="kpi_terms")
    scheduled = models.ForeignKey(ScheduledKpi, on_delete=models.PROTECT, related_name="+")
    from_quarter = QuarterField()
    definition = models.ForeignKey(KpiVersion, on_delete=models.PROTECT, related_name="+")
    target = models.DecimalField(max_digits=12, decimal_places=2)
    tolerance = models.DecimalField(max_digits=12, decimal_places=2)
    baseline = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    rebased = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "KPI change"
        ordering = ["scheduled", "from_quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["variation", "scheduled", "from_quarter"], name="one_change_at_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheduled} from {self.from_quarter}"

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return self.variation.partnership_id

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        return self.variation.standing_in_the_way(deed)
