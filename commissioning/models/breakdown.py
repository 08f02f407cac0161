"""Breakdowns: the groups a KPI's figures are given for beside the whole, such as ages."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from accounts.models import Partnership
from accounts.roles import analyst_or_operator
from workflow.lifecycle import Deed, Obstacles, Record


class Breakdown(Record):
    """A set of groups that do not overlap and together are everybody: ages, sexes, new or known.

    A KPI broken down by it is reported for the whole and for each group; the groups add up to the
    whole, so one of them is "Not known" where that can happen.
    """

    may_begin = analyst_or_operator

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="breakdowns"
    )
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="one_breakdown_per_name",
                violation_error_message="Another breakdown has that name. Choose another.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """Once a definition is broken down by it, its figures rest on its groups."""
        if self._state.adding or not self.definitions.exists():
            return None
        return "A definition is broken down by this, so it stands. Add another breakdown instead."


class BreakdownGroup(Record):
    """One group of a breakdown, in its order."""

    may_begin = analyst_or_operator
    part_of = "breakdown"

    breakdown = models.ForeignKey(Breakdown, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "group of a breakdown"
        verbose_name_plural = "groups of breakdowns"
        ordering = ["breakdown", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["breakdown", "name"], name="one_group_per_name")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return self.breakdown.partnership_id

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """What closes the breakdown closes its groups."""
        return self.breakdown.standing_in_the_way(deed)

    def clean(self) -> None:
        """The whole is reported beside the groups and is none of them."""
        if self.name.strip().casefold() in {"all", "total", "everybody"}:
            raise ValidationError({"name": "The whole is always asked for: it is not a group."})
