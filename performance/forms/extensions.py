"""What is asked for a later due date, or for doing without a return."""

from __future__ import annotations

from typing import Any

from django import forms

from pages.fields import DayField, PlainRadios
from pages.forms import PlainForm
from performance.models import Extension, KpiReturn
from workflow import words

_ROWS = {"rows": 4}
_HINTS: dict[str, str] = {
    Extension.Kind.LATER.value: "The return is then on time until the day agreed.",
    Extension.Kind.WAIVER.value: "The return is then neither expected nor late, and nothing is sent.",
}


class RequestForm(PlainForm):
    """What is asked for, until when, and why."""

    kind = forms.ChoiceField(
        label="What do you ask for?",
        choices=Extension.Kind.choices,
        widget=PlainRadios(hints=_HINTS),
    )
    until = DayField(label="New due date", required=False)
    reason = forms.CharField(label="Why", widget=forms.Textarea(_ROWS), max_length=2000)

    def __init__(self, *args: Any, record: KpiReturn, granting: bool = False, **kw: Any) -> None:
        super().__init__(*args, **kw)
        listed: Any = self.fields
        listed["until"].help_text = f"Only for a later due date: after {words.day(record.due_on)}."
        if record.version > 1:  # a correction has no due date
            listed["kind"].choices = [(k, label) for k, label in _choices() if k == _WAIVER]
            listed["kind"].initial = _WAIVER
            del self.fields["until"]
        if granting:
            listed["kind"].label = "What do you grant?"
            listed["reason"].help_text = "The provider reads it, and the pack prints it."

    def clean(self) -> dict[str, Any]:
        """A later due date names the day."""
        given = super().clean() or self.cleaned_data
        later = given.get("kind") == Extension.Kind.LATER
        if later and not given.get("until") and "until" not in self.errors:
            self.add_error("until", "Enter the new due date.")
        return given


class AgreeForm(PlainForm):
    """The day agreed, which may be another than the one asked for, and what is said with it."""

    until = DayField(label="New due date")
    reasons = forms.CharField(
        label="Anything to say with it",
        widget=forms.Textarea(_ROWS),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, record: Extension, visit: Any, **kw: Any) -> None:
        super().__init__(*args, initial={"until": record.until}, **kw)
        if record.is_waiver:
            del self.fields["until"]


class RefuseForm(PlainForm):
    """Why a request is refused."""

    reasons = forms.CharField(label="Why", widget=forms.Textarea(_ROWS), max_length=2000)

    def __init__(self, *args: Any, record: Extension, visit: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)


_WAIVER = Extension.Kind.WAIVER


def _choices() -> list[tuple[str, str]]:
    return list(Extension.Kind.choices)
