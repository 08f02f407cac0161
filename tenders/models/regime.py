"""The choice of legal regime, recorded before a tender is drafted."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse

from accounts.models import Partnership
from commissioning.models import Specification
from tenders import law
from tenders.lifecycles.regime import (
    SETTLED,
    RegimeLifecycle,
    has_a_value,
    specification_is_approved,
)
from workflow.lifecycle import Deed, Obstacles


class RegimeChoice(RegimeLifecycle):
    """The worksheet of a mixed procurement: two values, separability, reason, approver, date.

    Values are pounds over the whole term, VAT included (Procurement Act 2023 Sch 3, s.123(2)).
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="regime_choices"
    )
    specification = models.ForeignKey(
        Specification, on_delete=models.PROTECT, related_name="regime_choices"
    )
    cpv = models.CharField("CPV code", max_length=8)
    health_value = models.DecimalField(
        "value of the health services, with VAT",
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0))],
    )
    other_value = models.DecimalField(
        "value of everything else, with VAT",
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0))],
    )
    separable = models.BooleanField("could reasonably be supplied separately")
    reason = models.TextField("why they could or could not be supplied separately")
    as_at = models.DateField(help_text="The day the rules are read on.")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "choice of regime"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Regime for {self.specification}"

    def get_absolute_url(self) -> str:
        """The worksheet's page."""
        return reverse("tenders:regime", args=[self.partnership.slug, self.pk])

    def clean(self) -> None:
        if sentence := has_a_value(self):
            raise ValidationError(sentence)

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        if self._state.adding:
            return specification_is_approved(self, deed)
        return super().standing_in_the_way(deed)

    @property
    def is_settled(self) -> bool:
        """Whether it is approved, so that a tender may be drafted under it."""
        return self.state in SETTLED

    @property
    def value(self) -> Decimal:
        """The whole value, pounds, VAT included."""
        return self.health_value + self.other_value

    def finding(self) -> law.RegimeFinding:
        """What the law says of these values on the day."""
        return law.decide_regime(
            cpv=self.cpv,
            health_value=self.health_value,
            other_value=self.other_value,
            separable=self.separable,
            on=self.as_at,
        )
