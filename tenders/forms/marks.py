"""Marks of one bid: a mark and its reasons for each criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from pages.forms import PlainForm
from tenders.models import Criterion

MARKS = [
    ("", "Not given yet"),
    ("0", "0: no answer"),
    ("1", "1: poor"),
    ("2", "2: some concerns"),
    ("3", "3: acceptable"),
    ("4", "4: good"),
    ("5", "5: excellent"),
]


class MarksForm(PlainForm):
    """Two fields per criterion, `mark_<pk>` and `reasons_<pk>`; what is left blank is not saved."""

    says_optional = False

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], known: Mapping[int, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for criterion in self.criteria:
            given = known.get(criterion.pk)
            self.fields[f"mark_{criterion.pk}"] = forms.TypedChoiceField(
                label=f"Mark for {criterion.name}",
                choices=MARKS,
                coerce=int,
                empty_value=None,
                required=False,
                initial=given.mark if given else "",
            )
            self.fields[f"reasons_{criterion.pk}"] = forms.CharField(
                label=f"Reasons for {criterion.name}",
                widget=forms.Textarea(attrs={"rows": 3}),
                required=False,
                max_length=4000,
                initial=given.reasons if given else "",
            )

    def rows(self) -> list[tuple[Criterion, Any, Any]]:
        """Each criterion with its two fields, for the page."""
        return [(c, self[f"mark_{c.pk}"], self[f"reasons_{c.pk}"]) for c in self.criteria]

    def marks(self) -> dict[Criterion, tuple[int, str]]:
        """The marks that were given."""
        return {
            c: (self.cleaned_data[f"mark_{c.pk}"], self.cleaned_data[f"reasons_{c.pk}"])
            for c in self.criteria
            if self.cleaned_data[f"mark_{c.pk}"] is not None
        }
