"""A trust, and a browser of one of its people at a given moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from accounts.models import Partnership, User
from tests.factories.people import AT, trust
from workflow.clock import start_at

Visit = Callable[..., Client]


@pytest.fixture
def cumbria(db: None) -> Partnership:
    """A partnership."""
    return trust()


@pytest.fixture
def signed_in(db: None) -> Callable[..., Client]:
    """`signed_in(person, at)`: a client of that person, with the clock at `at`."""

    def enter(person: User, at: datetime = AT) -> Client:
        start_at(at)
        client = Client()
        client.force_login(person)
        return client

    return enter
