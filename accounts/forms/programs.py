"""Forms for the programs of a provider."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.gate import Visit
from accounts.models import AccessToken, User
from accounts.models.access_token import usual_last_day
from accounts.queries.people import works_for
from pages.fields import DayField, PlainRadios
from pages.forms import PlainForm


class ProgramForm(PlainForm):
    """A program that is to sign in by itself."""

    name = forms.CharField(
        label="Name of the program",
        max_length=80,
        help_text="What your commissioner reads as the sender: “Case system”, for example.",
    )
    scope = forms.ChoiceField(
        label="What may it do?",
        choices=AccessToken.Scope.choices,
        widget=PlainRadios(),
        error_messages={"required": "Choose what it may do."},
    )
    answerable = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Who answers for it?",
        help_text="What it sends counts as prepared by this person, so that somebody else certifies "
        "it. It stops when they no longer work for you.",
    )
    until_day = DayField(label="Last day", help_text="A year from now at the latest.")

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: Any = self.fields
        listed["answerable"].queryset = works_for(visit.provider, visit.at)
        listed["until_day"].initial = usual_last_day(visit.at)


class RevokeForm(PlainForm):
    """Why a token is to open nothing from now on."""

    reasons = forms.CharField(
        label="Why?",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For the history.",
    )
