"""The terms an agreement reports by: set while it is drafted, changed later by a variation alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from workflow import words

#: The terms a variation may change, in the words of a page. The lot is as awarded.
TERMS = {
    "reports_from": "Reports from",
    "days_to_report": "Working days to report",
    "one_person_may_certify": "One person may prepare and certify",
    "asks_narrative": "Returns tell of the period in words",
    "asks_workforce": "Returns tell of the workforce",
    "asks_finance": "Returns tell of spending",
}

#: A change as a variation keeps it: the value after it and, once it is in force, before it.
Change = dict[str, Any]


def changes_to(agreement: Any, given: Mapping[str, Any]) -> dict[str, Change]:
    """What of the terms given differs from the agreement's own, as a variation keeps it."""
    return {
        name: {"after": _kept(given[name])}
        for name in TERMS
        if name in given and given[name] != getattr(agreement, name)
    }


def with_before(agreement: Any, changes: Mapping[str, Change]) -> dict[str, Change]:
    """The same changes with the agreement's own terms beside them."""
    return {
        name: {"before": _kept(getattr(agreement, name)), "after": change["after"]}
        for name, change in changes.items()
    }


def terms_after(changes: Mapping[str, Change]) -> dict[str, Any]:
    """The terms as they are with these changes."""
    return {name: _read(name, change["after"]) for name, change in changes.items()}


def in_words(name: str, value: Any) -> str:
    """A term as a page says it, from how it is kept or from the agreement."""
    known = _read(name, value)
    if isinstance(known, bool):
        return "Yes" if known else "No"
    if name == "reports_from":
        return words.day(known) or "Its start"
    return str(known)


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _read(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name == "reports_from" and isinstance(value, str) else value
