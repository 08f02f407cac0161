"""What stands in the way of a request about a return, and who is told of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workflow.lifecycle import Actor, Deed, Refused


def said(text: str, otherwise: str) -> str:
    """The text without its margins. Refused with the sentence when nothing was written."""
    if not text.strip():
        raise Refused(otherwise)
    return text.strip()


def not_submitted(request: Any, deed: Deed) -> str | None:
    """What has been submitted is neither late any more nor to be done without."""
    settled: str | None = request.too_late()
    return settled


def tell_asker(done: str) -> Callable[[Any, Deed], list[tuple[Actor, str]]]:
    """Whoever asked hears what became of it."""
    return lambda request, deed: [(request.asked_by, f"{deed.by} {done}: {request}.")]
