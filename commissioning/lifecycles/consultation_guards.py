"""What stands in a consultation's way: functions that return sentences, or nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from workflow import calendar, words
from workflow.lifecycle import Deed, Refused


def is_not_from_papers(held: Any, deed: Deed) -> str | None:
    """One taken from papers has nobody left to ask."""
    if not held.is_from_papers:
        return None
    return "Its figures come from a printed report, so nobody can answer it here."


def has_questions(held: Any, deed: Deed) -> list[str]:
    """Something is asked, and whoever is to choose has something to choose from."""
    asked = list(held.questions.prefetch_related("options"))
    if not asked:
        return ["Write at least one question."]
    short = [q for q in asked if not q.has_enough_options]
    return [f"Give at least two answers to choose from: “{q.text}”." for q in short]


def opening_day_has_come(held: Any, deed: Deed) -> str | None:
    """It opens on its day, not before."""
    if held.opens_on is None:
        return "Say on which day it opens."
    if calendar.london_date(deed.at) < held.opens_on:
        return f"It opens on {words.day(held.opens_on)}."
    return None


def closing_day_is_ahead(held: Any, deed: Deed) -> str | None:
    """Nobody could answer one whose last day has gone."""
    if held.closes_on is None:
        return "Say on which day it closes."
    if held.closes_on < calendar.london_date(deed.at):
        return (
            f"Its last day was {words.day(held.closes_on)}. Change its dates, or, when it was held "
            "before, enter how many responses its report gives."
        )
    return None


#: Everything that has to be so before people can answer.
BEFORE_OPENING = (is_not_from_papers, has_questions, opening_day_has_come, closing_day_is_ahead)


def was_held(held: Any, deed: Deed) -> list[str]:
    """A consultation taken from papers has ended, and how many answered is said or not known."""
    said = []
    today = calendar.london_date(deed.at)
    if held.closes_on is None or held.closes_on >= today:
        said.append("Enter the day it closed; that day must have gone.")
    if not held.is_from_papers:
        said.append("Enter how many responses its report gives, or say that it does not give it.")
    return said


def people_may_close(held: Any, deed: Deed) -> str | None:
    """The clock closes it after its last day; a commissioner may do so earlier, with the reason."""
    if deed.by.pk is not None:
        return None
    if held.closes_on and calendar.london_date(deed.at) <= held.closes_on:
        return f"It is open up to and on {words.day(held.closes_on)}."
    return None


def reasons_to_close_early(held: Any, deed: Deed, reasons: str) -> None:
    """Whoever cuts the time short that people were promised says why."""
    early = held.closes_on and calendar.london_date(deed.at) <= held.closes_on
    if deed.by.pk is not None and early and not reasons.strip():
        last = words.day(held.closes_on)
        raise Refused(f"People were told they could answer until {last}. Say why it closes now.")


def later_last_day(held: Any, closes_on: date, deed: Deed) -> None:
    """More time is more time: later than before, and not gone by."""
    if closes_on <= held.closes_on:
        raise Refused(f"Choose a day after {words.day(held.closes_on)}.")
    last_day_ahead(closes_on, deed)


def last_day_ahead(closes_on: date, deed: Deed) -> None:
    """The last day has not gone."""
    if closes_on < calendar.london_date(deed.at):
        raise Refused("That day has gone. Choose today or a day to come.")


def last_day_has_not_gone(held: Any, deed: Deed) -> str | None:
    """Nobody is let in because the clock is late."""
    if held.closes_on and held.closes_on < calendar.london_date(deed.at):
        last = words.day(held.closes_on)
        return f"Its last day was {last}. Give people longer first, with the reason."
    return None


def no_findings_yet(held: Any, deed: Deed) -> str | None:
    """Findings rest on every response there is."""
    if not held.findings.exists():
        return None
    return "Findings are written already. Take them out first: more responses may change them."


def has_responses(held: Any, deed: Deed) -> str | None:
    """There is nothing to report of a consultation nobody answered."""
    if held.is_from_papers or held.responses.exists():
        return None
    return "No response is recorded. Load them, or open it again for longer."


def no_file_waits(held: Any, deed: Deed) -> str | None:
    """A file that was checked is loaded or set aside before people are told the result."""
    if not held.files.filter(outcome=held.files.model.Outcome.WAITING).exists():
        return None
    return "A file of responses was checked and is not loaded. Load it or set it aside."


def findings_answered(held: Any, deed: Deed) -> list[str]:
    """What people said is put into words; people are told what came of it, or why nothing did."""
    findings = list(held.findings.all())
    if not findings:
        return ["Write at least one finding."]
    return [
        f"Say what was changed because of it, or why nothing was: “{finding.text}”."
        for finding in findings
        if not finding.was_answered
    ]
