"""Whole numbers in addresses and in the names of fields: what anybody may have written there."""

from __future__ import annotations

#: Digits of the largest number the databases take as a key, less one.
_DIGITS = 18


def whole_number(text: str) -> int | None:
    """The number a text is, in plain digits and of a size a record may have; None for any other text."""
    plain = text.isascii() and text.isdigit() and len(text) <= _DIGITS
    return int(text) if plain else None
