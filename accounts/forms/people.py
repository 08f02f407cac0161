"""Forms for people and their roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.gate import Visit
from accounts.models import Organisation
from accounts.queries.people import organisations_for
from accounts.roles import PARTNERSHIP_ROLES, Role
from pages.fields import DayField, PlainRadios
from pages.forms import FilterForm, PlainForm
from workflow.calendar import london_date

#: The roles of a partnership in the order a form lists them, with what each is for.
DUTIES: dict[str, str] = {
    Role.COMMISSIONER: "Records needs, writes specifications, runs tenders, looks after contracts.",
    Role.APPROVER: "Decides on specifications, awards and variations others have proposed.",
    Role.EVALUATOR: "Scores bids on the panels they are put on.",
    Role.BOARD: "Reads packs and oversight, advises, records decisions and actions.",
    Role.ANALYST: "Imports indicators, keeps the KPI library, builds oversight.",
    Role.ADMINISTRATOR: "Gives and ends the roles of people in this partnership.",
}


def role_choices() -> list[tuple[str, str]]:
    """The roles an administrator may give."""
    return [(role.value, role.label) for role in Role if role in PARTNERSHIP_ROLES]


class PeopleFilter(FilterForm):
    """Find people in the list."""

    wanted = forms.CharField(label="Name, email address or organisation", max_length=100)
    standing = forms.ChoiceField(
        label="Roles", choices=[("", "Held now or later"), ("all", "Ended ones too")]
    )


class RoleForm(PlainForm):
    """A role, for which organisation, from which day."""

    role = forms.ChoiceField(
        label="What will they do?",
        choices=role_choices,
        widget=PlainRadios(hints=DUTIES),
        error_messages={"required": "Choose what they will do."},
    )
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        label="Organisation",
        help_text="A member of this partnership.",
    )
    from_day = DayField(label="First day", help_text="Today or later.")

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        today = london_date(visit.at)
        kwargs["initial"] = {"from_day": today, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        members = organisations_for(visit.trust, today)
        self.fields["organisation"].queryset = members  # type: ignore[attr-defined]


class PersonForm(RoleForm):
    """A new person with their first role."""

    name = forms.CharField(max_length=120)
    email = forms.EmailField(label="Email address", help_text="They sign in with it.")
    job_title = forms.CharField(max_length=120, required=False)

    field_order = ["name", "email", "job_title", "organisation", "role", "from_day"]


class EndRoleForm(PlainForm):
    """When a role ends, and why."""

    AT_ONCE, ON_A_DAY = "at_once", "on_a_day"
    when = forms.ChoiceField(
        label="When does it end?",
        choices=[(AT_ONCE, "At once"), (ON_A_DAY, "At the end of a day")],
        widget=PlainRadios(hints={AT_ONCE: "They lose what it allows with their next click."}),
        error_messages={"required": "Choose when it ends."},
    )
    last_day = DayField(required=False, label="Last day", help_text="If it ends on a day.")
    reasons = forms.CharField(
        label="Why does it end?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it ends, for the history."},
    )

    def clean(self) -> dict[str, Any]:
        """A day is needed where it ends on a day."""
        cleaned = self.cleaned_data
        on_a_day = cleaned.get("when") == self.ON_A_DAY
        if on_a_day and not cleaned.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", ValidationError("Enter the last day.", code="wrong_day"))
        return cleaned


class ReasonsForm(PlainForm):
    """Why it is done, for the history."""

    reasons = forms.CharField(
        label="Why?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why, for the history."},
    )


class NothingToAsk(PlainForm):
    """A deed that only wants to be confirmed."""
