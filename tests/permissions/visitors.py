"""Everybody of the world, signed in; and how a page's answer is read."""

from __future__ import annotations

import io
import re
import zipfile
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import PARTNERSHIP_ROLES, PROVIDER_ROLES, Role
from tests.permissions.table import Row
from tests.permissions.world import Facts, Half, World

#: Who is tried of a second partnership; of the first, everybody is.
STRONGEST = {Role.COMMISSIONER, Role.CERTIFIER}
#: Signed out.
NOBODY = None
FRESH = re.compile(rb'(csrfmiddlewaretoken" value|nonce)="[^"]*"|Page made [^<]*')


class Visitors:
    """Sessions of everybody, begun once; every request gets a client of its own."""

    def __init__(self, world: World) -> None:
        self._sessions: dict[int, str] = {}
        for half in (*world.others, world.home):
            for person in half.people.values():
                self._sessions[person.pk] = _session_of(person)

    def client(self, person: User | None) -> Client:
        """A browser in which this person is signed in."""
        client = Client(raise_request_exception=False)
        if person is not None:
            client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: self._sessions[person.pk]})
        return client

    def answer(self, person: User | None, method: str, url: str) -> Any:
        """What the person is answered. Whatever was changed is undone."""
        with transaction.atomic():
            answer = getattr(self.client(person), method)(url)
            transaction.set_rollback(True)
        return answer

    def ask(self, person: User | None, method: str, url: str) -> int:
        """The status of the answer."""
        return int(self.answer(person, method, url).status_code)


def _session_of(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def address(row: Row, facts: Facts, **put: int | str) -> str:
    """The address of a row, its place and records taken from `facts`, but those of `put`."""
    args = [word[1:] if word.startswith("=") else put.get(word, facts.get(word)) for word in row.at]
    missing = [word for word, arg in zip(row.at, args, strict=True) if arg is None]
    assert not missing, f"{row.name}: the world has no {missing}"
    return reverse(row.name, args=[facts[row.place], *args])


def strangers(row: Row, world: World) -> dict[str, User]:
    """Those whose place the row's is not: of other partnerships, of other providers."""
    found = {
        f"{role} of {other.trust.slug}": person
        for other in world.others
        for role, person in other.people.items()
        if other is world.away or role in STRONGEST
    }
    outside = PROVIDER_ROLES if row.place == "partnership" else PARTNERSHIP_ROLES
    return found | {
        f"{role} of {'our provider' if role in PROVIDER_ROLES else 'Cumbria'}": person
        for role, person in world.home.people.items()
        if role in outside
    }


def insiders(row: Row, half: Half) -> dict[Role, User]:
    """The people of the row's place, by role."""
    wanted = PROVIDER_ROLES if row.place == "organisation" else PARTNERSHIP_ROLES
    return {role: person for role, person in half.people.items() if role in wanted}


def text_of(answer: Any) -> str:
    """Everything an answer says; a workbook is unpacked."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    headers = " ".join(f"{name}: {value}" for name, value in answer.items())
    return headers + content.decode(errors="replace")


def bare(content: bytes) -> bytes:
    """A page without what is fresh in every answer."""
    return FRESH.sub(b"", content)
