"""The account itself: a link to set the password, closing it, opening it again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import AccountChange, Partnership, User
from accounts.tokens import set_password_path
from workflow.door import begin
from workflow.lifecycle import Actor

Kind = AccountChange.Kind


def make_link(
    person: User,
    *,
    partnership: Partnership | None,
    by: Actor,
    at: datetime,
    acting_for: str = "",
) -> str:
    """Make a one-time link to set the password and give its path. It is kept nowhere."""
    _change(person, Kind.LINK, partnership, by, at, acting_for=acting_for)
    return set_password_path(User.objects.get(pk=person.pk))


def close_account(
    person: User,
    *,
    partnership: Partnership | None,
    by: Actor,
    at: datetime,
    reasons: str,
    acting_for: str = "",
) -> None:
    """Let nobody sign in with this account; who is signed in is signed out by the next click."""
    with transaction.atomic():
        _change(person, Kind.CLOSED, partnership, by, at, reasons, acting_for)
        _open(person, False)


def reopen_account(
    person: User,
    *,
    partnership: Partnership | None,
    by: Actor,
    at: datetime,
    reasons: str,
    acting_for: str = "",
) -> None:
    """Let the person sign in again, with the password they had."""
    with transaction.atomic():
        _change(person, Kind.REOPENED, partnership, by, at, reasons, acting_for)
        _open(person, True)


def _change(
    person: User,
    kind: AccountChange.Kind,
    partnership: Partnership | None,
    by: Actor,
    at: datetime,
    reasons: str = "",
    acting_for: str = "",
) -> None:
    change = AccountChange(person=person, partnership=partnership, kind=kind, at=at)
    begin(change, by=by, at=at, reasons=reasons, acting_for=acting_for)


def _open(person: User, is_open: bool) -> None:
    User.objects.filter(pk=person.pk).update(is_active=is_open)
