"""What is asked about a variation: what changes, on which ground, what the Board said."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from commissioning.models import Advice, KpiVersion, Meeting
from contracts.forms.agreements import ReasonsForm, StepForm, offer
from contracts.models import Agreement, Review, ScheduledKpi, Variation
from contracts.queries.schedule import quarter_choices
from contracts.queries.variations import meetings_to_choose, recommended
from pages.fields import DayField, MoneyField, PlainRadios
from pages.fields import QuantityField as Quantity
from pages.forms import PlainForm
from tenders import law
from workflow.calendar import london_date


class VariationForm(PlainForm):
    """A proposed change with the ground it relies on. Grounds are those of the agreement's law."""

    title = forms.CharField(max_length=200)
    reasons = forms.CharField(
        label="What changes, and why", widget=forms.Textarea(attrs={"rows": 5}), max_length=4000
    )
    value_change = MoneyField(
        label="Change of value, with VAT",
        required=False,
        help_text="With a minus when it falls, such as -20,000. Empty when it stays.",
    )
    new_end_on = DayField(label="New end date", required=False, help_text="Empty when it stays.")
    effective_on = DayField(label="Takes effect on")
    ground_code = forms.ChoiceField(label="Ground relied on")
    ground_reason = forms.CharField(
        label="Why this ground applies", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )
    urgent = forms.BooleanField(
        label="Urgent: decided before the Board meets, and reported at its next meeting",
        required=False,
    )
    urgent_reason = forms.CharField(
        label="Why it cannot wait for the Board",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        agreement: Agreement,
        at: Any,
        variation: Variation | None = None,
        review: Review | None = None,
    ) -> None:
        names = list(self.base_fields)
        initial = recommended(review) if review else {}
        if variation:
            initial = {n: getattr(variation, n) for n in names}
        if variation and not variation.value_change:
            initial["value_change"] = None
        super().__init__(*args, initial=initial)
        today = london_date(at)
        grounds = law.grounds_for(
            agreement.regime_for_changes(today) or law.Regime.NONE,
            light_touch=agreement.is_light_touch,
            on=today,
        )
        choices = [(g.code, g.title) for g in grounds]
        hints = {g.code: f"{g.citation}. {g.test} Say: {g.asks}" for g in grounds}
        self.fields["ground_code"] = forms.ChoiceField(
            label="Ground relied on", choices=choices, widget=PlainRadios(hints=hints)
        )
        self.order_fields(names)


class KpiChangeForm(PlainForm):
    """New terms of a KPI from a quarter on."""

    scheduled = forms.ModelChoiceField(ScheduledKpi.objects.none(), label="KPI")
    from_quarter = forms.ChoiceField(label="From quarter")
    target = Quantity(label="New target", max_digits=12, decimal_places=2)
    tolerance = Quantity(
        max_digits=12,
        decimal_places=2,
        min_value=0,
        help_text="How far off target still counts as near, in the KPI's unit.",
    )
    baseline = Quantity(max_digits=12, decimal_places=2, required=False)
    definition = forms.ModelChoiceField(
        KpiVersion.objects.none(),
        required=False,
        empty_label="The one in force in that quarter",
    )
    rebased = forms.CharField(
        label="Reason for starting the control limits afresh",
        max_length=300,
        required=False,
        help_text="Only when figures before and after cannot be compared. Empty when they can.",
    )

    def __init__(self, *args: Any, variation: Variation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreement = variation.agreement
        lines = agreement.kpis.select_related("kpi")
        offer(self, "scheduled", lines)
        definitions = KpiVersion.objects.filter(kpi__scheduled__agreement=agreement)
        offer(self, "definition", definitions.select_related("kpi"))
        cast(forms.ChoiceField, self.fields["from_quarter"]).choices = [
            ("", "Choose one"),
            *quarter_choices(agreement, variation.first_quarter, variation.last_day),
        ]


class MeetingForm(StepForm):
    """The meeting of the Board a variation goes to."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label="Meeting of the Board",
        help_text="Today's or one to come. A meeting is added under Board.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = meetings_to_choose(self.visit.trust, london_date(self.visit.at))
        offer(self, "meeting", found.select_related("partnership"))


class AdviceForm(StepForm):
    """What the Board advised."""

    position = forms.ChoiceField(
        label="The Board", choices=Advice.Position.choices, widget=PlainRadios()
    )
    text = forms.CharField(
        label="What the Board said", widget=forms.Textarea(attrs={"rows": 5}), max_length=4000
    )


class ApproveForm(ReasonsForm):
    """The reasons for approving; they have to be given against the Board's advice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        advice, field = self.record.advice, self.fields["reasons"]
        field.required = advice is not None and advice.against
        if field.required:
            field.label = "Reasons for approving against the Board's advice"
            field.help_text = "The Board advised against this. The reasons are kept with it."


class NoticeForm(StepForm):
    """The notice of a change."""

    number = forms.CharField(label="Number of the notice", max_length=60)
    published_on = DayField(label="Published on")
