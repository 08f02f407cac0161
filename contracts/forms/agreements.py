"""What is asked when an agreement is drafted, registered, changed or signed."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from accounts.gate import Visit
from accounts.models import Organisation
from commissioning.models import Area, Kpi, Service, Specification
from contracts.models import Agreement, ScheduledKpi
from contracts.queries.agreements import EXPIRING, known_to, numbered, providers_of
from pages.fields import (
    CountField,
    DayField,
    MoneyField,
    PlainCheckboxes,
    PlainRadios,
    SeveralField,
)
from pages.fields import QuantityField as Quantity
from pages.forms import FilterForm, PlainForm
from tenders import law
from tenders.models import Award
from workflow.calendar import london_date

STATES = [
    ("", "Every status"),
    *((s.value, s.label) for s in Agreement.States),
    (EXPIRING, "Expiring within 6 months"),
]
KIND_HINTS = {
    "contract": "Procurement law applies.",
    "sla": "With a public body or a school, without procurement.",
    "in_house": "Delivered by a member organisation itself.",
    "grant": "Money given for a purpose, without a contract for services.",
    "section_75": "Council and NHS act together (NHS Act 2006 s.75).",
}
REGIME_HINTS = {
    "PA": "Procurements begun from 24 February 2025.",
    "PCR": "Procurements begun before 24 February 2025.",
    "PSR": "Health care services, such as 0-19 public health nursing. "
    "Awarding it anew waits for that route.",
    "none": "Grants, in-house services, service level agreements, section 75 arrangements.",
}
ROUTES = [
    ("", "Only for the two procurement laws"),
    *((r.value, r.label) for r in (law.Route.LIGHT_TOUCH, law.Route.ORDINARY)),
    (law.Route.BELOW_THRESHOLD.value, law.Route.BELOW_THRESHOLD.label),
]


NOT_KNOWN = (
    "No organisation is on record with exactly this number. Check it; if it is right, ask the "
    "operator of the system to add the organisation."
)


def offer(form: forms.Form, name: str, found: QuerySet[Any]) -> None:
    """Let a field of the form choose from these records."""
    cast(forms.ModelChoiceField, form.fields[name]).queryset = found


def areas_field(visit: Visit) -> SeveralField:
    """The areas of the partnership that returns are made by."""
    own = Area.objects.filter(
        pk__in=visit.trust.areas.filter(reported=True).values_list("area_id", flat=True)
    ).order_by("name")
    return SeveralField(
        own,
        label="Areas served",
        widget=PlainCheckboxes(),
        help_text="Returns are made by these areas.",
        error_messages={"required": "Areas served: choose at least one."},
    )


class RegisterFilter(FilterForm):
    """The filters of the register."""

    text = forms.CharField(label="Reference, title or provider")
    kind = forms.ChoiceField(choices=[("", "Every kind"), *Agreement.Kind.choices])
    provider = forms.ModelChoiceField(Organisation.objects.none(), empty_label="Every provider")
    state = forms.ChoiceField(label="Status", choices=STATES)

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "provider", providers_of(visit.trust))


class DraftForm(PlainForm):
    """What a contract needs beside what the award settled."""

    title = forms.CharField(max_length=200, help_text="As it will be shown on the register.")
    start_on = DayField(label="Starts on", help_text="KPI terms begin in the quarter of this day.")
    review_on = DayField(
        label="First yearly review",
        required=False,
        help_text="A year after the start, or at the end before that, if left empty.",
    )

    def __init__(self, *args: Any, award: Award, visit: Visit, **kwargs: Any) -> None:
        tender = award.tender
        kwargs["initial"] = {"title": tender.title, "start_on": tender.start_on}
        super().__init__(*args, **kwargs)
        self.fields["areas"] = areas_field(visit)


class FactsForm(PlainForm):
    """The facts of a draft that the award did not settle, or all of a registered one's."""

    title = forms.CharField(max_length=200)
    start_on = DayField(label="Starts on")
    review_on = DayField(label="Next review", required=False)
    extension_months = CountField(label="May be extended by", unit="months", min_value=0)
    SETTLED = ("value_awarded", "value", "end_on", "end_as_awarded")

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        names = ["title", "start_on", "review_on", "extension_months", "regime_note", *self.SETTLED]
        kwargs["initial"] = {name: getattr(agreement, name) for name in names}
        super().__init__(*args, **kwargs)
        if agreement.award_id is None:
            self.fields["regime_note"] = forms.CharField(
                label="How it was awarded, under the law of its day", max_length=300, required=False
            )
            self.fields["value_awarded"] = MoneyField(label="Value as awarded, with VAT")
            self.fields["value"] = MoneyField(label="Value now, with VAT")
            self.fields["end_on"] = DayField(label="Ends on")
            self.fields["end_as_awarded"] = DayField(label="End as awarded")


