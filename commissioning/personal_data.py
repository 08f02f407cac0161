"""What in a response would say who wrote it, told by its look: none of it is kept.

A name in running text has no look of its own; whoever reads the answers takes it out by hand.
"""

from __future__ import annotations

import re

_IN_WORDS: dict[str, re.Pattern[str]] = {
    "an e-mail address": re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"),
    "a telephone number": re.compile(
        r"(?<![\d.])(?:\+\s?44[\s().-]*(?:0[\s().-]*)?|\(?0)\d(?:[\s().-]{0,2}\d){8,9}(?!\d)"
    ),
    "a postcode": re.compile(
        r"\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE
    ),
    "an NHS number": re.compile(r"(?<![\d.])[1-9]\d{2}[ -]?\d{3}[ -]?\d{4}(?![\d.])"),
    "a date of birth": re.compile(
        r"\b(?:d\.?o\.?b\.?|date of birth|born)\b\D{0,15}"
        r"\d{1,4}[ /.-]+(?:\d{1,2}|[a-z]{3,9})[ /.-]+\d{2,4}",
        re.IGNORECASE,
    ),
}
_AS_HEADER: dict[str, re.Pattern[str]] = {
    "e-mail addresses": re.compile(r"\be-?\s?mails?\b"),
    "telephone numbers": re.compile(r"\b(?:tele)?phone|\bmobile\b|\btel\b|\bcontact\b"),
    "postcodes": re.compile(r"\bpost\s?-?code"),
    "addresses": re.compile(r"\baddress|\bstreet\b|\bip\b"),
    "dates of birth": re.compile(r"\bd\.?o\.?b\b|\bbirth|\bborn\b"),
    "names": re.compile(r"\b(?:\w*names?|who are you|initials|signature|signed)\b"),
    "numbers that stand for a person": re.compile(
        r"\bnhs\b|\bnational insurance\b|\bni number|\bupn\b|\bpupil number"
    ),
}


def in_words(text: str) -> list[str]:
    """What in a text would say who wrote it or whom it is about: "a postcode"."""
    return [what for what, pattern in _IN_WORDS.items() if pattern.search(text)]


def in_header(header: str) -> str:
    """What a column of this header would hold that says who answered, or nothing."""
    plain = header.casefold()
    return next((what for what, pattern in _AS_HEADER.items() if pattern.search(plain)), "")
