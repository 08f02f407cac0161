"""Bases for the forms of every app."""

from typing import Any

from django import forms
from django.forms.utils import pretty_name

from pages.fields import BLANK, DayField

DASHES = "---------"
NOT_OURS = str(forms.Field.default_error_messages["required"])


class PlainForm(forms.Form):
    """A form whose labels carry no colon, whose selects say 'Choose one', checked by the server."""

    use_required_attribute = False
    #: Whether the label of a field that may be left empty says "(optional)".
    says_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            name_the_blank(field)
            ask_for(field, str(field.label or pretty_name(name)))


class FilterForm(PlainForm):
    """A filter over a list: nothing need be filled in, and no label says so."""

    says_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False


class PlainModelForm(forms.ModelForm):
    """The same for a form over a record."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            name_the_blank(field)
            ask_for(field, str(field.label or pretty_name(name)))


def name_the_blank(field: forms.Field) -> None:
    """Replace the row of dashes at the head of a select by words."""
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = "Choose one"
    elif isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.Select):
        listed: list[Any] = list(field.choices)  # type: ignore[arg-type]
        field.choices = [
            (value, "Choose one" if value in BLANK and label == DASHES else label)
            for value, label in listed
        ]


def named(label: str, words: str) -> str:
    """What to do, after the label it is about: a label that asks already ends in its own mark."""
    return f"{label} {words[0].upper()}{words[1:]}" if label.endswith("?") else f"{label}: {words}"


def ask_for(field: forms.Field, label: str) -> None:
    """Let a field left empty say which it is and what to do, unless it has words of its own."""
    if isinstance(field, DayField) or str(field.error_messages.get("required")) != NOT_OURS:
        return
    if isinstance(field, forms.BooleanField):
        words = f"Tick the box to go on: {label}."
    elif isinstance(field, forms.FileField):
        words = named(label, "choose a file.")
    elif isinstance(field, forms.ChoiceField):
        several = isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
        words = named(label, f"choose {'at least one' if several else 'one'}.")
    else:
        words = named(label, "fill this in.")
    field.error_messages["required"] = words
