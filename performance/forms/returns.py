"""Forms for returns: uploading, typing figures in, and what the steps ask for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django import forms

from pages.forms import FilterForm, PlainForm
from performance.models import CellQuestion, KpiReturn
from performance.queries.answers import ToldSection, told_by
from performance.queries.figures import FigureRow, figure_rows
from performance.queries.review import Review, review
from performance.reference import DECLARATION

_ROWS = {"rows": 5}


class UploadForm(PlainForm):
    """The filled-in workbook. An empty file is taken too, so that it is kept with its finding."""

    file = forms.FileField(
        label="Your filled-in workbook",
        allow_empty_file=True,
        help_text="The workbook you downloaded from this page, filled in: as Excel (.xlsx), as "
        "OpenDocument (.ods), or its sheet “Return” as CSV.",
        error_messages={"required": "Choose the workbook you have filled in."},
    )

    def __init__(self, *args: Any, too_large: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if too_large:  # nothing of it was kept as it arrived
            self.fields["file"].error_messages["required"] = too_large


class StepForm(PlainForm):
    """What a step asks for."""

    def __init__(self, *args: Any, record: KpiReturn, visit: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.visit = record, visit


class SeenForm(StepForm):
    """Carries the digest of the figures the page shows, which the step compares with those it finds."""

    seen = forms.CharField(
        widget=forms.HiddenInput,
        max_length=64,
        error_messages={"required": "Open this step again: it does not say which figures you saw."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("seen", self.record.seen_sha256)

    def rows(self) -> list[FigureRow]:
        """The figures, to be looked at before the step is taken."""
        return figure_rows(self.record)

    def told(self) -> list[ToldSection]:
        """The answers beside them."""
        return told_by(self.record)


class AcceptForm(SeenForm):
    """The figures that are accepted."""

    @cached_property
    def review(self) -> Review:
        """The first page of them, with what is unusual at its top."""
        return review(self.record)


class CertifyForm(SeenForm):
    """The declaration of whoever certifies; `said` and `page` are the figures, given by the view."""

    declared = forms.BooleanField(
        label=DECLARATION, error_messages={"required": "Tick the declaration to certify."}
    )

    def clean(self) -> dict[str, Any]:
        """The words declared, which the audit trail keeps."""
        given = super().clean() or self.cleaned_data
        return {"declaration": DECLARATION, "seen": given.get("seen", "")}


class QueryForm(StepForm):
    """A question about the return as a whole, beside those written about single figures."""

    question = forms.CharField(
        label="A question about the return as a whole",
        widget=forms.Textarea(_ROWS),
        max_length=4000,
        required=False,
        help_text="To ask about single figures, choose “Ask about it” beside each on the return's "
        "page first. All questions are sent together.",
    )

    def written(self) -> list[CellQuestion]:
        """The questions about single figures that are sent with it."""
        return list(self.record.questions_with_names().filter(asked_at=None))


class CorrectionForm(PlainForm):
    """Why an accepted return is corrected."""

    reason = forms.CharField(
        label="What was wrong, and how you found out",
        widget=forms.Textarea(_ROWS),
        max_length=2000,
        help_text="The commissioner and the Board will read this beside the corrected figures.",
    )
    is_material = forms.TypedChoiceField(
        label="Is it material?",
        choices=[
            ("yes", "Yes: somebody who saw the old figures might conclude something else now"),
            ("no", "No: nobody would conclude anything else"),
        ],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the correction is material."},
    )


class LedgerFilter(FilterForm):
    """Which quarter, and how it stands."""

    quarter = forms.ChoiceField(label="Quarter")
    standing = forms.ChoiceField(label="How it stands")

    def __init__(
        self, *args: Any, quarters: Iterable[Any], standings: Iterable[Any], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        listed: Any = self.fields
        listed["quarter"].choices = [(str(q), q.label) for q in quarters]
        listed["standing"].choices = [("", "Any"), *((s.value, s.words) for s in standings)]
