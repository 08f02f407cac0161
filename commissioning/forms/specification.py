"""The forms of a specification and its parts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from commissioning.forms.choices import choose_from, findings_of, levels_of, outcomes_of
from commissioning.models import Clause, Kpi, Need, NeedAnswered, Specification, SpecificationKpi
from pages.fields import DayField
from pages.forms import PlainForm, PlainModelForm


class SpecificationForm(PlainModelForm):
    """The head of a specification."""

    start_on = DayField(label="Wanted from", required=False, help_text="For example, 1 4 2027.")

    class Meta:
        model = Specification
        fields: tuple[str, ...] = ("title", "purpose", "start_on")
        widgets = {"purpose": forms.Textarea(attrs={"rows": 4})}


class DraftForm(SpecificationForm):
    """A new draft: for a service that exists, or for a new one."""

    new_service = forms.CharField(
        label="Or name a new service",
        required=False,
        max_length=200,
        help_text="When the service is not in the list yet.",
    )
    field_order = ("service", "new_service", "title", "purpose", "start_on")

    class Meta(SpecificationForm.Meta):
        fields = ("service", *SpecificationForm.Meta.fields)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].required = False
        choose_from(self, service=self.instance.partnership.services.all())

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        given = super().clean() or self.cleaned_data
        if bool(given.get("service")) == bool(given.get("new_service")):
            raise ValidationError(
                {"service": "Service: choose one from the list, or name a new one below."}
            )
        return given


class ClauseForm(PlainModelForm):
    """One clause."""

    class Meta:
        model = Clause
        fields = ("number", "heading", "text", "outcome", "level", "finding")
        widgets = {
            "number": forms.TextInput(attrs={"class": "govuk-input--width-5"}),
            "text": forms.Textarea(attrs={"rows": 8}),
        }
        labels = {
            "text": "What the provider is to do",
            "outcome": "Outcome it serves",
            "level": "Level of need",
            "finding": "Consultation finding it answers",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trust = self.instance.specification.partnership
        choose_from(
            self,
            outcome=outcomes_of(trust),
            level=levels_of(trust),
            finding=findings_of(trust),
        )


class NeedAnsweredForm(PlainModelForm):
    """A need the specification answers."""

    class Meta:
        model = NeedAnswered
        fields = ("need",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spec = self.instance.specification
        named = spec.needs_answered.values("need")
        choose_from(
            self, need=Need.objects.filter(partnership=spec.partnership).exclude(pk__in=named)
        )


NO_TOLERANCE = "The KPI's definition gives no tolerance. Fill this in."


class SpecificationKpiForm(PlainModelForm):
    """A KPI with its target, tolerance and baseline, in the KPI's own unit."""

    class Meta:
        model = SpecificationKpi
        fields = ("kpi", "clause", "target", "tolerance", "baseline", "by_area")
        labels = {
            "kpi": "KPI",
            "clause": "Clause it measures",
            "baseline": "Baseline at the start",
            "by_area": "Reported for each area",
        }
        help_texts = {
            "target": "In the KPI's unit: 80 for 80%.",
            "tolerance": "How far off target still counts as near, in the KPI's unit; percentage "
            "points for a percentage. Empty: what the KPI's definition says.",
            "baseline": "Where things stand now. Leave empty when nobody knows.",
            "by_area": "",
        }
        widgets = {
            name: forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal"})
            for name in ("target", "tolerance", "baseline")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spec = self.instance.specification
        taken = spec.kpis.exclude(pk=self.instance.pk).values("kpi")
        free = Kpi.objects.filter(partnership=spec.partnership).exclude(pk__in=taken)
        choose_from(self, kpi=free, clause=spec.clauses.all())
        self.fields["tolerance"].required = False

    def clean(self) -> dict[str, Any]:
        """A tolerance left empty is the one of the KPI's definition."""
        given: dict[str, Any] = super().clean() or {}
        kpi, target = given.get("kpi"), given.get("target")
        if "tolerance" in given and given["tolerance"] is None and kpi and target is not None:
            definition = kpi.latest
            given["tolerance"] = definition.tolerance_for(target) if definition else None
            if given["tolerance"] is None:
                self.add_error("tolerance", NO_TOLERANCE)
        return given


class ReasonsForm(PlainForm):
    """A step that needs its reasons."""

    reasons = forms.CharField(
        label="Reasons",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Give the reasons."},
    )

    def __init__(self, *args: Any, record: Any = None, visit: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class SendBackForm(ReasonsForm):
    """What has to change before a specification can be approved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reasons"].label = "What has to change"
        self.fields["reasons"].error_messages["required"] = (
            "Say what has to change before it can be approved."
        )
