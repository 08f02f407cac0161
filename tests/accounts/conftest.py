"""A partnership with an administrator, and a client who is signed in."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.models import Partnership, User
from accounts.roles import Role
from tests.factories import people
from workflow.clock import start_at

#: What people in these tests know.
PASSWORD = "three words together"


@pytest.fixture(autouse=True)
def _today(db: None, at: datetime) -> None:
    """Pages are asked for on the day of the tests."""
    start_at(at)


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def cumbria() -> Partnership:
    return people.trust()


@pytest.fixture
def cornwall() -> Partnership:
    return people.trust("Cornwall", "cornwall")


@pytest.fixture
def administrator(cumbria: Partnership) -> User:
    return people.person(Role.ADMINISTRATOR, cumbria, "Ada Minster")


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def office(administrator: User, signed_in) -> Client:
    """The administrator of Cumbria, signed in."""
    return signed_in(administrator)


def with_password(user: User) -> User:
    """The same person, able to sign in with PASSWORD."""
    user.set_password(PASSWORD)
    user.save()
    return user
