"""How a mistake names its field, away from it."""

from django import forms

from pages.forms import PlainForm
from pages.rendering import mistakes


class Asks(PlainForm):
    """A question, a declaration and a plain label, all left empty."""

    kind = forms.ChoiceField(label="What do you ask for?", choices=[("a", "A")])
    declared = forms.BooleanField(
        label="I certify that this is right.", error_messages={"required": "Tick to certify."}
    )
    why = forms.CharField(label="Why")


def test_what_to_do_follows_the_label_with_one_mark():
    form = Asks({})
    assert not form.is_valid()
    assert [mistake.sentence for mistake in mistakes(form)] == [
        "What do you ask for? Choose one.",
        "Tick to certify.",
        "Why: fill this in.",
    ]
