"""A draft is begun for a service, and written part by part while it is a draft."""

import pytest

from commissioning.models import Specification
from tests.factories import commissioning as make

ADD = "/p/cumbria/specifications/add/"
HEAD = {"title": "Early Help", "purpose": "Help early."}


def test_begun_for_a_new_service(cumbria, commissioner, signed_in):
    answer = signed_in(commissioner).post(ADD, {**HEAD, "new_service": "Family hubs"})
    spec = Specification.objects.get()
    assert answer.url == spec.get_absolute_url()
    assert (spec.service.name, spec.version) == ("Family hubs", 1)


def test_begun_for_a_service_that_exists(cumbria, commissioner, signed_in):
    service = make.service(cumbria)
    signed_in(commissioner).post(ADD, {**HEAD, "service": service.pk})
    assert Specification.objects.get().service == service


@pytest.mark.parametrize("both", [True, False])
def test_exactly_one_service(both, cumbria, commissioner, signed_in):
    chosen = {"service": make.service(cumbria).pk, "new_service": "Another"} if both else {}
    answer = signed_in(commissioner).post(ADD, {**HEAD, **chosen})
    assert answer.status_code == 422
    assert "choose one from the list" in answer.content.decode()


def test_one_unfinished_version_of_a_service(cumbria, commissioner, signed_in):
    spec = make.draft_specification(cumbria)
    answer = signed_in(commissioner).post(ADD, {**HEAD, "service": spec.service_id})
    assert answer.status_code == 409
    assert "Finish that one first." in answer.content.decode()


def test_a_wrong_date_is_a_mistake(cumbria, commissioner, signed_in):
    wrong = {"start_on_0": "31", "start_on_1": "2", "start_on_2": "2027", "new_service": "Hubs"}
    answer = signed_in(commissioner).post(ADD, {**HEAD, **wrong})
    assert answer.status_code == 422
    assert "The date must be a real date." in answer.content.decode()


def test_the_head_is_changed(cumbria, commissioner, signed_in):
    spec = make.draft_specification(cumbria)
    signed_in(commissioner).post(f"{spec.get_absolute_url()}change/", {**HEAD, "title": "New"})
    spec.refresh_from_db()
    assert spec.title == "New"


def test_the_head_stands_once_approved(cumbria, commissioner, approver, signed_in):
    spec = make.specification(cumbria)
    answer = signed_in(commissioner).post(f"{spec.get_absolute_url()}change/", HEAD)
    assert answer.status_code == 409
    assert "is approved and can no longer be changed" in answer.content.decode()
