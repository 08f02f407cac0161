"""Bases for the forms of every app."""

from typing import Any

from django import forms

from pages.fields import BLANK

DASHES = "---------"


class PlainForm(forms.Form):
    """A form whose labels carry no colon, whose selects say 'Choose one', checked by the server."""

    use_required_attribute = False
    #: Whether the label of a field that may be left empty says "(optional)".
    says_optional = True

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            name_the_blank(field)


class FilterForm(PlainForm):
    """A filter over a list: nothing need be filled in, and no label says so."""

    says_optional = False

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False


class PlainModelForm(forms.ModelForm):
    """The same for a form over a record."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            name_the_blank(field)


def name_the_blank(field: forms.Field) -> None:
    """Replace the row of dashes at the head of a select by words."""
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = "Choose one"
    elif isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.Select):
        field.choices = [
            (value, "Choose one" if value in BLANK and label == DASHES else label)
            for value, label in field.choices
        ]
