"""The forms of services and of the programme of service reviews."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from commissioning.forms.choices import choose_from, levels_of, members_of, outcomes_of
from commissioning.forms.entry import LINES, EntryForm
from commissioning.models import Service, ServiceReview
from pages.fields import CountField, DayField, PlainCheckboxes, PlainRadios, SeveralField
from pages.forms import PlainForm


class ServiceForm(EntryForm):
    """A service: what it is, for whom, who leads it, what it contributes to."""

    chooses = {
        "lead_organisation": members_of,
        "outcomes": outcomes_of,
        "levels": levels_of,
    }
    from_age = CountField(
        label="Youngest age", required=False, unit="years", min_value=0, max_value=25
    )
    until_age = CountField(
        label="Oldest age", required=False, unit="years", min_value=0, max_value=25
    )
    outcomes: Any = SeveralField(
        queryset=None,
        required=False,
        widget=PlainCheckboxes,
        label="Outcomes it contributes to",
    )
    levels: Any = SeveralField(
        queryset=None,
        required=False,
        widget=PlainCheckboxes,
        label="Levels of need it works at",
    )

    class Meta:
        model = Service
        fields: tuple[str, ...] = (
            "name",
            "description",
            "reach",
            "from_age",
            "until_age",
            "lead_organisation",
        )
        widgets: dict[str, forms.Widget] = {"description": LINES}
        labels = {"reach": "Whom it is offered to", "description": "What it does"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial["outcomes"] = [one.outcome_id for one in self.instance.outcome_rows.all()]
            self.initial["levels"] = [one.level_id for one in self.instance.level_rows.all()]
            self._offer_what_it_has()

    def _offer_what_it_has(self) -> None:
        """Offer also what it was joined to before a plan or scheme ended: saving loses nothing."""
        trust = self.instance.partnership
        in_force = Q(framework__until_day=None) | Q(pk__in=self.initial["outcomes"])
        used = Q(until_day=None) | Q(pk__in=self.initial["levels"])
        choose_from(
            self,
            outcomes=trust.outcomes.filter(in_force),
            levels=trust.levels_of_need.filter(used),
        )


class NewServiceForm(ServiceForm):
    """A new service, with how it is delivered; later that is decided on a page of its own."""

    settles = ("delivery",)

    class Meta(ServiceForm.Meta):
        fields = (*ServiceForm.Meta.fields, "delivery")
        widgets = ServiceForm.Meta.widgets | {
            "delivery": PlainRadios(
                hints={
                    "areas": "By teams of the areas, for the children who live there.",
                    "authority": "By one team or organisation, for everywhere.",
                    "undecided": "It is decided later, with reasons.",
                }
            )
        }


class DeliveryForm(PlainForm):
    """How a service is to be delivered, and why."""

    delivery = forms.ChoiceField(
        label="How it is delivered", choices=Service.Delivery.choices, widget=PlainRadios
    )
    reasons = forms.CharField(
        widget=LINES,
        help_text="Who decided, and why this way serves children better.",
        error_messages={"required": "Give the reasons: others will ask for them."},
    )


class ServiceReviewForm(EntryForm):
    """A review in the programme of service reviews."""

    class Meta:
        model = ServiceReview
        fields = (
            "question",
            "planned_quarter",
            "lead",
            "users_and_carers",
            "community",
            "providers",
        )
        widgets = {
            "question": LINES,
            "planned_quarter": forms.TextInput(attrs={"class": "govuk-input--width-10"}),
            "users_and_carers": forms.Textarea(attrs={"rows": 2}),
            "community": forms.Textarea(attrs={"rows": 2}),
            "providers": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {"planned_quarter": "Quarter it is planned for"}
        help_texts = {
            "planned_quarter": "Of the financial year, such as 2026-27Q1 for April to June 2026.",
            "users_and_carers": "It may be settled later, before the review is concluded.",
        }


class ConclusionForm(PlainForm):
    """What a service review concluded."""

    concluded_on = DayField(label="Concluded on", help_text="For example, 17 11 2026.")
    conclusion = forms.CharField(label="Answer to its question", widget=LINES)
    value_shown = forms.CharField(
        label="Value for money and improved outcomes shown", widget=LINES, required=False
    )
