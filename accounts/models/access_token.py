"""Tokens by which a provider's own programs sign in."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from accounts.models.organisation import Organisation
from accounts.roles import PROVIDER_ROLES, certifier
from workflow import words
from workflow.calendar import london_date
from workflow.lifecycle import Deed, Obstacles, Record

#: Days a token may hold, at most; how many are offered first.
LONGEST_DAYS, USUAL_DAYS = 366, 183


class AccessToken(Record):
    """What one program of a provider signs in with. The token itself is kept nowhere: its digest is.

    A person of the provider answers for the program. What it sends counts as prepared by that
    person, and it can do nothing once they hold no role there: nobody who left goes on through it.
    """

    may_begin = certifier
    may_amend = certifier
    kept_out_of_audit = frozenset({"digest"})

    class Scope(models.TextChoices):
        """What the program may do."""

        READ = "read", "Read returns, and what was found in them"
        SEND = "send", "Read them, and send figures too"

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="access_tokens"
    )
    name = models.CharField(max_length=80)
    scope = models.CharField(max_length=10, choices=Scope)
    prefix = models.CharField(max_length=8, help_text="Its first letters, shown to tell it by.")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the whole token.")
    answerable = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    until_day = models.DateField("last day")
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("name"),
                condition=models.Q(revoked_at=None),
                name="one_program_of_a_name",
                violation_error_message="Another program has this name. Revoke its token first, or "
                "choose another name.",
            )
        ]

    def __str__(self) -> str:
        return f"the program “{self.name}” of {self.organisation}"

    @property
    def provider_id(self) -> int:
        """Whose program it is."""
        return self.organisation_id

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """A token that was revoked stays so; who answers for one works there; it ends in time."""
        if deed.step == "remove":
            return "A token is revoked, never removed: the history keeps it."
        if not self._state.adding:
            return "This token has been revoked already." if self.revoked_at else None
        found = []
        if not self.answerable.roles_in_organisation(self.organisation_id, deed.at):
            found.append(f"{self.answerable} has no role in {self.organisation} now.")
        today = london_date(deed.at)
        if not 0 <= (self.until_day - today).days <= LONGEST_DAYS:
            found.append("Choose a last day from today to a year from now.")
        return found

    def ended_words(self, at: datetime) -> str:
        """Why it opens nothing now; nothing when it does."""
        if self.revoked_at is not None:
            return (
                "This token has been revoked. Ask a certifier of your organisation for a new one."
            )
        if london_date(at) > self.until_day:
            until = words.day(self.until_day)
            return (
                f"This token ended on {until}. Ask a certifier of your organisation for a new one."
            )
        if not self.answerable.is_active or not self.roles_at(at):
            return (
                f"{self.answerable}, who answers for this token, has no role in "
                f"{self.organisation} now. Ask a certifier there for a new one."
            )
        return ""

    def roles_at(self, at: datetime) -> frozenset[str]:
        """The provider's roles held by the person who answers for it."""
        return self.answerable.roles_in_organisation(self.organisation_id, at) & PROVIDER_ROLES

    def standing_at(self, at: datetime) -> tuple[str, str]:
        """How it stands, in words, and the tone of its tag."""
        if self.revoked_at is not None:
            return "Revoked", "ended"
        if london_date(at) > self.until_day:
            return "Ended", "ended"
        return ("Works", "good") if not self.ended_words(at) else ("Stands still", "attention")

    @property
    def may_send(self) -> bool:
        """Whether the program may send figures."""
        return self.scope == self.Scope.SEND


class AccessTokenUse(models.Model):
    """When a token was last used, to the hour. Not a record: it is no deed of anybody's."""

    token = models.OneToOneField(AccessToken, on_delete=models.CASCADE, related_name="use")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.token}: {self.at:%Y-%m-%d %H:%M}"


def usual_last_day(at: datetime) -> date:
    """The last day offered for a new token."""
    return date.fromordinal(london_date(at).toordinal() + USUAL_DAYS)
