"""Several records are chosen from a list; what is none of it is a mistake, never a fault."""

import pytest
from django import forms

from accounts.models import Organisation
from pages.fields import SeveralField
from tests.factories import people


class Chosen(forms.Form):
    """Organisations to choose from."""

    who = SeveralField(Organisation.objects.all())


@pytest.mark.parametrize("sent", ["abc", "-1", "9" * 30, "\x00"])
def test_what_is_no_record_is_a_mistake(db, sent):
    people.provider()
    assert not Chosen({"who": [sent]}).is_valid()


def test_records_of_the_list_are_taken(db):
    one = people.provider()
    form = Chosen({"who": [one.pk]})
    assert form.is_valid()
    assert list(form.cleaned_data["who"]) == [one]
