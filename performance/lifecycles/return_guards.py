"""What stands in a return's way, and who is told: functions that return sentences, or nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from performance.reference import LONGEST_EXTENSION
from workflow import calendar, words
from workflow.lifecycle import Actor, Deed, Refused


def said(text: str, otherwise: str) -> str:
    """The text without its margins. Refused with the sentence when nothing was written."""
    if not text.strip():
        raise Refused(otherwise)
    return text.strip()


def as_seen(kpi_return: Any, seen: str | None) -> None:
    """Refuse to stand by figures that came after the page was opened. None: no page was shown."""
    if seen is not None and kpi_return.other_than(seen):
        raise Refused(
            "The figures have changed since you opened this page. Go back to the return, look at "
            "them, and begin this step again."
        )


def figures_complete(kpi_return: Any, deed: Deed) -> list[str]:
    """Every figure the schedule asks for is there, or explained."""
    unfinished = kpi_return.unfinished()
    return [*kpi_return.gaps(), *([unfinished] if unfinished else [])]


def a_figure_differs(kpi_return: Any, deed: Deed) -> str | None:
    """A correction says something else than the version it takes the place of."""
    same: str | None = kpi_return.changes_no_figure()
    return same


def a_second_person(kpi_return: Any, deed: Deed) -> str | None:
    """Somebody else than who prepared the figures certifies them, unless the agreement allows it."""
    alone: str | None = kpi_return.prepared_alone_by(deed.by)
    return alone


def queries_answered(kpi_return: Any, deed: Deed) -> list[str]:
    """After a query every question is answered, or its figure is another."""
    waiting: list[str] = kpi_return.unanswered()
    return waiting


def questions_sent(kpi_return: Any, deed: Deed) -> str | None:
    """A question that was written is sent, or removed, before the figures count."""
    unsent: str | None = kpi_return.unsent_questions()
    return unsent


def period_has_ended(kpi_return: Any, deed: Deed) -> str | None:
    """A period is reported when it is over."""
    early: str | None = kpi_return.too_early(deed.at)
    return early


def a_later_version_counts(kpi_return: Any, deed: Deed) -> str | None:
    """Figures that count go only when others take their place."""
    alone: str | None = kpi_return.not_replaced()
    return alone


def a_later_day(kpi_return: Any, until: date | None, deed: Deed) -> None:
    """Refuse a due date that is no later than the present one, has passed, or is far away."""
    due, today = kpi_return.due_on, calendar.london_date(deed.at)
    if kpi_return.version > 1:
        raise Refused("A correction has no due date.")
    if until is None or until <= due:
        raise Refused(f"Choose a day after {words.day(due)}, when the return is due now.")
    if until < today:
        raise Refused("That day has passed already. Choose today or a later day.")
    if until > due + timedelta(days=LONGEST_EXTENSION):
        raise Refused(
            f"That is more than {LONGEST_EXTENSION} days after {words.day(due)}. Choose an earlier "
            "day, or ask for the return to be waived."
        )


def tell_commissioners(kpi_return: Any, deed: Deed) -> list[tuple[Actor, str]]:
    """The partnership's commissioners hear that a return awaits them."""
    return [(p, f"{kpi_return} was certified.") for p in kpi_return.commissioners(deed.at)]


def tell_provider(sentence: str) -> Any:
    """Whoever certified it hears what became of it."""
    return lambda r, deed: [(r.certified_by, f"{r}: {sentence}")] if r.certified_by else []
