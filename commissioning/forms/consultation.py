"""The forms of a consultation: its plan, questions, printed figures, events, findings, days."""

from __future__ import annotations

from typing import Any

from django import forms

from commissioning.forms.choices import choose_from, without_blank
from commissioning.models import (
    Consultation,
    ConsultationEvent,
    ConsultationFinding,
    ConsultationQuestion,
)
from pages.fields import (
    CountField,
    DayField,
    PlainCheckboxes,
    PlainRadios,
    QuantityField,
    SeveralField,
)
from pages.forms import PlainForm, PlainModelForm

_FEW = {"class": "govuk-input--width-3", "inputmode": "numeric"}


class ConsultationForm(PlainModelForm):
    """What a consultation is about, for whom, and from when to when."""

    opens_on = DayField(label="Opens on", required=False, help_text="For example, 5 1 2027.")
    closes_on = DayField(
        label="Last day to answer", required=False, help_text="It closes by itself after this day."
    )
    printed_responses = CountField(
        label="Responses as its report gives them",
        required=False,
        help_text="Only for one already held, of which there is a printed report.",
    )

    class Meta:
        model = Consultation
        fields = (
            "title",
            "about",
            "for_whom",
            "opens_on",
            "closes_on",
            "source",
            "printed_responses",
            "printed_unknown",
        )
        widgets = {"about": forms.Textarea(attrs={"rows": 4})}
        labels = {"for_whom": "Who it is for"}
        help_texts = {"source": "Who holds it, or where its figures are printed."}


class QuestionForm(PlainModelForm):
    """A question and what people choose from."""

    answers = forms.CharField(
        label="Answers to choose from, or roles",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One to a line. The points of a scale in their order. Leave it empty for an "
        "answer in words and for our outcomes.",
    )
    other = forms.BooleanField(label="People may also choose “Other”", required=False)

    class Meta:
        model = ConsultationQuestion
        fields = (
            "text",
            "kind",
            "answers",
            "other",
            "first_together",
            "first_words",
            "last_together",
            "last_words",
            "silent_in_base",
            "note",
        )
        widgets = {
            "kind": PlainRadios(
                hints={
                    "scale": "Such as strongly agree to strongly disagree.",
                    "outcome": "A vote: each person names the one outcome that comes first.",
                    "role": "Such as parent or carer. Asked once; answers can then be seen by role.",
                }
            ),
            "first_together": forms.TextInput(attrs=_FEW),
            "last_together": forms.TextInput(attrs=_FEW),
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {
            "first_together": "Of a scale: how many of the first points are put together",
            "first_words": "What those are called",
            "last_together": "Of a scale: how many of the last points are put together",
            "last_words": "What those are called",
            "silent_in_base": "Its printed report counts those who gave no answer in the base",
        }
        help_texts = {
            "first_together": "0 for none.",
            "first_words": "Such as Agree or strongly agree.",
            "last_together": "0 for none.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_blank(self, "kind")
        self.fields["first_together"].required = self.fields["last_together"].required = False
        if self.instance.pk:
            kinds = self.instance.options.model.Kind
            offered = list(self.instance.options.all())
            votes = self.instance.kind == ConsultationQuestion.Kind.OUTCOME
            own = [] if votes else [o.label for o in offered if o.kind == kinds.ANSWER]
            self.initial["answers"] = "\n".join(own)
            self.initial["other"] = any(o.kind == kinds.OTHER for o in offered)

    def clean_answers(self) -> list[str]:
        """The lines that are not blank."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["answers"].splitlines())
        return [line for line in lines if line]

    def clean_first_together(self) -> int:
        """Nothing is none."""
        return self.cleaned_data["first_together"] or 0

    def clean_last_together(self) -> int:
        """Nothing is none."""
        return self.cleaned_data["last_together"] or 0


class PrintedForm(PlainForm):
    """What a printed report says of each answer; what it does not say stays empty."""

    def __init__(self, *args: Any, question: ConsultationQuestion, **kwargs: Any) -> None:
        options = list(question.options.all())
        self.options = [option for option in options if not option.is_no_response]
        silent = next((option for option in options if option.is_no_response), None)
        super().__init__(*args, **kwargs)
        for option in self.options:
            self.fields[f"count_{option.pk}"] = CountField(
                label=f"{option.label}: count as printed",
                required=False,
                min_value=0,
                initial=option.printed_count,
            )
            self.fields[f"share_{option.pk}"] = QuantityField(
                label=f"{option.label}: percentage as printed",
                required=False,
                min_value=0,
                max_value=100,
                max_digits=5,
                decimal_places=2,
                unit="%",
                initial=option.printed_percentage,
            )
        self.fields["no_response"] = CountField(
            label="Gave no answer: count as printed",
            required=False,
            min_value=0,
            initial=silent.printed_count if silent else None,
        )

    def printed(self) -> dict[int, tuple[int | None, Any]]:
        """Count and percentage by the id of each answer."""
        given = self.cleaned_data
        return {o.pk: (given[f"count_{o.pk}"], given[f"share_{o.pk}"]) for o in self.options}


class EventForm(PlainModelForm):
    """Where people were met."""

    held_on = DayField(label="Held on", required=False, help_text="Empty for several of one kind.")

    class Meta:
        model = ConsultationEvent
        fields = ("kind", "how_many", "held_on", "place", "attended")
        widgets = {
            "how_many": forms.TextInput(attrs=_FEW),
            "attended": forms.TextInput(attrs={**_FEW, "class": "govuk-input--width-5"}),
        }
        help_texts = {"kind": "Such as Joint event with the safeguarding board."}


class FindingForm(PlainModelForm):
    """What people said, from which questions, and what came of it."""

    questions = SeveralField(
        ConsultationQuestion.objects.none(),
        label="Questions it came from",
        required=False,
        widget=PlainCheckboxes(),
    )

    class Meta:
        model = ConsultationFinding
        fields = ("kind", "text", "questions", "changed", "nothing_because")
        widgets = {
            "kind": PlainRadios(),
            "changed": forms.Textarea(attrs={"rows": 3}),
            "nothing_because": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"text": "What people said"}
        help_texts = {
            "text": "In one sentence.",
            "changed": "Needed before the consultation is reported, or the reason below.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, questions=self.instance.consultation.questions.all())
        without_blank(self, "kind")
        if self.instance.pk:
            self.initial["questions"] = [s.question_id for s in self.instance.sources.all()]


class CloseForm(PlainForm):
    """Why it closes, when people were told they had longer."""

    reasons = forms.CharField(
        label="Why it closes now",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed when its last day has not gone.",
    )

    def __init__(self, *args: Any, record: Any = None, visit: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class LongerForm(PlainForm):
    """A new last day, and why."""

    closes_on = DayField(label="New last day to answer")
    reasons = forms.CharField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why people are given longer."},
    )

    def __init__(self, *args: Any, record: Any = None, visit: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
