"""Forms in GOV.UK markup: which template draws a field, and the control inside it.

Ids follow Django: the control is `id_name`, its hint `id_name_helptext`, its error `id_name_error`.
In a group (radios, checkboxes, a day) the inputs are `id_name_0`, `id_name_1` and so on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from pages.fields import AffixInput, DayAndTimeInputs, DayInputs


class PlainForms(TemplatesSetting):
    """The FORM_RENDERER of the project: `{{ form }}` and `as_field_group` give GOV.UK markup."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"


#: The first class found along the widget's ancestry decides the template forms/<kind>.html.
KINDS: dict[type[forms.Widget], str] = {
    DayInputs: "day",
    DayAndTimeInputs: "day",
    AffixInput: "text",
    forms.HiddenInput: "hidden",
    forms.RadioSelect: "radios",
    forms.CheckboxSelectMultiple: "checkboxes",
    forms.CheckboxInput: "checkbox",
    forms.Select: "select",
    forms.Textarea: "textarea",
    forms.PasswordInput: "password",
    forms.FileInput: "file",
}

#: The class of the control, by kind; the same with --error is added when it holds a mistake.
CONTROL_CLASS = {
    "text": "govuk-input",
    "password": "govuk-input",
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
}
EXTRA_CLASS = {
    "textarea": "govuk-js-character-count",
    "password": "govuk-password-input__input govuk-js-password-input-input",
}


def kind_of(bound: BoundField) -> str:
    """The kind of field, which is the name of its template."""
    ancestry = type(bound.field.widget).__mro__
    return next((KINDS[cls] for cls in ancestry if cls in KINDS), "text")


def control(bound: BoundField) -> SafeString:
    """The input itself, with its classes, inputmode and the ids that describe it."""
    kind, widget = kind_of(bound), bound.field.widget
    attrs: dict[str, Any] = {
        "id": bound.auto_id,
        "class": _classes(bound, kind),
        **_described(bound, kind),
    }
    if bound.field.disabled:
        attrs["disabled"] = True
    if kind == "text":
        attrs.update(_typing(bound.field))
        widget = _as_text(widget)
    if kind == "textarea":
        widget = _without(widget, "maxlength")
    html: SafeString = widget.render(
        name=bound.html_name, value=bound.value(), attrs=attrs, renderer=bound.form.renderer
    )
    return html


def first_input(bound: BoundField) -> str:
    """The id that a link in the error summary must point to: an input that can take focus."""
    kind = kind_of(bound)
    if kind in {"radios", "checkboxes"}:
        inputs = bound.subwidgets
        return str(inputs[0].data["attrs"]["id"]) if inputs else bound.auto_id
    if kind == "day":
        return next((part.id for part in day_parts(bound) if part.error), f"{bound.auto_id}_0")
    return bound.auto_id


@dataclass(frozen=True)
class Mistake:
    """One line of the error summary; without a target it belongs to the form as a whole."""

    sentence: str
    target: str = ""


def mistakes(form: Any) -> Iterator[Mistake]:
    """Every mistake of a form or formset, in the order of its fields."""
    if hasattr(form, "forms"):
        yield from (Mistake(sentence) for sentence in form.non_form_errors())
        for one in form.forms:
            yield from mistakes(one)
        return
    for sentence in form.non_field_errors():
        yield Mistake(sentence)
    for bound in form:
        target = "" if bound.is_hidden else first_input(bound)
        for sentence in bound.errors:
            yield Mistake(_with_label(str(bound.label), strip_tags(sentence)), target)


@dataclass(frozen=True)
class Part:
    """One input of a day: its label, value and whether the mistake is here."""

    id: str
    name: str
    label: str
    value: str
    width: int
    numeric: bool
    error: bool


