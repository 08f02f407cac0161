"""Who holds which role where, from when until when."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from accounts.models.organisation import Organisation
from accounts.models.partnership import Partnership
from accounts.models.user import User
from accounts.roles import PROVIDER_ROLES, Role, administrator
from workflow.lifecycle import Record


class Membership(Record):
    """A role of a person: in a partnership (for their organisation) or in a provider's organisation."""

    may_begin = administrator

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["partnership", "organisation", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "partnership", "role", "from_day"],
                name="one_membership_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}, {self.partnership or self.organisation}"

    def clean(self) -> None:
        """A provider's role is held in an organisation, every other in a partnership."""
        in_provider = self.role in PROVIDER_ROLES
        if in_provider and self.partnership_id is not None:
            raise ValidationError({"partnership": "A provider's role belongs to no partnership."})
        if not in_provider and self.partnership_id is None:
            raise ValidationError({"partnership": "Choose the partnership this role is held in."})

    def holds_on(self, day: date) -> bool:
        """Whether it holds on that day (both ends count)."""
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)
