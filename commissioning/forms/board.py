"""The forms of the Board: meetings, minutes, advice, decisions, actions."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import User
from commissioning.forms.choices import areas_of, choose_from, outcomes_of, without_blank
from commissioning.models import Advice, BoardAction, Decision, Meeting
from pages.fields import DayField, PlainRadios
from pages.forms import PlainForm, PlainModelForm
from workflow.calendar import london_date


class MeetingForm(PlainModelForm):
    """A meeting planned or held."""

    held_on = DayField(label="Date of the meeting", help_text="For example, 17 11 2026.")

    class Meta:
        model = Meeting
        fields = ("held_on", "place")


class MinutesForm(PlainForm):
    """The minutes of a meeting."""

    minutes = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 15}),
        help_text="What was reported and discussed. Decisions, advice and actions have their own forms.",
    )


class AdviceForm(PlainModelForm):
    """What the Board advised on a proposal."""

    class Meta:
        model = Advice
        fields = ("subject", "position", "text")
        widgets = {"position": PlainRadios(), "text": forms.Textarea(attrs={"rows": 5})}
        labels = {"subject": "What the proposal is", "position": "What the Board advised"}
        help_texts = {"text": "The Board's reasons and any conditions. Advice does not bind."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_blank(self, "position")


class DecisionForm(PlainModelForm):
    """A decision of the Board."""

    class Meta:
        model = Decision
        fields = ("text", "outcome", "area")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        labels = {"text": "What the Board decided"}
        help_texts = {
            "outcome": "When it is about the figures of one outcome.",
            "area": "When it is about one area.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trust = self.instance.meeting.partnership
        choose_from(self, outcome=outcomes_of(trust), area=areas_of(trust))


class ActionForm(PlainModelForm):
    """Something somebody is to do by a day."""

    due_on = DayField(label="Due on", help_text="For example, 15 12 2026.")

    class Meta:
        model = BoardAction
        fields = ("text", "owner", "due_on", "decision")
        labels = {"text": "What is to be done", "owner": "Who is to do it"}

    def __init__(self, *args: Any, visit: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = london_date(visit.at)
        standing = visit.trust.memberships.filter(from_day__lte=day).exclude(until_day__lt=day)
        choose_from(
            self,
            owner=User.objects.filter(pk__in=standing.values("person"), is_active=True),
            decision=self._decisions(),
        )

    def _decisions(self) -> Any:
        meeting = self.instance.meeting
        return meeting.decisions.all() if meeting else Decision.objects.none()


class CompleteForm(PlainForm):
    """What was done about an action."""

    what_was_done = forms.CharField(
        label="What was done",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what was done."},
    )

    def __init__(self, *args: Any, record: Any = None, visit: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
