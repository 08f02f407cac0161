"""The forms of programmes and of how the partnership works."""

from __future__ import annotations

from django import forms

from commissioning.forms.choices import programmes_of
from commissioning.forms.entry import LINES, EntryForm
from commissioning.models import (
    BoardRole,
    Milestone,
    Principle,
    Programme,
    ProgrammeDecision,
    ProgrammeEvaluation,
)
from pages.fields import DayField, MoneyField

PLACE = forms.TextInput(attrs={"class": "govuk-input--width-2"})


class ProgrammeForm(EntryForm):
    """A programme of change."""

    amount = MoneyField(label="Money it was given", required=False, min_value=0)
    from_day = DayField(label="From", required=False)
    until_day = DayField(label="Until", required=False)

    class Meta:
        model = Programme
        fields = (
            "name",
            "about",
            "funder",
            "amount",
            "funding",
            "aims",
            "from_day",
            "until_day",
            "source",
        )
        widgets = {"about": LINES, "aims": LINES}
        labels = {"about": "What it is"}


class ProgrammeEvaluationForm(EntryForm):
    """An evaluation of a programme."""

    reported_on = DayField(label="Reported on", required=False)

    class Meta:
        model = ProgrammeEvaluation
        fields = ("evaluator", "independent", "reported_on", "findings")
        widgets = {"findings": LINES}


class ProgrammeDecisionForm(EntryForm):
    """A decision in the course of a programme."""

    decided_on = DayField(label="Decided on", help_text="For example, 7 11 2018.")

    class Meta:
        model = ProgrammeDecision
        fields = ("decided_on", "decided_by", "chosen", "over", "circumstances")
        widgets = {"chosen": LINES, "over": LINES, "circumstances": LINES}
        help_texts = {"over": "The other way that was considered."}


class MilestoneForm(EntryForm):
    """Something that happened."""

    chooses = {"programme": programmes_of}
    happened_on = DayField(label="Date, for its place in time", help_text="For example, 1 4 2017.")

    class Meta:
        model = Milestone
        fields = ("happened_on", "shown", "text", "programme")
        widgets = {"text": LINES}
        labels = {
            "shown": "As the paper dates it",
            "text": "What happened",
            "programme": "Programme it belongs to",
        }
        help_texts = {"shown": "Such as spring 2019, when no day is given."}


class PrincipleForm(EntryForm):
    """A statement of how the partnership works."""

    class Meta:
        model = Principle
        fields = ("section", "heading", "text", "was", "becomes", "source", "order")
        widgets = {"text": LINES, "order": PLACE}
        help_texts = {
            "text": "Or leave it empty and say from what to what below.",
            "was": "How it was.",
            "becomes": "How it is to be.",
            "source": "The paper it is from.",
        }


class BoardRoleForm(EntryForm):
    """One of the things the Board is there for."""

    class Meta:
        model = BoardRole
        fields = ("text", "order")
        widgets = {"order": PLACE}
        labels = {"text": "What the Board is there for", "order": "Place in the list"}