class RegisterForm(PlainForm):
    """An agreement that was made elsewhere."""

    kind = forms.ChoiceField(
        label="Kind of agreement",
        choices=Agreement.Kind.choices,
        widget=PlainRadios(hints=KIND_HINTS),
    )
    title = forms.CharField(max_length=200, help_text="As it will be shown on the register.")
    provider = forms.ModelChoiceField(
        Organisation.objects.none(),
        required=False,
        empty_label="Another organisation",
        help_text="Members, and organisations that work with this partnership already. An "
        "in-house service is provided by a member.",
    )
    provider_number = forms.CharField(
        label="Registration number of another organisation",
        max_length=40,
        required=False,
        help_text="Exactly as registered, such as Charity 1234567. Empty for one from the list.",
    )
    service = forms.ModelChoiceField(Service.objects.none())
    specification = forms.ModelChoiceField(
        Specification.objects.none(), required=False, empty_label="None on record"
    )
    copy_kpis = forms.BooleanField(
        label="Copy the specification's KPIs into the schedule", required=False
    )
    regime = forms.ChoiceField(
        label="Law it was made under",
        choices=[(r.value, r.label) for r in law.Regime],
        required=False,
        widget=PlainRadios(hints=REGIME_HINTS),
        help_text="For a contract. No other kind is made under procurement law.",
    )
    route = forms.ChoiceField(label="Route", choices=ROUTES, required=False)
    regime_note = forms.CharField(
        label="How it was awarded, under the law of its day",
        max_length=300,
        required=False,
        help_text="For example: open procedure, Public Contracts Regulations 2015, notice of 2021.",
    )
    health_service = forms.BooleanField(
        label="Its services are relevant health care services",
        required=False,
        help_text="Changes then follow the Provider Selection Regime, whenever it was awarded.",
    )
    value_awarded = MoneyField(label="Value as awarded, over the whole term, with VAT")
    value = MoneyField(label="Value now, if it was changed since", required=False)
    start_on = DayField(label="Starts on")
    end_on = DayField(label="Ends on")
    end_as_awarded = DayField(label="End as awarded, if it was changed since", required=False)
    extension_months = CountField(
        label="May be extended by", unit="months", min_value=0, required=False
    )
    review_on = DayField(label="Next review", required=False)
    reference = forms.CharField(
        max_length=40, required=False, help_text="The next number is given if this is left empty."
    )

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = visit.trust
        offer(self, "provider", known_to(own))
        offer(self, "service", Service.objects.filter(partnership=own))
        offer(self, "specification", Specification.objects.filter(partnership=own))
        self.fields["areas"] = areas_field(visit)

    def clean_extension_months(self) -> int:
        """Nothing said is no extension."""
        return self.cleaned_data["extension_months"] or 0

    def clean(self) -> dict[str, Any]:
        """A provider is chosen or named by its number; only a contract says its law."""
        given = super().clean() or self.cleaned_data
        number = given.pop("provider_number", "")
        if given.get("provider") is None:
            given["provider"] = numbered(number)
        if given["provider"] is None and number:
            self.add_error("provider_number", NOT_KNOWN)
        elif given["provider"] is None and "provider" not in self.errors:
            self.add_error("provider", "Choose a provider, or give its registration number.")
        if not given.get("regime"):
            if given.get("kind") == Agreement.Kind.CONTRACT:
                self.add_error("regime", "Choose the law the contract was made under.")
            given["regime"] = law.Regime.NONE.value
        return given


class AreasForm(PlainForm):
    """The areas a drafted agreement serves."""

    def __init__(self, *args: Any, agreement: Agreement, visit: Visit, **kwargs: Any) -> None:
        served = [line.area_id for line in agreement.areas.all()]
        super().__init__(*args, initial={"areas": served}, **kwargs)
        self.fields["areas"] = areas_field(visit)


class TermsForm(PlainForm):
    """Target, tolerance and baseline of a KPI, in its unit."""

    target = Quantity(max_digits=12, decimal_places=2, help_text="In the KPI's unit.")
    tolerance = Quantity(
        max_digits=12,
        decimal_places=2,
        min_value=0,
        help_text="How far off target still counts as near, in the KPI's unit.",
    )
    baseline = Quantity(max_digits=12, decimal_places=2, required=False)
    by_area = forms.BooleanField(label="Reported for each area", required=False, initial=True)

    def __init__(self, *args: Any, line: ScheduledKpi | None = None, **kwargs: Any) -> None:
        terms = line.terms.first() if line else None
        if line and terms:
            names = ("target", "tolerance", "baseline")
            kwargs["initial"] = {n: getattr(terms, n) for n in names} | {"by_area": line.by_area}
        super().__init__(*args, **kwargs)


class KpiForm(TermsForm):
    """A KPI of the library, for the schedule of a drafted agreement."""

    kpi = forms.ModelChoiceField(Kpi.objects.none(), label="KPI")
    field_order = ("kpi", "target", "tolerance", "baseline", "by_area")

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tolerance"].required = False
        self.fields["tolerance"].help_text += " Empty: what the KPI's definition says."
        library = Kpi.objects.filter(partnership=agreement.partnership)
        offer(self, "kpi", library.exclude(scheduled__agreement=agreement))


class ObligationForm(PlainForm):
    """When an obligation was met, and by which notice."""

    met_on = DayField(label="Published on")
    reference = forms.CharField(label="Number of the notice", max_length=60)

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, initial={"met_on": london_date(visit.at)}, **kwargs)


class StepForm(PlainForm):
    """The base of forms on step pages: knows the record and the visit."""

    def __init__(self, *args: Any, record: Any, visit: Visit, **kwargs: Any) -> None:
        self.record, self.visit = record, visit
        super().__init__(*args, **kwargs)


class SignForm(StepForm):
    """The day the agreement was entered into."""

    signed_on = DayField(
        label="Signed by both parties on",
        help_text="The day the agreement was entered into. Notices fall due counted from it.",
    )


class ReasonsForm(StepForm):
    """The reasons of a step that needs them."""

    reasons = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)


class DiscardForm(PlainForm):
    """Why a draft is removed."""

    reasons = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
