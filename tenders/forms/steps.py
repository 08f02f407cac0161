"""The forms of the steps that ask for something. Each gets the record and the visit."""

from __future__ import annotations

from typing import Any

from django import forms

from pages.fields import DayAndTimeField, DayField, PlainRadios
from pages.forms import PlainForm
from tenders.models import Bid
from workflow.calendar import london_date


class StepForm(PlainForm):
    """A form of one step of a record."""

    def __init__(self, *args: Any, record: Any, visit: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.visit = record, visit


class ReasonsForm(StepForm):
    """Reasons, kept in the history."""

    reasons = forms.CharField(
        label="Reasons", widget=forms.Textarea(attrs={"rows": 5}), max_length=4000
    )


class ExtendForm(ReasonsForm):
    """A later deadline and why."""

    deadline = DayAndTimeField(label="New deadline for bids")
    field_order = ["deadline", "reasons"]


class RecommendForm(ReasonsForm):
    """Which bid is recommended, with the reasons."""

    bid = forms.ModelChoiceField(
        Bid.objects.none(), label="Bid to recommend", widget=PlainRadios, empty_label=None
    )
    field_order = ["bid", "reasons"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["bid"]
        field.queryset = self.record.assessed_bids()  # type: ignore[attr-defined]
        field.label_from_instance = lambda bid: str(bid.provider)  # type: ignore[attr-defined]


class AwardNoticeForm(StepForm):
    """The published contract award notice."""

    number = forms.CharField(
        label="Number of the contract award notice",
        max_length=30,
        help_text="As the central digital platform gave it.",
    )
    published_on = DayField(label="Published on")
    standstill = forms.ChoiceField(
        label="Does the notice state a standstill?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=PlainRadios(
            hints={
                "yes": "Eight UK working days beginning with the day of the notice. "
                "It then binds the council.",
                "no": "A light touch contract need not have one.",
            }
        ),
    )

    def clean_standstill(self) -> bool:
        """Yes or no as a truth."""
        return bool(self.cleaned_data["standstill"] == "yes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["published_on"].initial = london_date(self.visit.at)
