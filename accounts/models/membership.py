"""Who holds which role where, from when until when."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from accounts.models.organisation import Organisation
from accounts.models.partnership import Partnership
from accounts.models.user import User
from accounts.roles import PROVIDER_ROLES, Role, administrator
from workflow.calendar import london_date
from workflow.lifecycle import SYSTEM, Deed, Obstacles, Record

NOT_YOURSELF = "Nobody changes their own roles or account. Ask another administrator."
#: What may be changed of a membership; everything else is ended and given anew.
CHANGES = frozenset({"until_day"})
#: The tone of each standing, for its tag.
TONES = {"now": "good", "later": "waiting", "ended": "ended", "never began": "ended"}


class Membership(Record):
    """A role of a person: in a partnership (for their organisation) or in a provider's organisation.

    Its days are days in London, and both count. An administrator gives and ends the roles of their
    own partnership; those of a provider, and a person's first role in a second place, are the
    operator's to give.
    """

    may_begin = administrator
    part_of = "person"

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)
    from_day = models.DateField("first day")
    until_day = models.DateField("last day", null=True, blank=True)

    class Meta:
        verbose_name = "role"
        ordering = ["partnership", "organisation", "role", "from_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "partnership", "role", "from_day"],
                name="one_membership_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}, {self.partnership or self.organisation}"

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """Own roles, roles that have ended, and what only the operator may give."""
        if deed.by == self.person:
            return NOT_YOURSELF
        if deed.step == "remove":
            return "A role is ended on a day, never removed: the history keeps it."
        today = london_date(deed.at)
        if not self._state.adding:
            ended = self.until_day is not None and self.until_day < today
            return "This role has ended. Give it anew." if ended else None
        return None if deed.by is SYSTEM else self._not_for_an_administrator(today)

    def _not_for_an_administrator(self, today: date) -> Obstacles:
        if self.from_day < today:
            return "A role begins today at the earliest. Choose another first day."
        where = self.partnership
        if where is None or not where.organisations_on(self.from_day).contains(self.organisation):
            return f"{self.organisation} is no member of {where} on the first day. Choose a member."
        if self.person.known_elsewhere(where.pk) and not self.person.known_in(where.pk):
            return (
                "This person works in another place of this system. "
                "Ask its operator to let them into yours."
            )
        return None

    def clean(self) -> None:
        """A provider's role is held in an organisation, every other in a partnership, once."""
        in_provider = self.role in PROVIDER_ROLES
        if in_provider and self.partnership_id is not None:
            raise ValidationError({"partnership": "A provider's role belongs to no partnership."})
        if not in_provider and self.partnership_id is None:
            raise ValidationError({"partnership": "Choose the partnership this role is held in."})
        if self._state.adding:
            self._held_once()
        else:
            self._unchanged()

    def _held_once(self) -> None:
        same = Membership.objects.filter(
            person=self.person_id,
            organisation=self.organisation_id,
            partnership=self.partnership_id,
            role=self.role,
        )
        if any(self._overlaps(other) for other in same):
            raise ValidationError(
                f"{self.person} holds the role {self.get_role_display()} for "
                f"{self.organisation} on some of these days already."
            )

    def _overlaps(self, other: Membership) -> bool:
        starts_before = other.until_day is None or self.from_day <= other.until_day
        ends_after = self.until_day is None or other.from_day <= self.until_day
        never = other.until_day is not None and other.until_day < other.from_day
        return starts_before and ends_after and not never

    def _unchanged(self) -> None:
        kept = Membership.objects.get(pk=self.pk)
        fields = {f.attname for f in self._meta.concrete_fields} - CHANGES
        if any(getattr(kept, name) != getattr(self, name) for name in fields):
            raise ValidationError("Only the last day of a role is changed. End it, and give anew.")

    def holds_on(self, day: date) -> bool:
        """Whether it holds on that day (both ends count)."""
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)

    def standing_on(self, day: date) -> str:
        """How it stands on that day: now, later, ended or never began."""
        if self.until_day is not None and self.until_day < self.from_day:
            return "never began"
        if self.holds_on(day):
            return "now"
        return "later" if day < self.from_day else "ended"
