"""The people a demonstration lists on its sign-in page. Empty everywhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class SignInLine:
    """One invented person: role in words, address, organisation, partnership by its short name."""

    role: str
    email: str
    organisation: str
    partnership: str


Source = Callable[[], tuple[list[SignInLine], str]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Name the demonstration's list; called from its app's `ready`."""
    _sources.append(source)
    return source


def listed() -> tuple[list[SignInLine], str]:
    """The people and the words about their password; nothing outside a demonstration."""
    if settings.MODE != "demonstration" or not _sources:
        return [], ""
    return _sources[0]()
