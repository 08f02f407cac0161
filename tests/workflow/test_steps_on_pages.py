"""The page of a step: only what is offered has an address; what is over says so."""

import pytest
from django.apps import apps

from accounts.roles import Role
from commissioning.models import BoardAction
from tests.factories.commissioning import specification
from tests.factories.people import AT, person, trust
from workflow.door import begin, take
from workflow.lifecycle import Lifecycle, steps_of
from workflow.views.steps import done_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return trust()


def test_a_step_that_pages_do_not_offer_cannot_be_posted(client, place):
    spec = specification(place, state="approved")
    client.force_login(person(Role.APPROVER, place))

    for method in (client.get, client.post):
        assert method(f"{spec.get_absolute_url()}step/supersede/").status_code == 404
    spec.refresh_from_db()
    assert spec.state == "approved"


@pytest.mark.parametrize(
    ("text", "end"), [("Ask why", "Ask why."), ("Why?", "Why?"), ("Ask.", "Ask.")]
)
def test_what_was_done_ends_with_one_mark(text, end):
    assert done_words(BoardAction(text=text), "complete").endswith(f": {end}")


def test_an_unknown_step_has_no_page(client, place):
    spec = specification(place, state="draft")
    client.force_login(person(Role.COMMISSIONER, place))
    assert client.post(f"{spec.get_absolute_url()}step/vanish/").status_code == 404


def test_going_back_to_a_step_already_taken_says_that_the_record_has_moved_on(client, place):
    owner = person(Role.COMMISSIONER, place)
    action = BoardAction(partnership=place, text="Look", owner=owner, due_on=AT.date())
    begin(action, by=owner, at=AT)
    take(action, "complete", by=owner, at=AT, what_was_done="Looked")
    client.force_login(owner)

    page = client.get(f"{action.get_absolute_url()}step/complete/")
    assert page.status_code == 404
    assert "This step is not open now" in page.content.decode()


def test_every_lifecycle_offers_something_and_hides_only_what_other_code_takes():
    hidden = {
        f"{model._meta.model_name}.{step.name}"
        for model in apps.get_models()
        if issubclass(model, Lifecycle)
        for step in steps_of(model)
        if not step.offered
    }
    assert "kpireturn.receive" in hidden
    assert "specification.supersede" in hidden
    assert "tender.publish" not in hidden
