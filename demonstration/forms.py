"""The form that moves the demonstration's clock on."""

from datetime import timedelta

from django import forms

from pages.fields import PlainRadios
from pages.forms import PlainForm

#: How far the clock may be moved at once, in the order they are shown.
STEPS = {
    "hour": ("One hour", timedelta(hours=1)),
    "day": ("One day", timedelta(days=1)),
    "week": ("One week", timedelta(weeks=1)),
    "month": ("30 days", timedelta(days=30)),
}


class ClockForm(PlainForm):
    """By how much."""

    by = forms.ChoiceField(
        label="Move the date on by",
        choices=[(key, words) for key, (words, _) in STEPS.items()],
        widget=PlainRadios,
        error_messages={"required": "Choose how far to move the date on."},
    )

    @property
    def distance(self) -> timedelta:
        """The chosen time."""
        return STEPS[self.cleaned_data["by"]][1]
