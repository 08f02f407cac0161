"""People who sign in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from accounts.roles import Role
from workflow.calendar import london_date

if TYPE_CHECKING:
    from accounts.models.membership import Membership


def plain_address(email: str) -> str:
    """An e-mail address as it is kept and compared: no space around it, small letters."""
    return email.strip().lower()


class People(BaseUserManager["User"]):
    """Looks people up by e-mail address, whatever its letters' case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)

    def create_person(self, email: str, name: str, password: str | None, **fields: Any) -> User:
        """Create a person who signs in with `email`; no password means they cannot sign in yet."""
        person = self.model(email=plain_address(email), name=name, **fields)
        person.set_password(password)
        person.save()
        return person


class User(AbstractBaseUser):
    """A person. What they may do follows from their memberships, never from this row."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    invented = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = People()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def standing(self) -> list[Membership]:
        """Every membership of this person, read once."""
        return list(self.memberships.select_related("partnership", "organisation"))

    def memberships_at(self, at: datetime) -> Iterable[Membership]:
        """The memberships that hold at that moment."""
        day = london_date(at)
        return [m for m in self.standing if m.holds_on(day)]

    def roles_in_partnership(self, partnership_id: int | None, at: datetime) -> frozenset[Role]:
        """The roles held in a partnership at that moment; none when there is no partnership."""
        return frozenset(
            Role(m.role)
            for m in self.memberships_at(at)
            if partnership_id is not None and m.partnership_id == partnership_id
        )

    def roles_in_organisation(self, organisation_id: int | None, at: datetime) -> frozenset[Role]:
        """The provider roles held in an organisation at that moment."""
        return frozenset(
            Role(m.role)
            for m in self.memberships_at(at)
            if m.partnership_id is None and m.organisation_id == organisation_id
        )

    def known_in(self, partnership_id: int | None) -> bool:
        """Whether the person holds, held or will hold any role in that partnership."""
        return self.memberships.filter(
            partnership__isnull=False, partnership=partnership_id
        ).exists()

    def known_elsewhere(self, partnership_id: int | None) -> bool:
        """Whether the person ever had a role outside that partnership, a provider's included."""
        return self.memberships.exclude(
            partnership__isnull=False, partnership=partnership_id
        ).exists()
