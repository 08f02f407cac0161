"""The people of one partnership, and a browser's client for each."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from accounts.models import Organisation, Partnership, User
from accounts.roles import Role
from tests.factories import people
from tests.factories.commissioning import approver_of, commissioner_of
from tests.factories.people import AT
from workflow import clock

SignIn = Callable[[User], Client]


@pytest.fixture
def trust(db: None) -> Partnership:
    return people.trust()


@pytest.fixture
def provider(db: None) -> Organisation:
    return people.provider()


@pytest.fixture
def commissioner(trust: Partnership) -> User:
    return commissioner_of(trust)


@pytest.fixture
def approver(trust: Partnership) -> User:
    return approver_of(trust)


@pytest.fixture
def board_member(trust: Partnership) -> User:
    return people.person(Role.BOARD, trust)


@pytest.fixture
def signed_in(db: None) -> SignIn:
    """A client signed in as a person, on the day of the tests."""

    def sign_in(person: User, at: datetime = AT) -> Client:
        clock.start_at(at)
        client = Client()
        client.force_login(person)
        return client

    return sign_in
