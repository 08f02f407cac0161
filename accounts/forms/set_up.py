"""The form that takes a council's own file."""

from __future__ import annotations

from typing import Any

from django import forms

from pages.forms import PlainForm


class IntakeForm(PlainForm):
    """A spreadsheet. An empty file is taken too, so that it is kept with its finding."""

    file = forms.FileField(
        label="Your spreadsheet",
        allow_empty_file=True,
        help_text="An Excel workbook (.xlsx), an OpenDocument spreadsheet (.ods) or a CSV file: "
        "the workbook from this page, or a list you keep yourself.",
        error_messages={"required": "Choose the spreadsheet to bring in."},
    )

    def __init__(self, *args: Any, too_large: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if too_large:
            self.fields["file"].error_messages["required"] = too_large
