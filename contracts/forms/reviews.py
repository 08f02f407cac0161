"""What is asked about a yearly review: what was found, what is recommended, what it led to."""

from __future__ import annotations

from typing import Any

from django import forms

from commissioning.models import Need, Specification
from contracts.forms.agreements import StepForm, offer
from contracts.models import Agreement, Review
from contracts.queries.reviews import STANDING
from pages.fields import DayField, PlainRadios
from pages.forms import FilterForm, PlainForm

RECOMMENDATION_HINTS = {
    "continue": "Until the next review.",
    "vary": "A variation changes value or KPI targets.",
    "extend": "A variation changes the end date.",
    "recommission": "From a need or a new version of the specification. Say by when to begin.",
    "end": "Say by when. An approver ends it.",
}


def _words(label: str, help_text: str = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ProgrammeFilter(FilterForm):
    """The filters of the programme of reviews."""

    standing = forms.ChoiceField(label="Status", choices=[("", "Due and under way"), *STANDING])
    kind = forms.ChoiceField(
        label="Kind of agreement", choices=[("", "Every kind"), *Agreement.Kind.choices]
    )


class FindingsForm(PlainForm):
    """What a review found. It may be left unfinished; sending it to an approver asks for all."""

    says_optional = False

    compliance = forms.ChoiceField(
        label="Is the agreement kept?",
        choices=Review.Kept.choices,
        required=False,
        widget=PlainRadios(),
    )
    compliance_words = _words("In words", "Its terms, its KPIs, its returns, what fell due.")
    fitness = forms.ChoiceField(
        label="Is the service fit for its purpose?",
        choices=Review.Fit.choices,
        required=False,
        widget=PlainRadios(),
    )
    fitness_words = _words("In words", "Does it still answer the need, for whom, and where?")
    views_of_users = _words("Views of children, families and carers", "No names. And how asked.")
    views_of_provider = _words("Views of the provider")
    value_for_money = _words("Value for money", "What it costs, and what it brings.")
    recommendation = forms.ChoiceField(
        choices=Review.Recommendation.choices,
        required=False,
        widget=PlainRadios(hints=RECOMMENDATION_HINTS),
    )
    recommendation_reasons = _words("Reasons for the recommendation")
    act_by = DayField(
        label="By when",
        required=False,
        help_text="To recommission: the day by which it must begin. To end: its last day. "
        "To vary or extend: the day it should take effect.",
    )

    def __init__(self, *args: Any, review: Review) -> None:
        initial = {name: getattr(review, name) for name in self.base_fields}
        super().__init__(*args, initial=initial)


class MoveForm(StepForm):
    """Another day for a review."""

    due_on = DayField(label="Due on")
    reasons = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class AgreeForm(StepForm):
    """What an approver adds, if anything."""

    reasons = forms.CharField(
        label="Anything to add",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class LinkForm(StepForm):
    """From what the service is commissioned anew."""

    need = forms.ModelChoiceField(Need.objects.none(), required=False, empty_label="None yet")
    specification = forms.ModelChoiceField(
        Specification.objects.none(),
        label="Version of the specification",
        required=False,
        empty_label="None yet",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {"partnership": self.visit.trust}
        offer(self, "need", Need.objects.filter(**own))
        offer(self, "specification", Specification.objects.filter(**own))
