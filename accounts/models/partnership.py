"""Partnerships (Children's Trusts): the tenants."""

from datetime import date

from django.db import models
from django.urls import reverse

from accounts.models.organisation import Organisation


class Partnership(models.Model):
    """A Children's Trust: member organisations, areas, outcomes, a Board, and its own settings."""

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=60)
    slug = models.SlugField(max_length=60, unique=True)
    board_name = models.CharField(max_length=120, default="Children's Trust Board")
    colour = models.CharField(max_length=7, default="#1d4e89", help_text="Service colour, #rrggbb.")
    coverage_floor = models.PositiveSmallIntegerField(
        default=75, help_text="Per cent of expected returns accepted, below which nothing is rated."
    )
    call_in_days = models.PositiveSmallIntegerField(
        default=5, help_text="Council policy: working days in which a decision may be called in."
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The partnership's home: your work."""
        return reverse("accounts:partnership_home", kwargs={"partnership": self.slug})

    def organisations_on(self, day: date) -> models.QuerySet[Organisation]:
        """The organisations that are its members on that day."""
        begun = models.Q(from_day__isnull=True) | models.Q(from_day__lte=day)
        not_over = models.Q(until_day__isnull=True) | models.Q(until_day__gte=day)
        parts = self.members.filter(begun, not_over)
        return Organisation.objects.filter(pk__in=parts.values("organisation"))


class PartnershipMember(models.Model):
    """An organisation's part in a partnership, with its dates."""

    class Part(models.TextChoices):
        """How it takes part."""

        LEAD = "lead", "Lead council"
        PARTNER = "partner", "Partner"
        SUPPORTER = "supporter", "Supporter"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=Part)
    from_day = models.DateField(null=True, blank=True)
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["part", "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation", "from_day"], name="one_part_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_part_display()})"
