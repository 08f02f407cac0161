"""Forms for drafting a tender and putting it together."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import User
from pages.fields import CountField, DayAndTimeField, DayField, PlainRadios
from pages.forms import FilterForm, PlainForm, PlainModelForm
from tenders.lifecycles.tender_states import TenderState
from tenders.models import Criterion, Lot, Tender


def text(rows: int = 5) -> forms.Textarea:
    """A box of several lines."""
    return forms.Textarea(attrs={"rows": rows})


class TenderFilter(FilterForm):
    """What the list of tenders can be narrowed by."""

    text = forms.CharField(label="Title or reference", max_length=100)
    state = forms.ChoiceField(label="State", choices=[("", "Any state"), *TenderState.choices])


class DetailsForm(PlainForm):
    """What providers read first."""

    title = forms.CharField(max_length=200)
    description = forms.CharField(
        widget=text(), help_text="What providers read first.", max_length=8000
    )
    award_rule = forms.CharField(label="How bids are assessed", widget=text(3), max_length=2000)


class TimetableForm(PlainForm):
    """The dates of a tender."""

    publish_on = DayField(label="To be published on")
    questions_until = DayAndTimeField(label="Questions until")
    deadline = DayAndTimeField(label="Deadline for bids")
    decision_on = DayField(label="Decision planned for")
    start_on = DayField(label="Contract starts on")
    end_on = DayField(label="Contract ends on")
    extension_months = CountField(
        label="It may be extended by", unit="months", min_value=0, max_value=120
    )


class DraftForm(TimetableForm):
    """Title, description and dates of a new tender."""

    title = forms.CharField(max_length=200)
    description = forms.CharField(
        widget=text(), help_text="What providers read first.", max_length=8000
    )
    field_order = ["title", "description"]


class CriterionForm(PlainModelForm):
    """An award criterion, tied to a clause or KPI of the tender's specification."""

    class Meta:
        model = Criterion
        fields = ["name", "kind", "weight", "description", "clause", "kpi"]
        widgets = {"kind": PlainRadios, "description": text(3)}
        labels = {
            "kind": "What it assesses",
            "clause": "Clause it assesses",
            "kpi": "KPI it rests on",
        }

    def __init__(self, *args: Any, tender: Tender, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spec = tender.specification
        self.fields["kind"].choices = Criterion.Kind.choices  # type: ignore[attr-defined]
        self.fields["weight"].widget.attrs["class"] = "govuk-input--width-3"
        self.fields["clause"].queryset = spec.clauses.all()  # type: ignore[attr-defined]
        measured = spec.kpis.values("kpi")
        kpis = self.fields["kpi"].queryset  # type: ignore[attr-defined]
        self.fields["kpi"].queryset = kpis.filter(pk__in=measured)  # type: ignore[attr-defined]


class LotForm(PlainModelForm):
    """A lot: its number, title and, where it has one, its area."""

    class Meta:
        model = Lot
        fields = ["number", "title", "area"]

    def __init__(self, *args: Any, tender: Tender, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs["class"] = "govuk-input--width-2"
        areas = self.fields["area"].queryset  # type: ignore[attr-defined]
        own = areas.filter(pk__in=tender.partnership.areas.values("area"))
        self.fields["area"].queryset = own  # type: ignore[attr-defined]


class PanelForm(PlainForm):
    """An evaluator to name to the panel."""

    person = forms.ModelChoiceField(User.objects.none(), label="Evaluator")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class DeclarationForm(PlainForm):
    """The interests of a panel member or a moderator."""

    declaration = forms.CharField(
        label="Your interests",
        widget=text(4),
        max_length=4000,
        help_text="Work, family, friends, shares, memberships, gifts: every interest that touches "
        "this tender or a likely bidder. Write “None” if there is none.",
    )
    barred = forms.BooleanField(
        label="One of them bars me from assessing this tender", required=False
    )


class GateForm(PlainForm):
    """What is recorded for one gate."""

    statement = forms.CharField(label="What is so", widget=text(), max_length=8000)
    reference = forms.CharField(
        label="Number or reference", max_length=120, required=False,
        help_text="Of the notice, the assessment or the file.",
    )  # fmt: skip
    on_day = DayField(label="Day it was done or published")
    reasons_instead = forms.BooleanField(
        label="It was not needed; the reasons are given above", required=False
    )

    def __init__(self, *args: Any, reasons_will_do: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not reasons_will_do:
            del self.fields["reasons_instead"]


class AnswerForm(PlainForm):
    """The answer to a question."""

    answer = forms.CharField(
        label="Your answer",
        widget=text(),
        max_length=8000,
        help_text="Every provider reads the question and the answer. Nobody reads who asked.",
    )


class ChallengeForm(PlainForm):
    """A challenge to the award."""

    provider = forms.TypedChoiceField(label="Who challenges", coerce=int)
    received_on = DayField(label="Received on")
    text = forms.CharField(label="What is challenged", widget=text(), max_length=8000)

    def __init__(self, *args: Any, providers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["provider"]
        field.choices = [("", "Choose one"), *providers]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """The challenge's fields, by their names on the record."""
        data = dict(self.cleaned_data)
        data["provider_id"] = data.pop("provider")
        return data


class CloseChallengeForm(PlainForm):
    """How a challenge ended."""

    closed_on = DayField(label="Closed on")
    outcome = forms.CharField(label="How it ended", widget=text(), max_length=8000)
