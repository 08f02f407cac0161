"""Areas with their codes and dates, national and local."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models

from accounts.models import Partnership


class Area(models.Model):
    """A place figures are published or reported for. Codes and boundaries have dates.

    A national area (England, a region, an authority) belongs to no partnership; a locality is drawn
    by one. `successors` are the areas that took its place when it ended.
    """

    class Kind(models.TextChoices):
        """How large it is."""

        COUNTRY = "country", "Country"
        REGION = "region", "Region"
        AUTHORITY = "authority", "Local authority"
        DISTRICT = "district", "District"
        LOCALITY = "locality", "Locality"

    code = models.CharField("official code", max_length=9, blank=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.CASCADE, related_name="own_areas"
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    from_day = models.DateField(null=True, blank=True)
    until_day = models.DateField(null=True, blank=True)
    successors: Any = models.ManyToManyField(
        "self", symmetrical=False, related_name="predecessors", blank=True
    )

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="one_area_per_code"
            ),
            models.UniqueConstraint(
                fields=["partnership", "name"],
                condition=models.Q(partnership__isnull=False),
                name="one_local_area_per_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def exists_on(self, day: date) -> bool:
        """Whether the area existed on that day."""
        return (self.from_day is None or self.from_day <= day) and (
            self.until_day is None or day <= self.until_day
        )


class PartnershipArea(models.Model):
    """An area a partnership looks at, and whether its providers report by it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    reported = models.BooleanField(default=False, help_text="Returns carry figures by this area.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "area__name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "area"], name="one_area_once")
        ]

    def __str__(self) -> str:
        return f"{self.area} ({self.partnership.short_name})"
