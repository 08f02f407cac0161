"""What is asked of the terms an agreement reports by."""

from __future__ import annotations

from typing import Any

from django import forms

from contracts.models import Agreement, Variation
from contracts.models.reporting import TERMS, terms_after
from pages.fields import CountField, DayField
from pages.forms import PlainForm


class ReportingForm(PlainForm):
    """The reporting terms of a draft."""

    lot = forms.CharField(
        max_length=80, required=False, help_text="The lot it was awarded for. Empty without lots."
    )
    reports_from = DayField(
        label="Reports from",
        required=False,
        help_text="The first day whose figures are wanted, where mobilising goes on after the start, "
        "or where earlier figures were reported elsewhere. Empty when it is the start.",
    )
    days_to_report = CountField(
        label="Returns are due",
        unit="working days after a period ends",
        min_value=1,
        max_value=60,
    )
    one_person_may_certify = forms.BooleanField(
        label="One person may both prepare and certify a return",
        required=False,
        help_text="For a provider so small that there is no second. It shows on the return.",
    )
    asks_narrative = forms.BooleanField(label="Returns tell of the period in words", required=False)
    asks_workforce = forms.BooleanField(label="Returns tell of the workforce", required=False)
    asks_finance = forms.BooleanField(label="Returns tell of spending", required=False)

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        now = {name: getattr(agreement, name) for name in ("lot", *TERMS)}
        super().__init__(*args, initial=now | kwargs.pop("initial", {}), **kwargs)


class ReportingChangeForm(ReportingForm):
    """The reporting terms a variation changes: those that differ from the agreement's own."""

    lot = None  # type: ignore[assignment]

    def __init__(self, *args: Any, variation: Variation, **kwargs: Any) -> None:
        changed = terms_after(variation.reporting)
        super().__init__(*args, agreement=variation.agreement, initial=changed, **kwargs)
