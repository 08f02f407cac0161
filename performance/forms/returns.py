"""Forms for returns: uploading, typing figures in, and what the steps ask for."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from django import forms

from pages.forms import FilterForm, PlainForm
from performance.entries import NONE, Entries, number_from
from performance.models import CellQuestion, KpiReturn
from performance.queries.figures import FigureRow, figure_rows
from performance.queries.review import Review, review
from performance.reference import DECLARATION, LONGEST_REASON
from performance.workbook.definition import FILLED, STATUSES, Asked, Col, Line
from tabular.findings import Finding, Severity

_ROWS = {"rows": 5}


class UploadForm(PlainForm):
    """The filled-in workbook. An empty file is taken too, so that it is kept with its finding."""

    file = forms.FileField(
        label="Your filled-in workbook",
        allow_empty_file=True,
        help_text="The Excel workbook (.xlsx) you downloaded from this page, filled in. Its sheet "
        "“Return” saved as CSV is read too.",
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
        self.initial.setdefault("seen", self.record.figures_sha256)

    def rows(self) -> list[FigureRow]:
        """The figures, to be looked at before the step is taken."""
        return figure_rows(self.record)


class AcceptForm(SeenForm):
    """The figures that are accepted."""

    @cached_property
    def review(self) -> Review:
        """The first page of them, with what is unusual at its top."""
        return review(self.record)


class CertifyForm(SeenForm):
    """The declaration of whoever certifies."""

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


class FiguresForm(PlainForm):
    """The return without a spreadsheet: four fields to each line. The checks are the workbook's."""

    says_optional = False

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for place in range(len(asked.slots)):
            for column, field in _fields_of(asked.line_at(place)).items():
                self.fields[_name(column, place + 1)] = field

    def lines(self) -> list[tuple[Line, str, list[Any]]]:
        """Each row's line, its title and its fields, for the page."""
        return [
            (
                self.asked.line_at(place),
                self.asked.title_at(place),
                [self[n] for c in FILLED if (n := _name(c, place + 1)) in self.fields],
            )
            for place in range(len(self.asked.slots))
        ]

    @property
    def part_way(self) -> bool:
        """Whether it is to be saved and finished later."""
        return bool(self.data.get("part-way"))

    def typed(self) -> dict[str, dict[Col, str]]:
        """The texts as typed, by row and column."""
        return {
            identifier: {c: str(self.data.get(_name(c, number), "")) for c in FILLED}
            for number, identifier in enumerate(self.asked.slots.identifiers, 1)
        }

    def show(self, findings: Iterable[Finding]) -> None:
        """Put what the checks found beside the fields it is about."""
        self.is_valid()
        for finding in findings:
            name = finding.cell.lower().replace(" ", "-")
            if finding.severity is not Severity.NOTE:
                self.add_error(name if name in self.fields else None, finding.message)


def initial_of(asked: Asked, entries: Entries | None) -> dict[str, Any]:
    """What the form shows first: what was said so far."""
    if entries is None:
        return {}
    now = entries.aligned(*asked.slots.keys)
    labels = tuple(STATUSES)
    initial: dict[str, Any] = {}
    for place in np.flatnonzero(now.is_said).tolist():
        code = int(now.status[place])
        said = (
            *(
                _plain(number_from(int(column[place])))
                for column in (now.numerator, now.denominator)
            ),
            labels[code] if code != NONE else "",
            now.reasons.get(place, ""),
        )
        initial |= {_name(c, place + 1): v for c, v in zip(FILLED, said, strict=True)}
    return initial


def _plain(value: Decimal | None) -> str:
    return "" if value is None else str(value).removesuffix(".00")


def _name(column: Col, number: int) -> str:
    return f"{column.lower()}-{number}"


def _fields_of(line: Line) -> dict[Col, forms.Field]:
    digits = {"inputmode": "decimal" if line.decimals_allowed else "numeric"}
    box = forms.TextInput({**digits, "class": "govuk-input--width-5"})
    version = line.definition
    fields: dict[Col, forms.Field] = {
        Col.NUMERATOR: forms.CharField(
            label="Numerator", required=False, widget=box, help_text=version.numerator_definition
        ),
        Col.STATUS: forms.ChoiceField(
            label="Status", required=False, initial="Reported", choices=[(s, s) for s in STATUSES]
        ),
        Col.REASON: forms.CharField(
            label="Reason",
            required=False,
            max_length=LONGEST_REASON,
            help_text="Only where a figure is not given, or changed unusually.",
        ),
    }
    if line.has_denominator:
        fields[Col.DENOMINATOR] = forms.CharField(
            label="Denominator",
            required=False,
            widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
            help_text=version.denominator_definition,
        )
    return fields
