"""A consultation whose report does not say how many answered: not known, which is not none."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.factories import commissioning as make
from tests.factories.people import AT
from workflow.door import take
from workflow.lifecycle import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cumbria, commissioner):
    made = make.planned_consultation(
        cumbria,
        opens_on=None,
        closes_on=AT.date() - timedelta(days=9),
        printed_unknown=True,
    )
    make.ask(made, "Which first?", "choice", ("Home", "School"))
    return take(made, "enter_as_held", by=commissioner, at=AT)


def test_it_is_entered_as_held_and_says_not_known(held, commissioner, signed_in):
    client = signed_in(commissioner)
    page = client.get(held.get_absolute_url()).content.decode()
    assert "Not known: its report does not say how many answered" in page
    listed = client.get(reverse("commissioning:consultations", args=["cumbria"])).content.decode()
    assert "not known" in listed
    assert "as printed" not in listed


def test_nobody_can_answer_it(cumbria, commissioner):
    made = make.planned_consultation(cumbria, printed_unknown=True)
    make.ask(made, "Which first?", "choice", ("Home", "School"))
    with pytest.raises(Refused, match="nobody can answer it here"):
        take(made, "open", by=commissioner, at=AT)


def test_known_and_not_known_exclude_each_other(cumbria):
    made = make.planned_consultation(cumbria, printed_unknown=True)
    made.printed_responses = 9
    with pytest.raises(ValidationError, match="do not say that it is not known"):
        made.clean()


def test_without_either_it_is_not_entered_as_held(cumbria, commissioner):
    made = make.planned_consultation(
        cumbria, opens_on=None, closes_on=AT.date() - timedelta(days=9)
    )
    make.ask(made, "Which first?", "choice", ("Home", "School"))
    with pytest.raises(Refused, match="or say that it does not give it"):
        take(made, "enter_as_held", by=commissioner, at=AT)
