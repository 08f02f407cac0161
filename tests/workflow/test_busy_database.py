"""A deadlock is answered with a page that says what to do; other faults are not hidden."""

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from workflow.middleware import BusyDatabase


@pytest.fixture
def answer():
    return BusyDatabase(lambda request: None).process_exception


@pytest.mark.parametrize("said", ["deadlock detected", "database is locked"])
def test_what_the_database_gave_up_for_others_is_a_409(answer, said):
    page = answer(RequestFactory().post("/"), OperationalError(f"{said}: details"))
    assert page.status_code == 409
    assert "Nothing of yours was saved" in page.content.decode()


def test_every_other_fault_goes_on(answer):
    assert answer(RequestFactory().get("/"), OperationalError("no such table")) is None
    assert answer(RequestFactory().get("/"), ValueError("x")) is None
