"""The forms of local partnerships: members, meetings, plans, priorities, task and finish groups."""

from __future__ import annotations

from django import forms

from commissioning.forms.choices import localities_of, members_of, outcomes_of
from commissioning.forms.entry import LINES, EntryForm
from commissioning.models import (
    LocalMeeting,
    LocalMember,
    LocalPartnership,
    LocalPlan,
    LocalPriority,
    TaskGroup,
)
from pages.fields import DayField
from pages.forms import PlainForm

NUMBER = forms.TextInput(attrs={"class": "govuk-input--width-2"})


class LocalPartnershipForm(EntryForm):
    """A local partnership."""

    chooses = {"area": localities_of}

    class Meta:
        model = LocalPartnership
        fields = ("name", "area", "about")
        widgets = {"about": LINES}
        labels = {"area": "Locality", "about": "What it is for"}


class LocalMemberForm(EntryForm):
    """Who takes part."""

    chooses = {"organisation": members_of}

    class Meta:
        model = LocalMember
        fields = ("organisation", "name")
        labels = {"organisation": "Member organisation"}
        help_texts = {"name": "Such as head teachers of the locality, or a person's name."}


class LocalMeetingForm(EntryForm):
    """A meeting in a round."""

    held_on = DayField(label="Date", help_text="For example, 17 11 2026.")

    class Meta:
        model = LocalMeeting
        fields = ("round", "held_on", "who", "notes")
        widgets = {"round": NUMBER, "notes": LINES}


class LocalPlanForm(EntryForm):
    """A version of a local plan."""

    class Meta:
        model = LocalPlan
        fields = ("statement",)
        widgets = {"statement": forms.Textarea(attrs={"rows": 6})}


class FinaliseForm(PlainForm):
    """The day a local plan was finalised."""

    day = DayField(label="Finalised on", help_text="For example, 17 11 2026.")


class LocalPriorityForm(EntryForm):
    """A priority of a plan."""

    chooses = {"outcome": outcomes_of}

    class Meta:
        model = LocalPriority
        fields = ("order", "text", "outcome")
        widgets = {"order": NUMBER}
        labels = {"outcome": "Outcome it serves"}
        help_texts = {"order": "1 comes first."}


class TaskGroupForm(EntryForm):
    """A task and finish group."""

    begins_on = DayField(label="Begins on", help_text="For example, 1 9 2026.")
    ends_on = DayField(label="Ends on", required=False, help_text="Empty while no end is set.")

    class Meta:
        model = TaskGroup
        fields = ("name", "purpose", "lead", "begins_on", "ends_on", "achieved")
        widgets = {"purpose": LINES, "achieved": LINES}
        help_texts = {"achieved": "When it has finished."}
