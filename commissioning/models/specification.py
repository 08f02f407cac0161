"""Service specifications, in versions, with clauses and KPIs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from accounts.models import Partnership
from accounts.roles import commissioner
from commissioning.lifecycles.specification import UNFINISHED, USABLE, SpecificationLifecycle
from commissioning.models.belonging import of_one_partnership
from commissioning.models.consultation_finding import ConsultationFinding
from commissioning.models.kpi import Kpi
from commissioning.models.need import Need
from commissioning.models.outcome import LevelOfNeed, Outcome
from commissioning.models.service import Service
from workflow.authors import authors_of
from workflow.door import take
from workflow.lifecycle import Deed, Obstacles, Record

is_a_number = RegexValidator(
    r"^[1-9]\d{0,2}(\.[1-9]\d{0,2}){0,2}$", "Write the number like 3 or 3.2."
)


class Specification(SpecificationLifecycle):
    """What a service is to do for whom, and how it will be measured: one version of it."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="specifications"
    )
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="specifications")
    title = models.CharField(max_length=200)
    version = models.PositiveSmallIntegerField(default=1)
    purpose = models.TextField(help_text="What the service is for, in two or three sentences.")
    start_on = models.DateField("wanted from", null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "service", "version"], name="one_specification_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    @property
    def was_replaced(self) -> bool:
        """Whether a later version was approved in place of this one."""
        return self.approved_at is not None and self.state not in USABLE

    def get_absolute_url(self) -> str:
        """The specification's page."""
        return reverse("commissioning:specification", args=[self.partnership.slug, self.pk])

    def clean(self) -> None:
        """It is for a service of its own partnership."""
        of_one_partnership(self, "service")

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """One version of a service's specification is written at a time."""
        if not self._state.adding:
            return super().standing_in_the_way(deed)
        rival = type(self).objects.filter(service_id=self.service_id, state__in=UNFINISHED).first()
        if rival is None:
            return None
        return (
            f"Version {rival.version} of the specification of {rival.service} is still "
            f"{rival.state_label.lower()}. Finish that one first."
        )

    def written_by(self) -> set[int]:
        """The ids of everybody who wrote this version: its text, clauses, needs or KPIs."""
        return authors_of(self, Clause, NeedAnswered, SpecificationKpi)

    def supersede_earlier(self, deed: Deed) -> None:
        """Supersede the version this one replaces, in the same transaction."""
        earlier = (
            type(self)
            .objects.filter(service_id=self.service_id, state__in=USABLE)
            .exclude(pk=self.pk)
        )
        for spec in earlier:
            take(spec, "supersede", by=deed.by, at=deed.at)


class _PartOfSpecification(Record):
    """A part that may be changed while its specification is a draft."""

    class Meta:
        abstract = True

    may_begin = commissioner
    part_of = "specification"
    specification: Any

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        whole: Specification = self.specification
        return whole.standing_in_the_way(deed)

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return int(self.specification.partnership_id)


class Clause(_PartOfSpecification):
    """One clause, tied to an outcome, a level of need and what a consultation found."""

    specification = models.ForeignKey(
        Specification, on_delete=models.CASCADE, related_name="clauses"
    )
    number = models.CharField(
        max_length=10, validators=[is_a_number], help_text="Such as 3 or 3.2."
    )
    order = models.CharField(max_length=40, editable=False, default="")
    heading = models.CharField(max_length=200)
    text = models.TextField()
    outcome = models.ForeignKey(
        Outcome, null=True, blank=True, on_delete=models.PROTECT, related_name="clauses"
    )
    level = models.ForeignKey(
        LevelOfNeed, null=True, blank=True, on_delete=models.PROTECT, related_name="clauses"
    )
    finding = models.ForeignKey(
        ConsultationFinding,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="clauses",
        verbose_name="consultation finding it answers",
    )

    class Meta:
        ordering = ["specification", "order", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["specification", "number"],
                name="one_clause_per_number",
                violation_error_message="Another clause has that number. Choose another.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}"

    def clean(self) -> None:
        """It points to the partnership's own; clause 10 comes after clause 9."""
        of_one_partnership(self, "outcome", "level", "finding")
        parts = self.number.split(".")
        self.order = ".".join(part.zfill(4) if part.isdecimal() else "" for part in parts)


class NeedAnswered(_PartOfSpecification):
    """A need that a specification answers."""

    specification = models.ForeignKey(
        Specification, on_delete=models.CASCADE, related_name="needs_answered"
    )
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="answered_by")

    class Meta:
        verbose_name = "need answered"
        constraints = [
            models.UniqueConstraint(
                fields=["specification", "need"],
                name="one_need_once",
                violation_error_message="The specification names that need already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.need}"

    def clean(self) -> None:
        """It is a need of the same partnership."""
        of_one_partnership(self, "need")


class SpecificationKpi(_PartOfSpecification):
    """A KPI the service is measured by: target, tolerance and baseline at the start.

    Target, tolerance and baseline are in the KPI's unit (percentage points for a percentage).
    """

    specification = models.ForeignKey(Specification, on_delete=models.CASCADE, related_name="kpis")
    clause = models.ForeignKey(
        Clause, null=True, blank=True, on_delete=models.SET_NULL, related_name="kpis"
    )
    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="specified")
    target = models.DecimalField(max_digits=12, decimal_places=2)
    tolerance = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        help_text="How far off target still counts as near, in the KPI's unit.",
    )
    baseline = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    by_area = models.BooleanField(default=True, help_text="Reported for each area.")

    class Meta:
        verbose_name = "KPI of the specification"
        ordering = ["kpi__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["specification", "kpi"],
                name="one_kpi_once",
                violation_error_message="The specification has that KPI already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kpi}"

    def clean(self) -> None:
        """The KPI is the partnership's, the clause this specification's, the tolerance a width."""
        of_one_partnership(self, "kpi")
        if self.clause is not None and self.clause.specification_id != self.specification_id:
            raise ValidationError({"clause": "Choose a clause of this specification."})
        if self.tolerance is not None and self.tolerance < 0:
            raise ValidationError({"tolerance": "A tolerance is a width: enter 0 or more."})
