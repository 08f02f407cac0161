"""What the operator's commands share: finding by name, refusing in plain words, telling the link."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from django.core.management.base import CommandError

from accounts.actions.places import Welcome
from accounts.models import Organisation, Partnership, User
from accounts.models.user import plain_address
from workflow.lifecycle import Refused


class Writes(Protocol):
    """Somewhere a command writes its lines."""

    def write(self, msg: str) -> Any: ...


def plainly(handle: Callable[..., None]) -> Callable[..., None]:
    """Let a refusal end the command with its sentences and exit code 1."""

    @wraps(handle)
    def handled(*args: Any, **options: Any) -> None:
        try:
            handle(*args, **options)
        except Refused as refusal:
            raise CommandError(" ".join([*refusal.sentences, "Nothing was changed."])) from None

    return handled


def tell(out: Writes, welcome: Welcome) -> None:
    """Print how the person comes in."""
    if welcome.link:
        out.write(f"{welcome.person} ({welcome.person.email}) sets a password within three days at")
        out.write(welcome.link)
    else:
        out.write(f"{welcome.person} ({welcome.person.email}) signs in as before.")


def partnership_called(slug: str) -> Partnership:
    """The partnership with this slug. Raises Refused."""
    found = Partnership.objects.filter(slug=slug).first()
    if found is None:
        raise Refused(f"There is no partnership '{slug}'.")
    return found


def organisation_called(slug: str) -> Organisation:
    """The organisation with this slug. Raises Refused."""
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise Refused(f"There is no organisation '{slug}'.")
    return found


def person_called(email: str) -> User:
    """The person with this address. Raises Refused."""
    found = User.objects.filter(email=plain_address(email)).first()
    if found is None:
        raise Refused(f"Nobody has the address {plain_address(email)}.")
    return found
