"""Counting attempts to sign in, so that nobody can try passwords one after another.

Each attempt is written down before the password is looked at and counted after that, so that
attempts made at the same moment, by several web servers too, all see one another: of any number,
no more than the limit reach the password.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from django.db.models import Q
from django.utils.crypto import salted_hmac

from accounts.models import SignInAttempt
from accounts.models.user import plain_address
from workflow.lifecycle import Refused

WINDOW = timedelta(minutes=15)
#: Failures within the window after which the next attempt is refused.
FROM_ONE_ADDRESS_ON_ONE_ACCOUNT = 5
ON_ONE_ACCOUNT = 20
FROM_ONE_ADDRESS = 100
#: A subscriber of IPv6 has a whole /64 of addresses: it counts as one.
ONE_SUBSCRIBER = 64


class TooManyAttempts(Refused):
    """Wait: `wait` is how long."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        minutes = max(1, math.ceil(wait.total_seconds() / 60))
        unit = "minute" if minutes == 1 else "minutes"
        super().__init__(f"Too many attempts to sign in. Wait {minutes} {unit}, then try again.")


@dataclass(frozen=True)
class Caller:
    """What an attempt is counted under: digests of the account's e-mail and of the address."""

    account: str
    address: str


def caller(email: str, address: str) -> Caller:
    """Whose attempt this is."""
    return Caller(
        _digest("account", plain_address(email)), _digest("address", _subscriber(address))
    )


def admit(who: Caller, *, at: datetime) -> None:
    """Write the attempt down and let it pass. Raises TooManyAttempts with the time to wait.

    A refused attempt is not counted: waiting is enough, trying on does not lengthen it.
    """
    SignInAttempt.objects.filter(at__lte=at - WINDOW).delete()
    attempt = SignInAttempt.objects.create(account=who.account, address=who.address, at=at)
    wait = max(_wait(rule, limit, at) for rule, limit in _limits(who))
    if wait:
        attempt.delete()
        raise TooManyAttempts(wait)


def forget(who: Caller) -> None:
    """The password was right: the caller's attempts on this account count no more."""
    SignInAttempt.objects.filter(account=who.account, address=who.address).delete()


def _limits(who: Caller) -> list[tuple[Q, int]]:
    account, address = Q(account=who.account), Q(address=who.address)
    return [
        (account & address, FROM_ONE_ADDRESS_ON_ONE_ACCOUNT),
        (account, ON_ONE_ACCOUNT),
        (address, FROM_ONE_ADDRESS),
    ]


def _wait(rule: Q, limit: int, at: datetime) -> timedelta:
    """How long until fewer than `limit` of the earlier attempts remain; zero when that is so now."""
    recent = SignInAttempt.objects.filter(rule, at__gt=at - WINDOW)
    beyond = list(recent.values_list("at", flat=True)[limit : limit + 1])
    return beyond[0] + WINDOW - at if beyond else timedelta()


def _digest(what: str, value: str) -> str:
    return salted_hmac(f"accounts.attempts.{what}", value, algorithm="sha256").hexdigest()


def _subscriber(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return str(int(known) >> (128 - ONE_SUBSCRIBER))
    return str(known)
