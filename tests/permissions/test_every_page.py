"""Every page, asked for by everybody: who is shown it, who is refused, who is told it is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from accounts.roles import Role
from tests.permissions import table
from tests.permissions.table import DEMONSTRATION, OPEN, PUBLIC, Row, pages, rows
from tests.permissions.visitors import NOBODY, Visitors, address, insiders, strangers
from tests.permissions.world import World

#: What a person may be answered who sends a form with nothing in it.
SENT = {200, 302, 405, 409, 410, 422}


def names_of(patterns: Iterable[URLPattern | URLResolver], inside: str = "") -> Iterator[str]:
    """Every URL name under these patterns, with its app."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names_of(pattern.url_patterns, inside + space)
        else:
            yield f"{inside}{pattern.name}"


def test_the_table_knows_every_address_and_no_other() -> None:
    known, there = table.names(), set(names_of(get_resolver().url_patterns))
    assert (sorted(there - known), sorted(known - there)) == ([], [])


@pytest.mark.parametrize("row", rows(), ids=str)
def test_by_role(row: Row, world: World, signed_in: Visitors) -> None:
    """Shown to the roles it is for, refused to the others, looked at and sent."""
    url, wrong = address(row, world.home.facts), []
    for role, person in insiders(row, world.home).items():
        allowed = role in row.who
        refused = 404 if role in row.unseen else 403
        got = signed_in.ask(person, "get", url)
        if got != (row.answer if allowed or row.answer == 405 else refused):
            wrong.append(f"get by {role}: {got}")
        got = signed_in.ask(person, "post", url)
        if got not in (SENT if allowed else {refused, 405}):
            wrong.append(f"post by {role}: {got}")
    assert wrong == []


@pytest.mark.parametrize("row", pages(), ids=str)
def test_by_nobody_and_strangers(row: Row, world: World, signed_in: Visitors) -> None:
    """Signed out, one is sent to sign in; a commissioner or certifier from elsewhere gets 404."""
    url, people = address(row, world.home.facts), strangers(row, world)
    assert _sent_to_sign_in(signed_in, url) == []
    strongest = {who: people[who] for who in people if "commissioner" in who or "certifier" in who}
    assert len(strongest) >= 4
    assert _told_it_is_not_there(row, strongest, signed_in, url) == []


@pytest.mark.slow
@pytest.mark.parametrize("row", rows(), ids=str)
def test_by_every_stranger(row: Row, world: World, signed_in: Visitors) -> None:
    """The same for every role from elsewhere."""
    url = address(row, world.home.facts)
    assert _told_it_is_not_there(row, strangers(row, world), signed_in, url) == []


@pytest.mark.slow
@pytest.mark.parametrize("row", rows(), ids=str)
def test_by_role_in_the_others(row: Row, world: World, signed_in: Visitors) -> None:
    """What holds in one partnership holds in every other, whichever came first."""
    wrong = []
    for half in world.others:
        url = address(row, half.facts)
        for role, person in insiders(row, half).items():
            expected = row.answer if role in row.who or row.answer == 405 else 403
            expected = 404 if role in row.unseen and row.answer != 405 else expected
            if (got := signed_in.ask(person, "get", url)) != expected:
                wrong.append(f"{half.trust.slug}, {role}: {got}")
    assert wrong == []


def _sent_to_sign_in(signed_in: Visitors, url: str) -> list[str]:
    wrong = []
    for method in ("get", "post"):
        answer = signed_in.answer(NOBODY, method, url)
        where = answer.headers.get("Location", "")
        if answer.status_code != 302 or not where.startswith(reverse("accounts:sign_in")):
            wrong.append(f"{method} signed out: {answer.status_code}")
    return wrong


def _told_it_is_not_there(
    row: Row, people: dict[str, User], signed_in: Visitors, url: str
) -> list[str]:
    """405 is no leak: it says nothing of the record, only that the page takes no such request."""
    wrong = []
    for who, person in people.items():
        for method in ("get", "post"):
            got = signed_in.ask(person, method, url)
            if got not in ({404, 405} if method == "post" or row.answer == 405 else {404}):
                wrong.append(f"{method} by {who}: {got}")
    return wrong


@pytest.mark.parametrize("name", OPEN)
def test_page_of_everybody_signed_in(name: str, world: World, signed_in: Visitors) -> None:
    url = reverse(name)
    assert signed_in.ask(NOBODY, "get", url) == 302
    for half in (world.home, world.away):
        for role in (Role.ADMINISTRATOR, Role.PREPARER):
            assert signed_in.ask(half.people[role], "get", url) == OPEN[name], role


@pytest.mark.parametrize("name", PUBLIC)
def test_page_of_everybody(name: str, world: World, signed_in: Visitors) -> None:
    assert signed_in.ask(NOBODY, "get", reverse(name)) == PUBLIC[name]


@pytest.mark.parametrize("name", sorted(DEMONSTRATION))
def test_page_of_a_demonstration(name: str, world: World, signed_in: Visitors) -> None:
    for person in (NOBODY, *world.home.people.values()):
        for method in ("get", "post"):
            assert signed_in.ask(person, method, reverse(name)) in (302, 404)
            assert person is NOBODY or signed_in.ask(person, method, reverse(name)) == 404
