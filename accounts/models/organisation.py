"""Organisations: councils, NHS bodies, police, schools, providers."""

from django.db import models
from django.urls import reverse


class Organisation(models.Model):
    """One organisation across all partnerships."""

    class Kind(models.TextChoices):
        """What sort of body it is."""

        COUNCIL = "council", "Council"
        NHS = "nhs", "NHS body"
        POLICE = "police", "Police"
        SCHOOL = "school", "School or school trust"
        GOVERNMENT = "government", "Government department"
        VOLUNTARY = "voluntary", "Voluntary, community or social enterprise"
        COMPANY = "company", "Company"
        PARTNERSHIP = "partnership", "Partnership body"

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    small_or_medium = models.BooleanField("small or medium-sized enterprise", default=False)
    registration_number = models.CharField(
        max_length=40, blank=True, help_text="Company or charity number, with its register."
    )
    invented = models.BooleanField(
        default=False, help_text="Made up for the demonstration; shown as such."
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The provider's portal."""
        return reverse("accounts:provider_home", kwargs={"organisation": self.slug})

    @property
    def voluntary(self) -> bool:
        """Whether it counts as a voluntary, community or social enterprise."""
        return self.kind == self.Kind.VOLUNTARY
