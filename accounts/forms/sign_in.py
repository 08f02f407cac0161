"""Forms for signing in and for setting a password."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.actions.attempts import TooManyAttempts, admit, caller, forget


class SignInForm(AuthenticationForm):
    """Email address and password, with one plain sentence when they do not match.

    The sentence is the same for an address nobody has, a wrong password and a closed account.
    `wait` is set when too many attempts came before: then the password was not looked at.
    """

    username = forms.EmailField(
        label="Email address", widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": "The email address or the password is not right. Check both. "
        "If the account was closed, ask your administrator.",
        "inactive": "This account is closed. Ask the administrator of your partnership.",
    }
    wait: timedelta | None = None

    def __init__(
        self,
        request: HttpRequest | None = None,
        *args: Any,
        address: str,
        at: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(request, *args, **kwargs)
        self.address, self.at = address, at

    def clean(self) -> dict[str, Any]:
        """Count the attempt, then look at the password; a right one clears the count."""
        email, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not email or not password:
            return self.cleaned_data
        who = caller(email, self.address)
        try:
            admit(who, at=self.at)
        except TooManyAttempts as refusal:
            self.wait = refusal.wait
            raise ValidationError(refusal.sentences) from None
        cleaned: dict[str, Any] = super().clean()
        forget(who)
        return cleaned


class FirstPasswordForm(SetPasswordForm):
    """The new password, twice."""

    error_messages = {"password_mismatch": "The two passwords are not the same. Type both again."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = "New password"
        self.fields["new_password1"].help_text = "At least 12 characters."
        self.fields["new_password2"].label = "The new password again"
        self.fields["new_password2"].help_text = ""
