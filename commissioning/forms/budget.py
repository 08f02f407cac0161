"""The forms of funds, contributions and indicative area budgets."""

from __future__ import annotations

from django import forms

from commissioning.forms.choices import areas_in_sets_of, members_of
from commissioning.forms.entry import LINES, EntryForm
from commissioning.models import Fund, FundContribution, FundShare
from pages.fields import DayField, MoneyField, PlainRadios


class FundForm(EntryForm):
    """A fund for one financial year."""

    chooses = {"host": members_of}
    settles = ("kind",)
    total = MoneyField(label="Total for the year", min_value=0)
    agreed_on = DayField(
        label="Agreed on", required=False, help_text="Leave empty while it is being considered."
    )

    class Meta:
        model = Fund
        fields = ("name", "year", "kind", "legal_basis", "purpose", "total", "host", "agreed_on")
        widgets = {
            "year": forms.TextInput(attrs={"class": "govuk-input--width-4"}),
            "kind": PlainRadios(
                hints={
                    "pooled": "Partners pay into one fund that is spent as one.",
                    "aligned": "Each partner keeps its own money, planned together.",
                    "grant": "Money given from outside, for the partnership to spend.",
                    "tied": "Money that may only be spent on what it was given for.",
                }
            ),
            "purpose": LINES,
        }
        labels = {"legal_basis": "Law a pooled budget rests on", "host": "Host organisation"}
        help_texts = {
            "legal_basis": "For a pooled budget only.",
            "host": "The member that holds the money and answers for it.",
        }


class FundContributionForm(EntryForm):
    """What a member organisation pays in."""

    chooses = {"organisation": members_of}
    amount = MoneyField(min_value=0)

    class Meta:
        model = FundContribution
        fields = ("organisation", "amount", "note")


class FundShareForm(EntryForm):
    """The indicative budget of an area."""

    chooses = {"area": areas_in_sets_of}
    amount = MoneyField(
        label="Indicative amount",
        min_value=0,
        help_text="A guide for planning. No money moves because of it.",
    )

    class Meta:
        model = FundShare
        fields = ("area", "amount")
