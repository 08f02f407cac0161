"""The forms of what KPIs share: adopting shipped measures, and breakdowns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from accounts.models import Partnership
from commissioning.forms.choices import outcomes_of
from commissioning.models import Breakdown, Outcome
from commissioning.models.kpi import is_a_quarter
from commissioning.shipped import Measure, shelves
from pages.forms import PlainForm, PlainModelForm


class AdoptForm(PlainForm):
    """Which shipped measures to take, and the outcome each is to serve."""

    says_optional = False
    from_quarter = forms.CharField(
        label="In force from quarter",
        max_length=9,
        validators=[is_a_quarter],
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
        help_text="The first quarter any agreement is to report them for, like 2026-27Q1.",
    )

    def __init__(
        self, *args: Any, trust: Partnership, measures: Iterable[Measure], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measures = list(measures)
        self.outcomes = {str(one.pk): one for one in outcomes_of(trust)}
        listed = [("", "No outcome yet"), *((pk, str(one)) for pk, one in self.outcomes.items())]
        for one in self.measures:
            self.fields[f"take-{one.key}"] = forms.BooleanField(
                label=f"{one.code} {one.name}", required=False, help_text=_beside(one)
            )
            self.fields[f"outcome-{one.key}"] = forms.ChoiceField(
                label=f"Outcome of {one.code}",
                choices=listed,
                required=False,
                error_messages={"invalid_choice": "Choose an outcome from the list."},
            )

    def clean(self) -> dict[str, Any]:
        """Something is chosen."""
        if not self.errors and not self.chosen:
            raise ValidationError("Tick at least one measure to add.")
        return self.cleaned_data

    def boxes(self, measure: Measure) -> tuple[BoundField, BoundField]:
        """The box to tick for a measure, and its choice of outcome."""
        return self[f"take-{measure.key}"], self[f"outcome-{measure.key}"]

    @property
    def chosen(self) -> dict[str, Outcome | None]:
        """The keys of the measures ticked, each with its outcome."""
        given = self.cleaned_data
        return {
            one.key: self.outcomes.get(given.get(f"outcome-{one.key}", ""))
            for one in self.measures
            if given.get(f"take-{one.key}")
        }


def _beside(measure: Measure) -> str:
    """What stands under a measure: England's value, and a source other than its shelf's."""
    source = str(measure.definition["source"])
    for shelf in shelves():
        source = source.removeprefix(shelf.source).removeprefix("; ")
    said = [f"England: {measure.england}" if measure.england else "", source]
    return ". ".join(one[:1].upper() + one[1:] for one in said if one)


class BreakdownForm(PlainModelForm):
    """A breakdown with its groups, one to a line."""

    groups = forms.CharField(
        label="Groups",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="One to a line, in the order they are asked for. Add “Not known” where that can "
        "happen. The whole is always asked for beside them.",
    )
    everybody = forms.BooleanField(
        label="The groups do not overlap and together are everybody",
    )

    class Meta:
        model = Breakdown
        fields = ("name",)
        help_texts = {"name": "What it is by: single years of age, sex, new or known."}

    def clean_groups(self) -> list[str]:
        """The lines."""
        return [line for line in self.cleaned_data["groups"].splitlines() if line.strip()]
