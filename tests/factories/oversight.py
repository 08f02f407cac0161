"""Fixtures of oversight and packs: one partnership with two areas, a browser for each of its people."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Partnership
from accounts.roles import Role
from commissioning.models import Area
from tests.factories import commissioning, people
from tests.factories.people import AT
from workflow import clock

SignIn = Callable[[Role], Client]


@pytest.fixture
def trust(db: None) -> Partnership:
    return people.trust()


@pytest.fixture
def areas(trust: Partnership) -> list[Area]:
    return [commissioning.area(trust, name) for name in ("Carlisle", "Eden")]


@pytest.fixture
def visit(trust: Partnership) -> SignIn:
    """Sign a person of that role in."""

    def sign_in(role: Role) -> Client:
        client = Client()
        client.force_login(people.person(role, trust))
        clock.start_at(AT)
        return client

    return sign_in
