"""The form of a priority need."""

from __future__ import annotations

from typing import Any

from django import forms

from commissioning.forms.choices import areas_of, choose_from, outcomes_of
from commissioning.models import Decision, Indicator, Need
from pages.fields import PlainRadios
from pages.forms import PlainModelForm


class NeedForm(PlainModelForm):
    """A need: of whom, where, which outcome, and how we know."""

    class Meta:
        model = Need
        fields = (
            "title",
            "statement",
            "area",
            "outcome",
            "objective",
            "indicator",
            "evidence",
            "priority",
            "decision",
        )
        widgets = {
            "statement": forms.Textarea(attrs={"rows": 4}),
            "evidence": forms.Textarea(attrs={"rows": 4}),
            "priority": PlainRadios(),
        }
        labels = {
            "title": "The need in one line",
            "statement": "The need",
            "decision": "Board decision that raised it",
            "indicator": "Indicator that shows it",
        }
        help_texts = {"decision": "When the Board asked for it after reading a performance pack."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trust = self.instance.partnership
        choose_from(
            self,
            area=areas_of(trust),
            outcome=outcomes_of(trust),
            objective=trust.objectives.select_related("outcome"),
            indicator=Indicator.objects.all(),
            decision=Decision.objects.filter(meeting__partnership=trust),
        )
