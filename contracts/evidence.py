"""What a review should look at: each room says what it knows of an agreement since a day.

A room registers, in its own evidence.py:

    @register
    def returns(agreement, since, at): yield Evidence("Returns on time", "3 of 4 due since ...")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from contracts.models import Agreement


@dataclass(frozen=True)
class Evidence:
    """One thing to look at: what it is, what it says, and the page that shows it ("" without)."""

    title: str
    text: str
    url: str = ""


Source = Callable[[Agreement, date, datetime], Iterable[Evidence]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Add a source: given an agreement, the day of its last review and the moment of asking."""
    if source not in _sources:
        _sources.append(source)
    return source


def evidence_about(agreement: Agreement, since: date, at: datetime) -> list[Evidence]:
    """Everything every room knows, in the order the rooms are installed."""
    return [one for source in _sources for one in source(agreement, since, at)]


def kept(found: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Evidence as a review keeps it."""
    return [asdict(one) for one in found]


def as_kept(stored: Iterable[dict[str, Any]]) -> list[Evidence]:
    """The same, read back."""
    return [Evidence(**one) for one in stored]
