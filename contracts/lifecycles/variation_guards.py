"""What stands in a variation's way: functions that return sentences, or nothing."""

from __future__ import annotations

from typing import Any

from workflow import calendar
from workflow.lifecycle import Deed


def changes_something(variation: Any, deed: Deed) -> str | None:
    """A variation changes the value, the term or a KPI's terms."""
    if variation.value_change or variation.new_end_on or variation.kpi_terms.exists():
        return None
    return "Say what changes: the value, the end date, or a KPI's target."


def ground_recorded(variation: Any, deed: Deed) -> str | None:
    """Regime, ground and citation come first."""
    if variation.ground_code and variation.ground_citation:
        return None
    return "Record the ground relied on, with its citation."


def cumulative_change_recorded(variation: Any, deed: Deed) -> str | None:
    """The change is seen together with all earlier ones, against value and term as awarded."""
    if variation.cumulative_value is not None and variation.cumulative_days is not None:
        return None
    return "Record the cumulative change against value and term as awarded."


def law_allows(variation: Any, deed: Deed) -> list[str]:
    """What the law of the contract's own regime says (tenders.law)."""
    return list(variation.legal_obstacles())


def board_has_advised(variation: Any, deed: Deed) -> str | None:
    """The Board advises first; an urgent variation is reported at its next meeting."""
    if variation.advice_id or variation.urgent:
        return None
    return "Record the Board's advice first, or mark the variation as urgent with its reason."


def somebody_else_decides(variation: Any, deed: Deed) -> str | None:
    """Nobody approves their own proposal."""
    if variation.proposed_by_id == deed.by.pk:
        return "You proposed this variation yourself. Someone else must decide it."
    return None


def day_has_come(variation: Any, deed: Deed) -> str | None:
    """It takes effect on its day."""
    if calendar.london_date(deed.at) < variation.effective_on:
        day = variation.effective_on
        return f"It takes effect on {day.day} {day:%B %Y}."
    return None
