"""What is to be done for a return, as a short list of tasks and how each stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from accounts.roles import Role
from performance.lifecycles.kpi_return import ASKED, TO_CERTIFY
from performance.models import KpiReturn, Upload
from tabular.findings import Severity
from workflow.calendar import london_date

READING, SAVED = Upload.Outcome.READING, Upload.Outcome.SAVED


@dataclass(frozen=True)
class Task:
    """One task: `key` says which page does it; no tone where there is nothing to do yet."""

    key: str
    title: str
    hint: str
    standing: str
    tone: str = ""
    open: bool = True


def tasks_of(kpi_return: KpiReturn, last: Upload | None, certifies: bool = True) -> list[Task]:
    """The five tasks of a return that takes figures, in their order.

    `last` is what was sent last; `certifies`, whether whoever reads them may do the last one.
    """
    received = kpi_return.upload is not None
    return [
        Task(
            "download",
            "Download the workbook",
            "A row for each KPI and area, with the definitions and your figures of the period before.",
            "Ready",
        ),
        Task(
            "fill",
            "Fill it in, or type the figures here",
            "The same checks either way. Typed figures can be saved and finished later.",
            *_typing(last),
        ),
        Task(
            "send",
            "Send it",
            "Every check is made at once. The file is kept as you sent it.",
            *_sending(last, received),
        ),
        _mending(last),
        Task(
            "certify",
            "Certify and submit",
            "Somebody who certifies looks at the figures. Until then nothing is submitted.",
            *_certifying(kpi_return, certifies),
            open=certifies and kpi_return.state in TO_CERTIFY,
        ),
    ]


def _typing(last: Upload | None) -> tuple[str, str]:
    if last is not None and last.outcome == SAVED:
        return "Saved part-way", "waiting"
    return ("Done", "") if last is not None else ("To do", "blue")


def _sending(last: Upload | None, received: bool) -> tuple[str, str]:
    if last is not None and last.outcome == READING:
        return "Being read", "waiting"
    if last is not None and last.outcome == SAVED:
        return "To do", "blue"
    if last is not None and last.rejected:
        return "Not taken yet", "bad"
    return ("Received", "good") if received else ("To do", "blue")


def _certifying(kpi_return: KpiReturn, certifies: bool) -> tuple[str, str]:
    if kpi_return.state in TO_CERTIFY:
        return ("Ready", "blue") if certifies else ("Waits for a certifier", "waiting")
    return "After the questions" if kpi_return.state in ASKED else "Cannot start yet", ""


def _mending(last: Upload | None) -> Task:
    hint = "All that was found, with what would be right; give reasons there."
    if last is None or not last.rejected:
        return Task("mend", "Put right what was found", hint, "Nothing to put right", open=False)
    count = to_put_right(last)
    words = "1 thing" if count == 1 else f"{count:,} things"
    return Task("mend", "Put right what was found", hint, words, "bad")


def to_put_right(upload: Upload) -> int:
    """Findings but for what is only noted."""
    return sum(found.get("severity") != Severity.NOTE for found in upload.findings)


def certifiers_of(kpi_return: KpiReturn, at: datetime) -> list[User]:
    """Who may certify for its provider on the day, by name. One query."""
    day = london_date(at)
    held = kpi_return.agreement.provider.memberships.filter(role=Role.CERTIFIER, partnership=None)
    known = held.select_related("person").order_by("person__name", "pk")
    return [membership.person for membership in known if membership.holds_on(day)]
