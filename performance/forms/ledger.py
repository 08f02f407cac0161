"""The filters of the ledger of expected returns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from commissioning.periods import Frequency
from pages.forms import FilterForm
from performance.queries.expected import year_label
from performance.queries.ledger import Found


class YearFilter(FilterForm):
    """Which year, whose returns, how often made, and what came of them."""

    year = forms.TypedChoiceField(label="Financial year", coerce=int)
    party = forms.TypedChoiceField(coerce=int, empty_value=None)
    often = forms.ChoiceField(label="Reported", choices=[("", "However often"), *Frequency.choices])
    found = forms.ChoiceField(
        label="With a return that is", choices=[("", "Anything"), *((f.value, f) for f in Found)]
    )

    def __init__(
        self, *args: Any, years: Iterable[int], parties: Iterable[Any], party: str, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        listed: Any = self.fields
        listed["year"].choices = [(year, year_label(year)) for year in years]
        listed["party"].label = party
        listed["party"].choices = [("", "Every one"), *((one.pk, str(one)) for one in parties)]

    def chosen(self) -> dict[str, Any]:
        """What to narrow the ledger by; what is not on offer narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "party": given.get("party") or None,
            "found": given.get("found", ""),
            "often": given.get("often", ""),
        }
