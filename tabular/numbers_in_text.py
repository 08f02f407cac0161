"""A number that came as text, and what had to be assumed to read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Reading(StrEnum):
    """Something that was assumed of a text to read a number out of it."""

    THOUSANDS = "thousands"
    """Marks between the thousands were taken out: 1,200 or 1 200."""
    DECIMAL_COMMA = "decimal comma"
    """The comma was taken for a decimal point: 0,5 or 1.200,5."""
    PER_CENT = "per cent"
    """A per cent sign was taken off. The number is the one before the sign: 85 of 85%."""
    CURRENCY = "currency"
    """A pound sign was taken off."""


@dataclass(frozen=True)
class NumberInText:
    """The number, and in what ways the text was more than plain digits: none where it was plain."""

    value: Decimal
    readings: frozenset[Reading] = frozenset()

    @property
    def plain(self) -> bool:
        """Whether the text was digits, a sign and a point alone."""
        return not self.readings


LONGEST = 40
_SPACES = " \u00a0\u202f\u2009\t"
_MINUS = str.maketrans(dict.fromkeys("\u2212\u2013\u2010\u2011", "-"))
_SIGNED = re.compile(
    r"([-+]?)[SPACE]*(£?)[SPACE]*([-+]?)(.*?)[SPACE]*(%?)".replace("SPACE", _SPACES)
)
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
_COMMAS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_SPACED = re.compile(
    rf"[1-9][0-9]{{0,2}}(?:([{_SPACES}'])[0-9]{{3}})(?:\1[0-9]{{3}})*(?:[.,][0-9]+)?"
)
_POINTS = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+,[0-9]+|(?:\.[0-9]{3}){2,})")
_COMMA = re.compile(r"(?:0|[1-9][0-9]*),(?:[0-9]{1,2}|[0-9]{4,})|0,[0-9]{3}")


def number_in(text: str) -> NumberInText | None:
    """The number a text stands for as a person here would read it, or None.

    `1,200` is twelve hundred and `1.200` is 1.2, as in English; a comma is a decimal point only
    where it can be nothing else (`0,5`, `1.200,5`). What could be read in two ways is None.
    """
    stripped = text.strip().strip(_SPACES).translate(_MINUS)
    match = _SIGNED.fullmatch(stripped) if len(stripped) <= LONGEST else None
    if match is None or (match[1] and match[3]) or (match[2] and match[5]):
        return None
    digits = _digits(match[4])
    if digits is None:
        return None
    written, readings = digits
    if match[2]:
        readings |= {Reading.CURRENCY}
    if match[5]:
        readings |= {Reading.PER_CENT}
    negative = "-" in (match[1], match[3])
    return NumberInText(Decimal(f"-{written}" if negative else written), frozenset(readings))


def _digits(text: str) -> tuple[str, set[Reading]] | None:
    """The digits with a point, and what was assumed of the marks between them."""
    if _PLAIN.fullmatch(text):
        return text, set()
    if _COMMAS.fullmatch(text):
        return text.replace(",", ""), {Reading.THOUSANDS}
    if spaced := _SPACED.fullmatch(text):
        whole = text.replace(spaced[1], "")
        comma = {Reading.DECIMAL_COMMA} if "," in whole else set()
        return whole.replace(",", "."), {Reading.THOUSANDS, *comma}
    if _POINTS.fullmatch(text):
        comma = {Reading.DECIMAL_COMMA} if "," in text else set()
        return text.replace(".", "").replace(",", "."), {Reading.THOUSANDS, *comma}
    if _COMMA.fullmatch(text):
        return text.replace(",", "."), {Reading.DECIMAL_COMMA}
    return None
