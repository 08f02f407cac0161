"""Your work: each app says what awaits a step of a person; the home page lists it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.gate import Visit


@dataclass(frozen=True)
class WorkItem:
    """One thing that awaits the visitor: what, where, what to do, and by when."""

    title: str
    url: str
    todo: str
    due: datetime | None = None
    kind: str = ""


Source = Callable[["Visit"], list[WorkItem]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Add a source of work; called in an app's `work` module."""
    if source not in _sources:
        _sources.append(source)
    return source


def work_for(visit: Visit) -> list[WorkItem]:
    """Everything that awaits the visitor, most urgent first; what has no date comes last."""
    items = [item for source in _sources for item in source(visit)]
    return sorted(items, key=lambda i: (i.due is None, i.due or visit.at, i.title))
