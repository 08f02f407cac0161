"""Forms of published figures: narrowing the list, sending a file."""

from __future__ import annotations

from typing import Any

from django import forms

from pages.forms import FilterForm, PlainForm


class IndicatorFilter(FilterForm):
    """Words of the name, and the publication or family it stands under."""

    words = forms.CharField(label="Search the indicators", max_length=100)
    heading = forms.ChoiceField(label="Publication or family")

    def __init__(self, *args: Any, headings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: Any = self.fields["heading"]
        listed.choices = [("", "All"), *headings]


class FiguresFileForm(PlainForm):
    """A published file. An empty one is taken too, so that it is kept with its finding."""

    file = forms.FileField(
        label="A published file of figures",
        allow_empty_file=True,
        help_text="The CSV file as its publisher gives it out. It is shown before it is loaded.",
        error_messages={"required": "Choose the file to load."},
    )

    def __init__(self, *args: Any, too_large: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if too_large:  # nothing of it was kept as it arrived
            self.fields["file"].error_messages["required"] = too_large