def day_parts(bound: BoundField) -> list[Part]:
    """The day, month and year of a day field, and its time where it has one."""
    widget = bound.field.widget
    values = bound.value()
    values = values if isinstance(values, list) else widget.decompress(values)
    wrong = {error.code for error in bound.errors.as_data()} if bound.errors else set()
    named = [label for label, _ in widget.PARTS if f"wrong_{label.lower()}" in wrong]
    return [
        Part(
            id=f"{bound.auto_id}_{place}",
            name=f"{bound.html_name}_{place}",
            label=label,
            value="" if value is None else str(value),
            width=width,
            numeric=label != "Time",
            error=label in named if named else bool(wrong),
        )
        for place, ((label, width), value) in enumerate(zip(widget.PARTS, values, strict=True))
    ]


@dataclass(frozen=True)
class Option:
    """One radio button or checkbox."""

    id: str
    name: str
    value: str
    label: str
    hint: str
    chosen: bool
    disabled: bool


def options(bound: BoundField) -> list[Option]:
    """The choices of a group; a widget made with `hints={value: sentence}` explains them."""
    hints = getattr(bound.field.widget, "hints", {})
    return [
        Option(
            id=str(data["attrs"]["id"]),
            name=str(data["name"]),
            value=str(data["value"]),
            label="None of these" if data["value"] == "" else str(data["label"]),
            hint=str(hints.get(str(data["value"]), "")),
            chosen=bool(data["selected"]),
            disabled=bool(data["attrs"].get("disabled")),
        )
        for data in (inner.data for inner in bound.subwidgets)
    ]


def character_limit(bound: BoundField) -> int | None:
    """The most characters a text may have, which turns on the character count."""
    limit = getattr(bound.field, "max_length", None)
    return int(limit) if limit else None


#: First words of a sentence that lose their capital after a label and a colon.
OPENINGS = ("Choose ", "Ensure ", "Enter ", "Select ", "The ", "There ", "This ", "Year ")


def _with_label(label: str, sentence: str) -> str:
    """The sentence as it reads away from its field: it names the field, if it did not already.

    A label that is itself a sentence (a declaration) is not said again.
    """
    if label.lower() in sentence.lower() or label.endswith("."):
        return sentence
    if label.endswith("?"):
        return f"{label} {sentence}"
    opens = sentence.startswith(OPENINGS)
    return f"{label}: {sentence[0].lower() + sentence[1:] if opens else sentence}"


def _classes(bound: BoundField, kind: str) -> str:
    own = CONTROL_CLASS.get(kind, "")
    names = [own, EXTRA_CLASS.get(kind, "") if kind != "textarea" else ""]
    if kind == "textarea" and character_limit(bound):
        names.append(EXTRA_CLASS["textarea"])
    if bound.errors and own:
        names.append(f"{own}--error")
    names.append(str(bound.field.widget.attrs.get("class", "")))
    return " ".join(name for name in names if name)


def _described(bound: BoundField, kind: str) -> dict[str, str]:
    ids = [bound.aria_describedby or ""]
    if kind == "textarea" and character_limit(bound):
        ids.append(f"{bound.auto_id}-info")
    described = " ".join(one for one in ids if one)
    attrs = {"aria-describedby": described} if described else {}
    return {**attrs, "aria-invalid": "true"} if bound.errors else attrs


def _typing(field: forms.Field) -> dict[str, str]:
    """Which keyboard a phone shows, and what a browser may fill in."""
    if isinstance(field, forms.DecimalField | forms.FloatField):
        return {"inputmode": "decimal"}
    if isinstance(field, forms.IntegerField):
        return {"inputmode": "numeric"}
    if isinstance(field, forms.EmailField):
        return {"autocomplete": "email", "spellcheck": "false"}
    return {}


def _as_text(widget: forms.Widget) -> forms.Widget:
    """A number is typed as text: browsers' own number boxes lose and change what is typed."""
    if not isinstance(widget, forms.NumberInput):
        return widget
    return forms.TextInput(_kept(widget.attrs, {"min", "max", "step"}))


def _without(widget: forms.Widget, *names: str) -> forms.Widget:
    plain = widget.__class__.__new__(widget.__class__)
    plain.__dict__.update(widget.__dict__, attrs=_kept(widget.attrs, set(names)))
    return plain


def _kept(attrs: dict[str, Any], dropped: set[str]) -> dict[str, Any]:
    return {name: value for name, value in attrs.items() if name not in dropped}
