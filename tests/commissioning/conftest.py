"""A partnership with its people, and browsers signed in as each of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Partnership, User
from accounts.roles import Role
from tests.factories.people import AT, person, trust


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are asked for at the time the factories use."""
    monkeypatch.setattr("workflow.middleware.now", lambda: AT)


@pytest.fixture
def cumbria(db: None) -> Partnership:
    """The partnership of these tests."""
    return trust()


@pytest.fixture
def commissioner(cumbria: Partnership) -> User:
    """Its first commissioner, who writes what the factories make."""
    return person(Role.COMMISSIONER, cumbria, name="Cara Commissioner")


@pytest.fixture
def approver(cumbria: Partnership) -> User:
    """Its first approver."""
    return person(Role.APPROVER, cumbria, name="Anil Approver")


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A browser signed in as somebody."""

    def enter(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return enter
