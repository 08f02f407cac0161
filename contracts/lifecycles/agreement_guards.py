"""What stands in an agreement's way: functions that return sentences, or nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from accounts.roles import commissioner
from workflow import calendar, words
from workflow.lifecycle import SYSTEM, Actor, Deed, Refused

#: How long before its day a review can be recorded.
REVIEW_AHEAD = timedelta(days=60)


class AppliedVariation:
    """Whoever brings an approved variation into force: a commissioner or the clock."""

    words = "an approved variation"

    def __call__(self, record: Any, actor: Actor, at: datetime) -> bool:
        return actor is SYSTEM or commissioner(record, actor, at)


def has_kpis(agreement: Any, deed: Deed) -> str | None:
    """Every kind of agreement carries KPIs."""
    if agreement.kpis.exists():
        return None
    return "Add at least one KPI to the schedule."


def has_areas(agreement: Any, deed: Deed) -> str | None:
    """An agreement serves somewhere."""
    return None if agreement.areas.exists() else "Name the areas it serves."


def every_kpi_has_terms(agreement: Any, deed: Deed) -> list[str]:
    """A KPI without a target cannot be judged."""
    bare = agreement.kpis.filter(terms=None).select_related("kpi")
    return [f"Set target and tolerance of KPI {line.kpi.code}." for line in bare]


def procurement_allows_signing(agreement: Any, deed: Deed) -> list[str]:
    """Summaries sent, award notice numbered, standstill over, nothing held open."""
    return list(agreement.obstacles_of_procurement(deed))


def start_has_come(agreement: Any, deed: Deed) -> str | None:
    """Nothing is in force before its first day."""
    if calendar.london_date(deed.at) < agreement.start_on:
        return f"It starts on {words.day(agreement.start_on)}."
    return None


def end_has_passed(agreement: Any, deed: Deed) -> str | None:
    """It expires after its last day."""
    if calendar.london_date(deed.at) <= agreement.end_on:
        return f"It runs until {words.day(agreement.end_on)}."
    return None


def review_is_near(agreement: Any, deed: Deed) -> str | None:
    """The yearly review is recorded around its day."""
    day = agreement.review_on
    if day is None or calendar.london_date(deed.at) >= day - REVIEW_AHEAD:
        return None
    return f"The next review is on {words.day(day)}."


def review_is_sound(agreement: Any, reasons: str, review_on: date | None, deed: Deed) -> None:
    """A review found something, and the next one comes within a year or so, before the end.

    There is no next one where the agreement ends within a year.
    """
    today = calendar.london_date(deed.at)
    if not reasons.strip():
        raise Refused("Write what the review found.")
    if review_on is None:
        if agreement.end_on > calendar.add_months(today, 12):
            raise Refused("Every agreement is reviewed every year. Set the day of the next review.")
        return
    if review_on > agreement.end_on:
        ends = words.day(agreement.end_on)
        raise Refused(f"The agreement ends on {ends}. Set a day by then, or none.")
    if not today < review_on <= calendar.add_months(today, 13):
        raise Refused("Every agreement is reviewed every year. Set a day within the next year.")
