"""Records in addresses that outsiders see, without the number they have in the database.

Those numbers run through every place of the installation: from two of their own, somebody could tell
how many records others made in between. `<veiled:pk>` in an address shows the same number as sixteen
letters in no order; a view and `reverse` know the number alone. This hides order and count, and
guards nothing: every page asks its gate for the record all the same.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import cache

from django.conf import settings

#: A record's number is below two to the 62nd: two halves, exchanged in each round.
_HALF = 31
_MASK = (1 << _HALF) - 1
_ROUNDS = (1, 2, 3, 4)


def veiled(number: int) -> str:
    """How an address names the record of this number. Raises ValueError where it is no number."""
    if not 0 <= number < 1 << (2 * _HALF):
        raise ValueError(f"{number} is no record's number.")
    left, right = number >> _HALF, number & _MASK
    for turn in _ROUNDS:
        left, right = right, left ^ _mixed(turn, right)
    return f"{left << _HALF | right:016x}"


def unveiled(text: str) -> int:
    """The number of the record an address names. Any such text is some number."""
    whole = int(text, 16)
    left, right = whole >> _HALF, whole & _MASK
    for turn in reversed(_ROUNDS):
        left, right = right ^ _mixed(turn, left), left
    return left << _HALF | right


def _mixed(turn: int, half: int) -> int:
    said = b"%d:%d" % (turn, half)
    return int.from_bytes(hmac.digest(_key(settings.SECRET_KEY), said, "sha256")[:4]) & _MASK


@cache
def _key(secret: str) -> bytes:
    return hashlib.sha256(f"workflow.addresses:{secret}".encode()).digest()


class Veiled:
    """`<veiled:pk>`: a number that is shown as letters in no order (registered in config.urls)."""

    regex = "[0-3][0-9a-f]{15}"

    def to_python(self, value: str) -> int:
        """The number, for the view."""
        return unveiled(value)

    def to_url(self, value: int | str) -> str:
        """The letters, for the address."""
        return veiled(int(value))
