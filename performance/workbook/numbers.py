"""What somebody wrote where a number was asked for, and which number it is, if any."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from tabular.numbers_in_text import Reading, number_in

NAN = float("nan")
#: Beyond any number that means something here, and still a number.
_ENDLESS = 1e30


class Kind(Enum):
    """What a text in a cell for a number is."""

    NUMBER = auto()
    READ_AS = auto()
    """A number in another way of writing: £1,200; 1.200,5."""
    EITHER = auto()
    """A number that can be read in two ways: 1.200."""
    PERCENT = auto()
    TWO_NUMBERS = auto()
    HIDDEN = auto()
    """A sign put in place of a small number."""
    NONE_WORD = auto()
    NOT_GIVEN_WORD = auto()
    ABOUT = auto()
    """A number that is not exact: about 30, 30+."""
    OTHER = auto()


@dataclass(frozen=True)
class Written:
    """What was written, and the number it is (NAN where it is none to go by)."""

    kind: Kind
    value: float = NAN
    pair: tuple[str, str] = ("", "")
    """The two numbers, or the two ways of reading one."""


_DIGITS = r"[0-9]+|[0-9]{1,3}(?:[, '’][0-9]{3})+"
_POINTED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_PER_CENT = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(?:per ?cent|pc)", re.I)
_PAIR = re.compile(rf"({_DIGITS}) ?(?:/|of|out of|from) ?({_DIGITS})", re.I)
_ABOUT = re.compile(
    r"(?:(?:c|ca|circa|about|approx|approximately|around|roughly|est|estimated)\.? ?|[~≈>≥] ?)"
    rf"(?:{_DIGITS})(?:\.[0-9]+)?|(?:{_DIGITS}) ?(?:\+|\?|approx\.?|ish|[-–] ?(?:{_DIGITS}))",
    re.I,
)
_HIDDEN = re.compile(
    r"\*+|\[?[cxzsu]\]?|(?:<|≤|<=) ?[0-9]+|(?:fewer|less) than [0-9a-z]+|under [0-9]+|suppressed|"
    r"redacted|withheld|small numbers?|1[-–]4|[0-9]+ or fewer",
    re.I,
)
_NONE = {"nil", "none", "-", "–", "—", "zero", "no", "nought", "nil return", "0 (nil)", "no one"}
_NOT_GIVEN = {
    *("n/a", "na", "n.a.", "n.a", "#n/a", "not applicable", "not available", "unavailable"),
    *("unknown", "not known", "tbc", "tba", "to follow", "pending", "awaited", "awaiting", "?"),
    *("nk", "n/k", "no data", "not collected", "missing", "..", "...", ":", "x/x"),
    *("awaiting data", "not recorded", "to be confirmed"),
}
_POUND_AFTER = re.compile(r"(?<=[0-9]) ?(?:£|gbp)$", re.I)
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007\t\r\n", " "))


def written(text: str) -> Written:
    """What a text is, where a number is asked for."""
    said = " ".join(text.translate(_SPACES).split())
    bare = _unbracketed(_POUND_AFTER.sub("", said))
    if way := _POINTED.fullmatch(bare.lstrip("£ ")):
        return Written(
            Kind.EITHER, pair=(f"{float(way[0]):g}", f"{int(way[0].replace('.', '')):,}")
        )
    found = number_in(bare.removesuffix("."))
    if found is None:
        return _in_words(said)
    value = max(min(float(found.value), _ENDLESS), -_ENDLESS)
    if Reading.PER_CENT in found.readings:
        return Written(Kind.PERCENT, pair=(f"{value:g}", ""))
    plain = bare == said and found.readings <= {Reading.THOUSANDS} and said.count(".") < 2
    return Written(Kind.NUMBER if plain else Kind.READ_AS, value)


def _in_words(said: str) -> Written:
    small = said.casefold().strip()
    if small in _NONE:
        return Written(Kind.NONE_WORD)
    if small in _NOT_GIVEN:
        return Written(Kind.NOT_GIVEN_WORD)
    if percent := _PER_CENT.fullmatch(said):
        return Written(Kind.PERCENT, pair=(percent[1], ""))
    if pair := _PAIR.fullmatch(said):
        return Written(Kind.TWO_NUMBERS, pair=(pair[1], pair[2]))
    if _HIDDEN.fullmatch(said):
        return Written(Kind.HIDDEN)
    return Written(Kind.ABOUT if _ABOUT.fullmatch(said) else Kind.OTHER)


def _unbracketed(said: str) -> str:
    """(30) as accountants write minus 30."""
    inner = said[1:-1].strip()
    return f"-{inner}" if said[:1] == "(" and said[-1:] == ")" and inner[:1].isdigit() else said
