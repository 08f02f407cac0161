"""Services the partnership provides for, how each is delivered, and the reviews planned of them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from accounts.models import Organisation, Partnership
from accounts.roles import commissioner_or_operator
from commissioning.models.belonging import of_its_members, of_one_partnership
from commissioning.models.kpi import QuarterField
from commissioning.models.outcome import LevelOfNeed, Outcome
from commissioning.models.part import Part
from commissioning.quarters import Quarter
from workflow import words
from workflow.lifecycle import Deed, Obstacles, Record


class Service(Record):
    """A service to children, whoever delivers it and under whichever agreement."""

    may_begin = commissioner_or_operator

    class Delivery(models.TextChoices):
        """How it is delivered: by teams of an area, by one for everywhere, or nobody has decided."""

        AREAS = "areas", "In areas"
        AUTHORITY = "authority", "Authority-wide"
        UNDECIDED = "undecided", "Not yet decided"

    class Reach(models.TextChoices):
        """Whom it is offered to."""

        UNIVERSAL = "universal", "Universal: every child and family"
        TARGETED = "targeted", "Targeted: those who need more"
        BOTH = "both", "Universal and targeted"
        STATUTORY = "statutory", "Those receiving statutory intervention"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="services")
    name = models.CharField(max_length=200)
    description = models.TextField()
    delivery = models.CharField(
        "how it is delivered", max_length=10, choices=Delivery, default=Delivery.UNDECIDED
    )
    reach = models.CharField("offered to", max_length=10, choices=Reach, blank=True)
    from_age = models.PositiveSmallIntegerField("youngest age", null=True, blank=True)
    until_age = models.PositiveSmallIntegerField("oldest age", null=True, blank=True)
    lead_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="one_service_per_name",
                violation_error_message="A service of that name exists. Choose it from the list.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def undecided(self) -> bool:
        """Whether nobody has decided yet how it is delivered."""
        return self.delivery == self.Delivery.UNDECIDED

    @property
    def ages(self) -> str:
        """The ages it is for, in words; nothing where none is recorded."""
        if self.from_age is not None and self.until_age is not None:
            return f"{self.from_age} to {self.until_age}"
        if self.from_age is not None:
            return f"{self.from_age} and over"
        return "" if self.until_age is None else f"up to {self.until_age}"

    def clean(self) -> None:
        """A member organisation leads it; the ages are in their order."""
        of_its_members(self, "lead_organisation")
        youngest = 0 if self.from_age is None else self.from_age
        if self.until_age is not None and self.until_age < youngest:
            raise ValidationError({"until_age": "The oldest age is below the youngest."})

    def get_absolute_url(self) -> str:
        """The service's page."""
        return reverse("commissioning:service", args=[self.partnership.slug, self.pk])


class ServiceOutcome(Part):
    """An outcome a service contributes to."""

    part_of = "service"

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="outcome_rows")
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="service_rows")

    class Meta:
        verbose_name = "outcome of the service"
        ordering = ["outcome__order", "outcome__name"]
        constraints = [
            models.UniqueConstraint(fields=["service", "outcome"], name="one_service_outcome_once")
        ]

    def __str__(self) -> str:
        return str(self.outcome)

    def clean(self) -> None:
        """It is an outcome of the same partnership."""
        of_one_partnership(self, "outcome")


class ServiceLevel(Part):
    """A level of need a service works at."""

    part_of = "service"

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="level_rows")
    level = models.ForeignKey(LevelOfNeed, on_delete=models.PROTECT, related_name="service_rows")

    class Meta:
        verbose_name = "level of need of the service"
        ordering = ["level__scheme", "level__order"]
        constraints = [
            models.UniqueConstraint(fields=["service", "level"], name="one_service_level_once")
        ]

    def __str__(self) -> str:
        return str(self.level)

    def clean(self) -> None:
        """It is a level of the same partnership."""
        of_one_partnership(self, "level")


class ServiceReview(Part):
    """A review in the programme of service reviews: what it is to answer, when, and what it found.

    It is a review of a service, not the yearly review of an agreement.
    """

    part_of = "service"

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="reviews")
    question = models.TextField("question it is to answer")
    planned_quarter = QuarterField(help_text="Such as 2026-27Q1.")
    lead = models.CharField("who leads it", max_length=200)
    users_and_carers = models.TextField("how users and carers are involved", blank=True)
    community = models.TextField("how the community is involved", blank=True)
    providers = models.TextField("how and when providers are involved", blank=True)
    concluded_on = models.DateField(null=True, blank=True)
    conclusion = models.TextField(blank=True)
    value_shown = models.TextField("value for money and improved outcomes shown", blank=True)

    class Meta:
        verbose_name = "service review"
        ordering = ["planned_quarter", "service__name", "pk"]

    def __str__(self) -> str:
        return f"Review of {self.service}, {self.quarter_words}"

    @property
    def quarter_words(self) -> str:
        """The quarter it is planned for, in words."""
        return Quarter.parse(self.planned_quarter).label

    @property
    def involvement(self) -> list[tuple[str, str]]:
        """Who is to be involved, each with how; nothing where it is not settled."""
        return [
            ("Users and carers", self.users_and_carers),
            ("The community", self.community),
            ("Providers", self.providers),
        ]

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """A review stands once it is concluded."""
        if self.concluded_on is None or self._state.adding:
            return super().standing_in_the_way(deed)
        on = words.day(self.concluded_on)
        return f"The review was concluded on {on} and stands. Plan a new one."
