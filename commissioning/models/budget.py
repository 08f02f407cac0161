"""The partnership's funds: who pays in, who hosts them, and the indicative share of each area."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse

from accounts.models import Organisation, Partnership
from accounts.roles import commissioner_or_operator
from commissioning.models.area_set import AreaInSet
from commissioning.models.belonging import of_its_members, of_one_partnership
from commissioning.models.part import Part
from workflow.lifecycle import Record

NOT_NEGATIVE = MinValueValidator(Decimal(0), "Enter an amount of nought or more.")


def _pounds(label: str) -> models.DecimalField:  # type: ignore[type-arg]
    return models.DecimalField(label, max_digits=14, decimal_places=2, validators=[NOT_NEGATIVE])


class Fund(Record):
    """Money for one financial year, in pounds: pooled, aligned, a grant, or tied to its purpose."""

    may_begin = commissioner_or_operator

    class Kind(models.TextChoices):
        """How far the partners' money is brought together."""

        POOLED = "pooled", "Pooled budget"
        ALIGNED = "aligned", "Aligned budget"
        GRANT = "grant", "Grant"
        TIED = "tied", "Tied to its purpose"

    class Basis(models.TextChoices):
        """The law a pooled fund rests on."""

        CHILDREN_ACT = "s10", "Section 10, Children Act 2004"
        NHS_ACT = "s75", "Section 75, National Health Service Act 2006"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="funds")
    name = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(
        "financial year",
        validators=[MinValueValidator(1990, "Enter the year it begins in, such as 2026.")],
        help_text="The year it begins in: 2026 for April 2026 to March 2027.",
    )
    kind = models.CharField(max_length=10, choices=Kind)
    purpose = models.TextField()
    total = _pounds("total")
    host = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    legal_basis = models.CharField(max_length=4, choices=Basis, blank=True)
    agreed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-year", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name", "year"],
                name="one_fund_per_name_and_year",
                violation_error_message="A fund of that name exists for that year.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.year_words}"

    @property
    def year_words(self) -> str:
        """The financial year as it is written: 2026-27."""
        return f"{self.year}-{(self.year + 1) % 100:02d}"

    @property
    def considered(self) -> bool:
        """Whether the partners have yet to agree to bring this money together."""
        return self.kind in {self.Kind.POOLED, self.Kind.ALIGNED} and self.agreed_on is None

    def clean(self) -> None:
        """A member hosts it; a pooled fund names its law, and once agreed its host."""
        of_its_members(self, "host")
        pooled = self.kind == self.Kind.POOLED
        wrong = {}
        if pooled and not self.legal_basis:
            wrong["legal_basis"] = "A pooled fund rests on one of these two laws. Choose which."
        if not pooled and self.legal_basis:
            wrong["legal_basis"] = "These laws are for pooled funds. Leave this empty."
        if pooled and self.agreed_on and self.host is None:
            wrong["host"] = "A pooled fund that is agreed has a host. Choose the organisation."
        if wrong:
            raise ValidationError(wrong)

    def get_absolute_url(self) -> str:
        """The fund's page."""
        return reverse("commissioning:fund", args=[self.partnership.slug, self.pk])


class FundContribution(Part):
    """What one member organisation pays into a fund, in pounds."""

    part_of = "fund"

    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, related_name="contributions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    amount = _pounds("amount")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "contribution"
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "organisation"],
                name="one_contribution_each",
                violation_error_message="That organisation's contribution is recorded. Change it.",
            )
        ]

    def __str__(self) -> str:
        return f"Contribution of {self.organisation}"

    def clean(self) -> None:
        """A member of the partnership pays."""
        of_its_members(self, "organisation")


class FundShare(Part):
    """The indicative budget of one area within a fund, in pounds. Nothing is paid out by it."""

    part_of = "fund"

    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, related_name="shares")
    area = models.ForeignKey(AreaInSet, on_delete=models.PROTECT, related_name="shares")
    amount = _pounds("indicative amount")

    class Meta:
        verbose_name = "indicative area budget"
        ordering = ["area__area_set__order", "area__order", "area__area__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "area"],
                name="one_share_per_area",
                violation_error_message="That area's budget is recorded. Change it.",
            )
        ]

    def __str__(self) -> str:
        return f"Indicative budget of {self.area}"

    def clean(self) -> None:
        """The area is the partnership's; all of a fund's shares are of one set."""
        of_one_partnership(self, "area")
        chosen: AreaInSet | None = getattr(self, "area", None)
        if chosen is None:
            return
        others = self.fund.shares.exclude(pk=self.pk).select_related("area__area_set")
        other = others.exclude(area__area_set_id=chosen.area_set_id).first()
        if other is not None:
            said = f"The fund is divided by {other.area.area_set}. Choose an area of that set."
            raise ValidationError({"area": said})
