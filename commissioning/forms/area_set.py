"""The forms of sets of areas, area managers and what is provided in an area."""

from __future__ import annotations

from django import forms

from commissioning.forms.choices import (
    areas_in_sets_of,
    colleagues_of,
    localities_of,
    services_of,
)
from commissioning.forms.entry import LINES, EntryForm
from commissioning.models import AreaInSet, AreaManagement, AreaProvision, AreaSet
from pages.fields import DayField


class AreaSetForm(EntryForm):
    """A way of dividing the place."""

    class Meta:
        model = AreaSet
        fields = ("name", "about", "source", "order")
        widgets = {
            "about": LINES,
            "order": forms.TextInput(attrs={"class": "govuk-input--width-2"}),
        }
        labels = {"about": "What the areas are for", "order": "Place in the list"}
        help_texts = {"name": "Such as integrated service areas.", "about": ""}


class AreaInSetForm(EntryForm):
    """An area of a set, and the area of another set it lies in."""

    chooses = {"area": localities_of, "lies_in": areas_in_sets_of}

    class Meta:
        model = AreaInSet
        fields = ("area", "lies_in", "links", "order")
        widgets = {
            "links": LINES,
            "order": forms.TextInput(attrs={"class": "govuk-input--width-2"}),
        }
        labels = {"order": "Place in the set"}
        help_texts = {
            "area": "One the partnership drew. Others are added under Needs, Areas.",
            "lies_in": "When this set lies in another: the larger area, or the same one.",
            "links": "Teams of other bodies that work in the same place, and how they are linked.",
        }


class AreaManagementForm(EntryForm):
    """Who manages an area, from when until when."""

    chooses = {"user": colleagues_of}
    from_day = DayField(label="From", help_text="For example, 1 4 2026.")
    until_day = DayField(label="Until", required=False)

    class Meta:
        model = AreaManagement
        fields = ("role", "user", "name", "from_day", "until_day")
        labels = {"user": "Person who signs in here", "name": "Or their name"}


class AreaProvisionForm(EntryForm):
    """What a service provides in an area."""

    chooses = {"service": services_of}

    class Meta:
        model = AreaProvision
        fields = ("service", "text")
        widgets = {"text": LINES}
