"""The codes of statuses, and what else people call them."""

from __future__ import annotations

from performance.entries import NONE
from performance.entries import STATUSES as CODES
from performance.workbook.definition import STATUSES

REPORTED, NIL, NOT_AVAILABLE, NOT_APPLICABLE = range(len(CODES))


def status_of(text: str) -> int:
    """The code of a status, also in other words for it; NONE for a text that is none."""
    key = _status_key(text)
    return _CODE.get(key, _MEANT.get(key, NONE))


def is_status(text: str) -> bool:
    """Whether a text is a status as we call it, however its capitals, spaces and hyphens stand."""
    return _status_key(text) in _CODE


def _status_key(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").strip(" .*").split())


_CODE = {label.casefold(): CODES.index(status) for label, status in STATUSES.items()}
#: Other words for a status that can mean no other.
_MEANT = {
    **dict.fromkeys(("report", "given", "data given", "data supplied", "provided"), REPORTED),
    **dict.fromkeys(("nil return", "nil report", "none", "zero", "0", "true nil"), NIL),
    **dict.fromkeys(("unavailable", "data not available", "no data", "not known"), NOT_AVAILABLE),
    **dict.fromkeys(("unknown", "not collected", "data unavailable"), NOT_AVAILABLE),
    **dict.fromkeys(("does not apply", "not relevant", "doesn't apply"), NOT_APPLICABLE),
}
