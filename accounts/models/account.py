"""What was done to a person's account itself, kept in the audit trail."""

from __future__ import annotations

from django.db import models

from accounts.models.membership import NOT_YOURSELF
from accounts.models.partnership import Partnership
from accounts.models.user import User
from accounts.roles import administrator
from workflow.lifecycle import SYSTEM, Deed, Obstacles, Record


class AccountChange(Record):
    """A set-password link made, an account closed or opened again: by whom, when and why.

    An account serves every place a person works in. So an administrator does this only for people
    who have never worked outside their partnership: whoever sets a password can sign in as that
    person. For all others it is the operator's to do.
    """

    class Kind(models.TextChoices):
        """What was done."""

        LINK = "link", "made a link to set the password"
        CLOSED = "closed", "closed the account"
        REOPENED = "reopened", "opened the account again"

    may_begin = administrator
    part_of = "person"

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="account_changes")
    partnership = models.ForeignKey(
        Partnership,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="account_changes",
        help_text="Whose administrator did it; nothing for the operator.",
    )
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """Nobody's own account, no account of other places, and nothing that is so already."""
        if not self._state.adding:
            return "What was done to an account stays as it was recorded."
        if deed.by == self.person:
            return NOT_YOURSELF
        if deed.by is not SYSTEM and not self._only_ours():
            return (
                f"{self.person} has worked outside this partnership too, and the account opens "
                "those places as well. Ask the operator of this system."
            )
        return self._so_already()

    def _only_ours(self) -> bool:
        ours = self.partnership_id
        return self.person.known_in(ours) and not self.person.known_elsewhere(ours)

    def _so_already(self) -> Obstacles:
        if self.kind == self.Kind.REOPENED:
            return "This account is open." if self.person.is_active else None
        return None if self.person.is_active else "This account is closed. Open it again first."
