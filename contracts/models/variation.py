"""Variations: what changes in an agreement, on which ground, with the Board's advice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from accounts.roles import commissioner
from commissioning.models import Advice, KpiVersion, Meeting
from commissioning.models.kpi import QuarterField
from commissioning.quarters import Quarter
from contracts.lifecycles.variation import VariationLifecycle
from contracts.lifecycles.variation_states import ADVISABLE, APPLIED, AWAITING_DAY
from contracts.models.agreement import Agreement
from contracts.models.reporting import terms_after, with_before
from contracts.models.review import Review
from contracts.models.schedule import KpiTerms, ScheduledKpi
from tenders import law
from workflow import words
from workflow.authors import authors_of
from workflow.door import begin, take
from workflow.lifecycle import Deed, Obstacles, Record


class Variation(VariationLifecycle):
    """A change to an agreement. It records the law it relies on and all changes taken together.

    `value_change` is pounds, VAT included (negative when it falls). `cumulative_value` and
    `cumulative_days` are this change and every other approved one together, against value and term
    as awarded: recorded when it goes to the Board, and again, under the agreement's lock, when it
    is approved, so that the order in which several are approved makes no difference.
    """

    part_of = "agreement"

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="variations")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    reasons = models.TextField("what changes, and why")
    value_change = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    new_end_on = models.DateField("new end date", null=True, blank=True)
    effective_on = models.DateField("takes effect on")
    regime = models.CharField(
        max_length=10, blank=True, choices=[(r.value, r.label) for r in law.Regime]
    )
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
    review = models.ForeignKey(
        Review, null=True, blank=True, on_delete=models.PROTECT, related_name="variations"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reasons = models.TextField(blank=True)
    notice_number = models.CharField("number of the notice", max_length=60, blank=True)
    notice_on = models.DateField(null=True, blank=True)
    reporting = models.JSONField(
        default=dict, blank=True, help_text="Reporting terms it changes (reporting.py)."
    )

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
        """Whether it may write KPI terms: approved, and not yet written into the agreement."""
        return self.state in AWAITING_DAY

    @property
    def awaits_advice(self) -> bool:
        """Whether the Board still has to say something about it."""
        return self.state in ADVISABLE and self.advice_id is None

    @property
    def first_quarter(self) -> str:
        """The quarter it takes effect in: KPI terms change no earlier."""
        return str(Quarter.containing(self.effective_on))

    @property
    def last_day(self) -> date:
        """The last day of the agreement with this variation."""
        return self.new_end_on or self.agreement.end_on

    def clean(self) -> None:
        """An urgent variation says why, and a new end lies after the start."""
        if self.review is not None and self.review.agreement_id != self.agreement_id:
            raise ValidationError({"review": "Choose a review of this agreement."})
        if self.urgent and not self.urgent_reason.strip():
            raise ValidationError({"urgent_reason": "Say why it cannot wait for the Board."})
        if self.new_end_on and self.new_end_on <= self.agreement.start_on:
            raise ValidationError({"new_end_on": "The agreement must end after it starts."})
        if self.new_end_on and self.new_end_on < self.effective_on:
            raise ValidationError({"new_end_on": "The change would come after the new end."})

        reports_from = terms_after(self.reporting).get("reports_from")
        if reports_from and reports_from > self.last_day:
            ends = words.day(self.last_day)
            raise ValidationError({"reporting": f"The agreement ends on {ends}. Report by then."})

    def written_by(self) -> set[int]:
        """The ids of everybody who wrote its terms or its KPI changes."""
        return authors_of(self, VariationTerms)

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        if self._state.adding and not self.agreement.is_binding:
            return "Only an agreement that is signed and has not ended can be varied."
        return super().standing_in_the_way(deed)

    def approved_besides(self) -> models.QuerySet[Any]:
        """Every other variation of the agreement that is approved and waits for its day."""
        waiting = self.agreement.variations.filter(state__in=AWAITING_DAY).exclude(pk=self.pk)
        return waiting.order_by("effective_on", "number")

    def ones_before(self) -> list[Variation]:
        """Approved variations that take effect before this one."""
        mine = (self.effective_on, self.number)
        return [v for v in self.approved_besides() if (v.effective_on, v.number) < mine]

    def cumulative_change(self) -> tuple[Decimal, int]:
        """This and every other change, in force or approved: pounds and days against the award."""
        agreement, others = self.agreement, list(self.approved_besides())
        value = agreement.value - agreement.value_awarded + self.value_change
        value += sum((v.value_change for v in others), Decimal(0))
        in_order = sorted([*others, self], key=lambda v: (v.effective_on, v.number))
        ends = [v.new_end_on for v in in_order if v.new_end_on]
        end = ends[-1] if ends else agreement.end_on
        return value, (end - agreement.end_as_awarded).days

    def record_cumulative_change(self) -> None:
        """Set the cumulative change against value and term as awarded."""
        self.cumulative_value, self.cumulative_days = self.cumulative_change()

    def legal_obstacles(self) -> list[str]:
        """What the law of the agreement's regime says against this change, as things stand now."""
        value, days = self.cumulative_change()
        agreement = self.agreement
        return law.modification_check(
            self.regime or None,
            light_touch=agreement.is_light_touch,
            ground=self.ground_code,
            value_awarded=agreement.value_awarded,
            term_awarded_days=agreement.term_awarded_days,
            cumulative_value_change=value,
            cumulative_term_change_days=days,
            this_value_change=self.value_change,
            on=self.effective_on,
        )

    def notices(self) -> list[str]:
        """What has to be published because of this change, in sentences."""
        if not self.regime or not self.ground_code or self.agreement.value_awarded <= 0:
            return []
        value, days = self.cumulative_change()
        return law.change_notices(
            self.regime,
            light_touch=self.agreement.is_light_touch,
            ground=self.ground_code,
            value_awarded=self.agreement.value_awarded,
            term_awarded_days=self.agreement.term_awarded_days,
            cumulative_value_change=value,
            cumulative_term_change_days=days,
            on=self.effective_on,
        )

    def notices_before(self) -> list[str]:
        """The notices the law wants before the change is made (Procurement Act 2023 s.75)."""
        return self.notices() if self.regime == law.Regime.PA else []

    def term_clashes(self) -> Iterator[str]:
        """An end date set by a variation with a later day is not set aside by an earlier one."""
        if not self.new_end_on:
            return
        later = self.agreement.variations.filter(
            state__in=APPLIED, new_end_on__isnull=False, effective_on__gt=self.effective_on
        )
        for other in later.exclude(pk=self.pk):
            yield (
                f"Variation {other.number} has changed the end date from a later day. "
                f"Choose a day from {words.day(other.effective_on)}."
            )

    def kpi_clashes(self) -> Iterator[str]:
        """KPI terms begin no earlier than the variation, and once for each quarter."""
        first = self.first_quarter
        waiting = VariationTerms.objects.filter(variation__in=self.approved_besides())
        taken = {*self.agreement.kpi_terms.values_list("scheduled_id", "from_quarter")}
        taken |= {*waiting.values_list("scheduled_id", "from_quarter")}
        for change in self.kpi_terms.select_related("scheduled__kpi"):
            code, quarter = change.scheduled.kpi.code, change.from_quarter
            if quarter < first:
                yield f"KPI {code} cannot change from {quarter}: the variation begins in {first}."
            if (change.scheduled_id, quarter) in taken:
                yield f"KPI {code} already has terms that begin in {quarter}. Choose another quarter."

    def write_advice(self, position: str, text: str, deed: Deed) -> None:
        """Record what the Board advised at the meeting this variation went to."""
        advice = Advice(
            meeting=self.meeting,
            subject=str(self)[:300],
            position=position,
            text=text,
            recorded_by=deed.by,
        )
        self.advice = begin(advice, by=deed.by, at=deed.at)

    def apply(self, deed: Deed) -> None:
        """Write the changes into the agreement and its KPI terms."""
        self.reporting = with_before(self.agreement, self.reporting)
        agreement = take(self.agreement, "vary", by=deed.by, at=deed.at, variation=self)
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

    def clean(self) -> None:
        """The KPI is one of this agreement's, and the definition is one of the KPI's."""
        if self.scheduled.agreement_id != self.variation.agreement_id:
            raise ValidationError({"scheduled": "Choose a KPI of this agreement."})
        if self.definition.kpi_id != self.scheduled.kpi_id:
            raise ValidationError({"definition": "Choose a definition of this KPI."})
        if self.tolerance < 0:
            raise ValidationError({"tolerance": "The tolerance cannot be below nothing."})

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        return self.variation.standing_in_the_way(deed)
