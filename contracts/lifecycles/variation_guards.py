"""What stands in a variation's way: functions that return sentences, or nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from workflow import calendar, words
from workflow.lifecycle import Deed, Refused


def changes_something(variation: Any, deed: Deed) -> str | None:
    """A variation changes the value, the term, how returns are made or a KPI's terms."""
    if variation.value_change or variation.new_end_on or variation.reporting:
        return None
    if variation.kpi_terms.exists():
        return None
    return "Say what changes: the value, the end date, the reporting terms, or a KPI's target."


def ground_recorded(variation: Any, deed: Deed) -> str | None:
    """Regime, ground and citation come first."""
    if not variation.regime:
        return "Record the law the agreement is varied under."
    if variation.ground_code and variation.ground_citation:
        return None
    return "Record the ground relied on, with its citation."


def ground_explained(variation: Any, deed: Deed) -> str | None:
    """A ground is relied on for a reason."""
    return None if variation.ground_reason.strip() else "Say why the ground applies."


def changes_fit(variation: Any, deed: Deed) -> list[str]:
    """Dates and quarters fit those of the agreement and of other variations."""
    return [*variation.term_clashes(), *variation.kpi_clashes()]


def cumulative_change_recorded(variation: Any, deed: Deed) -> str | None:
    """The change is seen together with all earlier ones, against value and term as awarded."""
    if variation.cumulative_value is not None and variation.cumulative_days is not None:
        return None
    return "Record the cumulative change against value and term as awarded."


def law_allows(variation: Any, deed: Deed) -> list[str]:
    """What the law of the contract's own regime says (tenders.law)."""
    return list(variation.legal_obstacles())


def meeting_can_advise(variation: Any, meeting: Any, deed: Deed) -> None:
    """It is the partnership's own Board, and a meeting on the day of sending or later."""
    if meeting.partnership_id != variation.partnership_id:
        raise Refused("Choose a meeting of this partnership's Board.")
    if meeting.held_on < calendar.london_date(deed.at):
        held_on = words.day(meeting.held_on)
        raise Refused(
            f"The meeting of {held_on} has passed. Choose one that is today or still to come."
        )


def not_yet_advised(variation: Any, deed: Deed) -> str | None:
    """The Board advises once."""
    return "The Board's advice is recorded already." if variation.advice_id else None


def board_has_met(variation: Any, deed: Deed) -> str | None:
    """Advice is what was said at a meeting that has been held."""
    if variation.meeting is None:
        return "Send the variation to a meeting of the Board first."
    if variation.meeting.held_on > calendar.london_date(deed.at):
        held_on = words.day(variation.meeting.held_on)
        return f"The Board meets on {held_on}. Record its advice afterwards."
    return None


def board_has_advised(variation: Any, deed: Deed) -> str | None:
    """The Board advises first; an urgent variation is reported at its next meeting."""
    if variation.advice_id or variation.urgent:
        return None
    return "Record the Board's advice first, or mark the variation as urgent with its reason."


def somebody_else_decides(variation: Any, deed: Deed) -> str | None:
    """Nobody decides what they proposed, or had a hand in."""
    if variation.proposed_by_id == deed.by.pk:
        return "You proposed this variation yourself. Someone else must decide it."
    if deed.by.pk in variation.written_by():
        return "You wrote part of this variation. Someone else must decide it."
    return None


def notice_wanted(variation: Any, deed: Deed) -> str | None:
    """A notice is recorded once, and only where the law asks for one."""
    if variation.notice_number:
        return "The notice is recorded already."
    return None if variation.notices() else "The law asks for no notice of this change."


def notice_is_sound(number: str, published_on: date, deed: Deed) -> None:
    """A notice has a number and a day that has come."""
    if not number.strip():
        raise Refused("Enter the number of the notice.")
    if published_on > calendar.london_date(deed.at):
        raise Refused("The notice's day is in the future. Record it when it is published.")


def notice_published(variation: Any, deed: Deed) -> list[str]:
    """Where the law wants a notice before the change, there is no change without it."""
    return [] if variation.notice_number else list(variation.notices_before())


def day_has_come(variation: Any, deed: Deed) -> str | None:
    """It takes effect on its day."""
    if calendar.london_date(deed.at) < variation.effective_on:
        return f"It takes effect on {words.day(variation.effective_on)}."
    return None


def agreement_is_binding(variation: Any, deed: Deed) -> str | None:
    """An agreement that has ended is no longer varied."""
    if variation.agreement.is_binding:
        return None
    return f"The agreement is {variation.agreement.state_label.lower()}. Nothing can be varied."


def earlier_ones_first(variation: Any, deed: Deed) -> list[str]:
    """Approved variations come into force in the order of their days."""
    return [f"Bring variation {v.number} into force first." for v in variation.ones_before()]
