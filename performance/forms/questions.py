"""Forms for questions about figures, their answers, and accepting several returns at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from pages.forms import PlainForm
from performance.models import CellQuestion
from workflow.addresses import veiled

_ROWS = {"rows": 4}
#: A return and the digest of the figures that were seen: "12:9f86d0…".
_SEEN = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


class AskForm(PlainForm):
    """A question about one figure."""

    question = forms.CharField(
        label="Your question",
        widget=forms.Textarea(_ROWS),
        max_length=4000,
        help_text="Say what you doubt and why. It is sent when you query the return.",
    )


class AnswersForm(PlainForm):
    """An answer to each open question; one left blank may be given later."""

    says_optional = False

    def __init__(self, *args: Any, questions: Iterable[CellQuestion], **kwargs: Any) -> None:
        # by their veiled keys: a page opened before others were settled answers no other question
        self.questions = {f"answer-{veiled(one.pk)}": one for one in questions}
        super().__init__(*args, **kwargs)
        for name, one in self.questions.items():
            self.fields[name] = forms.CharField(
                label=f"Your answer about {one.title}",
                widget=forms.Textarea(_ROWS),
                max_length=4000,
                required=False,
                initial=one.answer,
            )

    def pairs(self) -> list[tuple[CellQuestion, Any]]:
        """Each question with its field."""
        return [(one, self[name]) for name, one in self.questions.items()]

    def answers(self) -> dict[int, str]:
        """What was written, by question."""
        return {one.pk: self.cleaned_data[name] for name, one in self.questions.items()}


class AcceptSeveralForm(forms.Form):
    """The returns ticked, each with the digest of the figures the page was made of."""

    seen = forms.Field(required=False, widget=forms.CheckboxSelectMultiple)

    def clean_seen(self) -> dict[int, str]:
        """The digest seen, by return. What is no such pair is no return."""
        given = self.cleaned_data["seen"] or []
        pairs = [_SEEN.fullmatch(str(one)) for one in given]
        if not pairs or None in pairs:
            raise forms.ValidationError("Tick the returns you accept.")
        return {int(pair[1]): pair[2] for pair in pairs if pair}


def answers_form_of(questions: list[CellQuestion]) -> AnswersForm | None:
    """The form to answer these questions; None where there are none."""
    return AnswersForm(questions=questions) if questions else None
