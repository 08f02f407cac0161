"""The form of a priority need."""

from __future__ import annotations

from typing import Any

from django import forms

from commissioning.forms.choices import choose_from, outcomes_of, own_areas_of, without_blank
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
        help_texts = {
            "area": "A locality may be chosen. Figures of need are published for the council as a "
            "whole, and none is worked out for a smaller area.",
            "indicator": "Choose an indicator, or write the evidence below: one of the two is needed.",
            "evidence": "The figures as they stand now, or whatever else shows the need. "
            "Needed when no indicator is chosen.",
            "decision": "When the Board asked for it after reading a performance pack.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trust = self.instance.partnership
        choose_from(
            self,
            area=own_areas_of(trust),
            outcome=outcomes_of(trust),
            objective=trust.objectives.select_related("outcome"),
            indicator=Indicator.objects.known_to(trust),
            decision=Decision.objects.filter(meeting__partnership=trust),
        )
        without_blank(self, "priority")
        if self.instance.pk is None:  # nobody's priority is settled before they choose it
            self.initial.pop("priority", None)
            self.fields["priority"].initial = None
