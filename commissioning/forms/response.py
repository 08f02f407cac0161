"""The forms of responses: one typed from paper, or a file of many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from commissioning.actions.response_sheets import LONGEST, Asked
from pages.fields import PlainRadios
from pages.forms import PlainForm

#: What the page sends where nothing was answered: no answer is not "none of these".
SILENT = "none"


class ResponseForm(PlainForm):
    """One response, question by question. Whatever is left empty is no response."""

    says_optional = False

    def __init__(self, *args: Any, columns: Sequence[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        for asked in columns:
            label = f"{asked.number}. {asked.question.text}"
            self.fields[_name(asked)] = _field(asked, label)

    def role(self) -> int | None:
        """The role chosen, if any."""
        roles = [self._answer(asked) for asked in self.columns if asked.question.is_role]
        return int(roles[0]) if roles and roles[0] else None

    def given(self) -> dict[int, int | str]:
        """What was answered, by the id of the question."""
        found: dict[int, int | str] = {}
        for asked in self.columns:
            answer = self._answer(asked)
            if answer and not asked.question.is_role:
                found[asked.question.pk] = answer if asked.question.is_open else int(answer)
        return found

    def _answer(self, asked: Asked) -> str:
        given = str(self.cleaned_data[_name(asked)]).strip()
        return "" if given == SILENT and not asked.question.is_open else given


class ResponseFileForm(PlainForm):
    """A file of responses."""

    file = forms.FileField(
        label="File of responses",
        allow_empty_file=True,
        help_text="An Excel workbook (.xlsx), an OpenDocument spreadsheet or a CSV file.",
        error_messages={"required": "Choose the file of responses."},
    )

    def __init__(self, *args: Any, too_large: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if too_large:  # nothing of it was kept as it arrived
            self.fields["file"].error_messages["required"] = too_large


def _name(asked: Asked) -> str:
    return f"question_{asked.question.pk}"


def _field(asked: Asked, label: str) -> forms.Field:
    if asked.question.is_open:
        return forms.CharField(
            label=label,
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Leave out names, addresses, telephone numbers and e-mail addresses.",
        )
    choices = [(str(option.pk), option.label) for option in asked.options.values()]
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[*choices, (SILENT, "No answer")],
        initial=SILENT,
        widget=PlainRadios(),
    )
