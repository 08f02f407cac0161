"""The one-time links by which a person sets a password. They hold for `PASSWORD_RESET_TIMEOUT`."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import User


class SetPasswordTokens(PasswordResetTokenGenerator):
    """Tokens that end with use, with the next sign-in, when the account closes, or when the person
    is let into another place: whoever was shown a link may not follow them there.
    """

    key_salt = "accounts.tokens.SetPasswordTokens"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}{_places(user)}"

    def check_token(self, user: Any, token: str | None) -> bool:
        """Whether the token is this open account's, and still good."""
        return user is not None and user.is_active and bool(super().check_token(user, token))


def _places(user: User) -> list[str]:
    held = user.memberships.values_list("partnership_id", "organisation_id")
    return sorted({f"p{place}" if place else f"o{provider}" for place, provider in held})


set_password_tokens = SetPasswordTokens()


def set_password_path(person: User) -> str:
    """The path of a new link for this person. Show it once; it is not kept."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    token = set_password_tokens.make_token(person)
    return reverse("accounts:set_password", kwargs={"uidb64": uid, "token": token})
