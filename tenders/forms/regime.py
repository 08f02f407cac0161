"""The regime worksheet as a form."""

from __future__ import annotations

from typing import Any

from django import forms

from commissioning.models import Specification
from pages.fields import MoneyField, PlainRadios
from pages.forms import PlainForm
from tenders.actions.regime import Values
from tenders.law.services import light_touch_services

SEPARABLE = [("yes", "Yes"), ("no", "No")]


def _services() -> list[tuple[str, str]]:
    listed = [(s.cpv, f"{s.title} ({s.cpv})") for s in light_touch_services()]
    return [("", "Choose one"), *listed]


class RegimeForm(PlainForm):
    """Values over the whole term with VAT, and whether the two could be supplied separately."""

    cpv = forms.ChoiceField(label="Main service (CPV code)", choices=_services)
    health_value = MoneyField(
        label="Value of the health services",
        min_value=0,
        help_text="Relevant health care services, over the whole term with extensions, with VAT.",
    )
    other_value = MoneyField(
        label="Value of everything else",
        min_value=0,
        help_text="Over the whole term with extensions, with VAT.",
    )
    separable = forms.ChoiceField(
        label="Could the two reasonably be supplied under separate contracts?",
        choices=SEPARABLE,
        widget=PlainRadios,
    )
    reason = forms.CharField(
        label="Why they could or could not be supplied separately",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )

    def values(self) -> Values:
        """What the worksheet records."""
        given = self.cleaned_data
        return Values(
            cpv=given["cpv"],
            health_value=given["health_value"],
            other_value=given["other_value"],
            separable=given["separable"] == "yes",
            reason=given["reason"],
        )


class NewRegimeForm(RegimeForm):
    """A worksheet about an approved specification."""

    specification = forms.ModelChoiceField(Specification.objects.none(), label="Specification")
    field_order = ["specification"]

    def __init__(self, *args: Any, specifications: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["specification"].queryset = specifications  # type: ignore[attr-defined]
