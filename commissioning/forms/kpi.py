"""The forms of the KPI library: a KPI, its definitions, and narrowing the list."""

from __future__ import annotations

from typing import Any

from django import forms

from commissioning.cohorts import published
from commissioning.forms.choices import choose_from, outcomes_of, without_blank
from commissioning.models import Kpi, KpiVersion
from commissioning.models.kpi import is_a_quarter
from commissioning.periods import Frequency
from pages.fields import CountField, PlainRadios, QuantityField
from pages.forms import FilterForm, PlainModelForm

WORDS = forms.Textarea(attrs={"rows": 3})
_ROLL_UP_HINTS = {
    "sum": "Numbers are added up: visits made.",
    "ratio": "Numerators and denominators are added up, then divided.",
    "latest": "A stock: over periods the last one stands. Children on a caseload.",
    "not_additive": "Distinct people, medians, percentiles.",
}


class KpiForm(PlainModelForm):
    """What a KPI is called, what type it is and which outcome it serves."""

    class Meta:
        model = Kpi
        fields = ("code", "name", "kind", "national_code", "outcome", "objective")
        labels = {"national_code": "National code"}
        help_texts = {
            "code": "Short, and never used again for another KPI: HV2, EH1.",
            "national_code": "As the published standard calls it: C2, Fingertips 20601.",
            "outcome": "A KPI without an outcome cannot be used in a specification.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].required = True
        self.fields["kind"].label = "Type"
        trust = self.instance.partnership
        choose_from(
            self,
            outcome=outcomes_of(trust),
            objective=trust.objectives.select_related("outcome"),
        )


class KpiVersionForm(PlainModelForm):
    """What a KPI means from a quarter on."""

    cohort_windows = forms.ChoiceField(
        label="Published windows of birth dates",
        required=False,
        help_text="Only where the measure goes by a published table of dates.",
    )
    tolerance = QuantityField(
        label="Tolerance",
        required=False,
        max_digits=12,
        decimal_places=2,
        min_value=0,
        help_text="How far off its target a value is still near. A contract may say another.",
    )
    significant = QuantityField(
        label="Significantly below target",
        required=False,
        max_digits=12,
        decimal_places=2,
        min_value=0,
        help_text="Only for the statutory rating of a contract's KPIs: further off its target than "
        "this a value is inadequate, up to it it requires improvement. Given as the tolerance is.",
    )
    lag_days = CountField(
        label="Lag",
        required=False,
        min_value=0,
        max_value=730,
        unit="days",
        help_text="From the end of a period until its figures can be given.",
    )

    class Meta:
        model = KpiVersion
        fields = (
            "from_quarter",
            "numerator_definition",
            "denominator_definition",
            "cohort_rule",
            "cohort_windows",
            "unit",
            "decimals",
            "polarity",
            "frequency",
            "breakdown",
            "roll_up",
            "roll_up_over_time",
            "tolerance",
            "tolerance_kind",
            "significant",
            "suppression",
            "lag_days",
            "evidence",
            "source",
        )
        widgets = {
            "from_quarter": forms.TextInput({"class": "govuk-input--width-10"}),
            "decimals": forms.TextInput({"class": "govuk-input--width-2"}),
            "numerator_definition": WORDS,
            "denominator_definition": WORDS,
            "cohort_rule": WORDS,
            "evidence": WORDS,
            "unit": PlainRadios(),
            "polarity": PlainRadios(),
            "tolerance_kind": PlainRadios(),
            "suppression": PlainRadios(),
            "roll_up": PlainRadios(hints=_ROLL_UP_HINTS),
        }
        labels = {
            "from_quarter": "In force from quarter",
            "numerator_definition": "Numerator: what is counted",
            "denominator_definition": "Denominator: out of what",
            "cohort_rule": "Which children count in which quarter",
            "decimals": "Decimal places shown",
            "polarity": "Which way is better",
            "frequency": "How often it is reported",
            "breakdown": "Also given by group",
            "roll_up": "How areas and contracts are put together",
            "roll_up_over_time": "How periods are put together",
            "tolerance_kind": "How the tolerance is given",
            "suppression": "Small numbers",
            "evidence": "Evidence the provider keeps",
            "source": "Source",
        }
        help_texts = {
            "from_quarter": "Written like 2026-27Q1; Q1 is April to June.",
            "denominator_definition": "Leave empty for a plain number.",
            "cohort_rule": "",
            "breakdown": "Groups that do not overlap and together are everybody, such as ages.",
            "roll_up_over_time": "Months into a quarter, quarters into a year.",
            "source": "The published standard, or “Local definition”.",
            "evidence": "",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_blank(self, "unit", "polarity", "roll_up", "tolerance_kind", "suppression")
        trust = self.instance.kpi.partnership
        choose_from(self, breakdown=trust.breakdowns.all())
        self._named("breakdown", "Not given by group")
        self._named("roll_up_over_time", "As areas and contracts are")
        titles = [(one.key, one.title) for one in published().values()]
        windows: Any = self.fields["cohort_windows"]
        windows.choices = [("", "None"), *titles]

    def _named(self, name: str, blank: str) -> None:
        """Say what leaving a select alone means."""
        field: Any = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.empty_label = blank
        else:
            field.choices = [("", blank), *((v, label) for v, label in field.choices if v)]

    def clean_cohort_windows(self) -> str:
        """The key of the windows, empty for none."""
        return self.cleaned_data["cohort_windows"] or ""


class KpiFilter(FilterForm):
    """Narrows the library."""

    words = forms.CharField(label="Search code, name or national code", max_length=100)
    kind = forms.ChoiceField(label="Type", choices=[("", "All"), *Kpi.Kind.choices])
    frequency = forms.ChoiceField(label="Frequency", choices=[("", "All"), *Frequency.choices])
    outcome = forms.ChoiceField(label="Outcome")

    def __init__(self, *args: Any, outcomes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: Any = self.fields["outcome"]
        listed.choices = [("", "All"), ("none", "No outcome"), *outcomes]


class QuarterForm(FilterForm):
    """The quarter whose window of birth dates is shown."""

    quarter = forms.CharField(
        label="Quarter", validators=[is_a_quarter], help_text="Written like 2026-27Q1."
    )
