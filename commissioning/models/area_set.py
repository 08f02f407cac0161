"""Sets of areas that lie in one another, who manages each area and what is provided there.

They say where services are run. No figure is shared out by them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from accounts.models import Membership, Partnership
from accounts.roles import commissioner_or_operator
from commissioning.models.area import Area
from commissioning.models.belonging import of_one_partnership
from commissioning.models.part import Part
from commissioning.models.service import Service
from workflow.lifecycle import Record


class AreaSet(Record):
    """One way of dividing the partnership's place: integrated service areas, renaissance areas."""

    may_begin = commissioner_or_operator

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="area_sets")
    name = models.CharField(max_length=120)
    about = models.TextField(blank=True, help_text="What the areas are for.")
    source = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "set of areas"
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="one_area_set_per_name",
                violation_error_message="A set of that name exists.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class AreaInSet(Part):
    """An area as one of a set, and the area of another set it lies in.

    Two sets share an area by naming the same one; an area alone in the one it lies in is the same
    ground (co-terminous), several divide it.
    """

    part_of = "area_set"

    area_set = models.ForeignKey(AreaSet, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="in_sets")
    lies_in = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="holds",
        verbose_name="area of another set it lies in",
    )
    links = models.TextField("links to other teams", blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "area of the set"
        ordering = ["area_set__order", "order", "area__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["area_set", "area"],
                name="one_area_once_in_a_set",
                violation_error_message="The set has that area already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.area)

    def clean(self) -> None:
        """It is the partnership's own, and two sets do not lie in each other."""
        of_one_partnership(self, "area", "lies_in")
        if self.lies_in is None:
            return
        outer = self.lies_in.area_set
        if outer.pk == self.area_set_id:
            raise ValidationError({"lies_in": "Choose an area of another set."})
        if outer.areas.filter(lies_in__area_set_id=self.area_set_id).exists():
            said = f"{outer} lies in {self.area_set} already. Sets lie in one another one way."
            raise ValidationError({"lies_in": said})

    def get_absolute_url(self) -> str:
        """The area's page."""
        return reverse("commissioning:service_area", args=[self.area_set.partnership.slug, self.pk])


class AreaManagement(Part):
    """Who manages an area, in which role, from when until when."""

    part_of = "area_in_set"

    area_in_set = models.ForeignKey(AreaInSet, on_delete=models.CASCADE, related_name="managers")
    role = models.CharField(max_length=120, default="Area manager")
    name = models.CharField(max_length=120, blank=True)
    user: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    from_day = models.DateField("from")
    until_day = models.DateField("until", null=True, blank=True)

    class Meta:
        verbose_name = "area manager"
        ordering = ["-from_day"]

    def __str__(self) -> str:
        return f"{self.user or self.name}, {self.role}"

    def manages_on(self, day: date) -> bool:
        """Whether they manage the area on that day."""
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)

    def clean(self) -> None:
        """Somebody is named, a person of the partnership where it is one of the system."""
        if self.user is None and not self.name.strip():
            raise ValidationError({"name": "Name the person, or choose one who signs in here."})
        known = Membership.objects.filter(partnership_id=self.partnership_id, person=self.user)
        if self.user is not None and not known.exists():
            raise ValidationError({"user": "Choose a person of this partnership."})
        if self.until_day is not None and self.from_day and self.until_day < self.from_day:
            raise ValidationError({"until_day": "The last day is before the first."})


class AreaProvision(Part):
    """What a service provides in an area."""

    part_of = "area_in_set"

    area_in_set = models.ForeignKey(AreaInSet, on_delete=models.CASCADE, related_name="provision")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="provided_in")
    text = models.TextField("what is provided there")

    class Meta:
        verbose_name = "provision in the area"
        ordering = ["service__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["area_in_set", "service"],
                name="one_provision_per_service",
                violation_error_message="That service is named for the area already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.service} in {self.area_in_set}"

    def clean(self) -> None:
        """It is a service of the same partnership."""
        of_one_partnership(self, "service")
