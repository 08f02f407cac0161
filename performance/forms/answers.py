"""The questions beside the figures, as a form. The checks are the workbook's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

from pages.forms import PlainForm
from performance.answers import Answers
from performance.questions import LEADS, Kind, Question, Section, questions_in
from performance.workbook.told import field_of
from tabular.findings import Finding, Severity

#: A text may run over a little before it is checked, so that the finding can say by how much.
_FAR_TOO_LONG = 10_000


class AnswersForm(PlainForm):
    """A field to each question asked, under the heading of its section."""

    says_optional = False

    def __init__(
        self, *args: Any, sections: Iterable[Section], told: Answers | None = None, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", _initial(told or Answers()))
        super().__init__(*args, **kwargs)
        self.sections = tuple(sections)
        for question in questions_in(self.sections):
            self.fields[_name(question)] = _field_of(question)

    def parts(self) -> Iterator[tuple[str, str, list[Any]]]:
        """Each section with its lead and its fields, for the page."""
        for section in self.sections:
            yield section, LEADS[section], [self[_name(one)] for one in questions_in((section,))]

    @property
    def part_way(self) -> bool:
        """Whether it is to be saved and finished later."""
        return bool(self.data.get("part-way"))

    def typed(self) -> dict[str, str]:
        """The texts as typed, by question."""
        return {
            one.identifier: str(self.data.get(_name(one), ""))[:_FAR_TOO_LONG]
            for one in questions_in(self.sections)
        }

    def show(self, findings: Iterable[Finding]) -> None:
        """Put what the checks found beside the fields it is about."""
        self.is_valid()
        names = {field_of(one): _name(one) for one in questions_in(self.sections)}
        for finding in findings:
            if finding.severity is not Severity.NOTE:
                self.add_error(names.get(finding.cell), finding.message)


def _initial(told: Answers) -> dict[str, str]:
    return {_name(question): answer.said for question, answer in told}


def _name(question: Question) -> str:
    return question.identifier.replace(".", "-")


def _field_of(question: Question) -> forms.Field:
    if question.kind is Kind.TEXT:
        widget: forms.Widget = forms.Textarea({"rows": 5})
    else:
        digits = "numeric" if question.kind is Kind.WHOLE else "decimal"
        widget = forms.TextInput({"inputmode": digits, "class": "govuk-input--width-10"})
    return forms.CharField(
        label=question.text, required=False, widget=widget, help_text=question.how
    )
