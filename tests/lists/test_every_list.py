"""A list asks as many questions of the database for thirty records as for three: every list."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from tests.factories import people
from tests.lists.growing import NO_LISTS, OF_A_PARTNERSHIP, OF_A_PROVIDER, Grow, Place
from tests.permissions.table import pages
from workflow.clock import start_at

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_every_page_that_may_be_a_list_is_tried() -> None:
    """A page without a record in its address is tried here, or said to list nothing."""
    wanted = {row.name for row in pages() if not row.at and row.answer == 200}
    tried = set(OF_A_PARTNERSHIP) | set(OF_A_PROVIDER)
    assert sorted(wanted - tried - NO_LISTS) == []
    assert sorted((tried | NO_LISTS) - wanted) == []


@pytest.mark.parametrize("name", sorted(OF_A_PARTNERSHIP))
def test_a_list_of_a_partnership(name: str) -> None:
    grow, ceiling = OF_A_PARTNERSHIP[name]
    place = Place()
    url = reverse(name, args=[place.trust.slug])
    _does_not_grow(place, url, place.visitor, grow, ceiling)


@pytest.mark.parametrize("name", sorted(OF_A_PROVIDER))
def test_a_list_of_a_provider(name: str) -> None:
    grow, ceiling = OF_A_PROVIDER[name]
    place = Place()
    person = people.person(Role.CERTIFIER, place.provider)
    people.also(person, Role.PREPARER, place.provider)
    _does_not_grow(place, reverse(name, args=[place.provider.slug]), person, grow, ceiling)


def _does_not_grow(place: Place, url: str, person: User, grow: Grow, ceiling: int) -> None:
    start_at(people.AT)
    client = Client()
    client.force_login(person)
    for number in range(3):
        grow(place, number)
    few = _asked(client, url)
    for number in range(3, 30):
        grow(place, number)
    many = _asked(client, url)
    more = Counter(map(_shape, many)) - Counter(map(_shape, few))
    assert len(many) <= len(few), f"{len(few)} became {len(many)}: {more.most_common(12)}"
    assert len(few) <= ceiling


def _shape(sql: str) -> str:
    """What is asked of which table, whatever the values."""
    table, _, condition = sql.partition(" FROM ")[2].partition(" WHERE ")
    return re.sub(r"\d+(, \d+)*", "#", f"{table[:60]} … {condition[:120]}")


def _asked(client: Client, url: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
        assert answer.status_code == 200
        b"".join(answer)
    return [query["sql"] for query in queries.captured_queries]
