"""What stands in the way from evaluation to award: functions that return sentences, or nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from tenders.lifecycles.gate_facts import (
    call_in_over,
    missing_gates,
    nothing_held_open,
    standstill_over,
)
from tenders.lifecycles.tender_guards import with_reason
from workflow import calendar, words
from workflow.lifecycle import Deed, Refused

__all__ = ["call_in_over", "nothing_held_open", "standstill_over", "with_reason"]


def everything_moderated(tender: Any, deed: Deed) -> list[str]:
    """Every criterion of every bid is scored and moderated."""
    return list(tender.evaluation_gaps())


def decision_gates(tender: Any, deed: Deed) -> list[str]:
    """Everything that must be recorded before the decision."""
    return missing_gates(tender, "decide", deed)


def recommendation_stands(tender: Any, deed: Deed) -> str | None:
    """What is decided is still the highest total."""
    first = next(iter(tender.ranking()), None)
    if first is not None and first.bid.pk == tender.recommended_bid_id:
        return None
    best = f"The highest total is now {first.bid.provider}'s." if first else "No bid is assessed."
    return f"{best} Send it back to the panel."


def key_decision_notice(tender: Any, deed: Deed) -> str | None:
    """28 clear days' notice of a key decision (2012 Regulations, reg 9)."""
    notice = tender.assurance_of("key_decision_notice")
    if notice is None or notice.reasons_instead:
        return None  # missing is said by decision_gates; no key decision needs no notice
    earliest = tender.earliest_decision(notice.on_day)
    if calendar.london_date(deed.at) < earliest:
        return (
            f"Notice of the key decision was published on {words.day(notice.on_day)}. "
            f"It can be taken from {words.day(earliest)} (28 clear days, 2012 Regulations reg 9)."
        )
    return None


def summaries_not_sent(tender: Any, deed: Deed) -> str | None:
    """Once, to everybody."""
    return "The summaries have been sent." if tender.summaries_sent_at else None


def award_notice_gates(tender: Any, deed: Deed) -> list[str]:
    """Everything that must be recorded before the award notice."""
    return missing_gates(tender, "award_notice", deed)


def recommendation_is_sound(tender: Any, bid: Any, reasons: str) -> None:
    """The recommendation is the highest total, in this tender, with its reasons."""
    ranking = tender.ranking()
    if bid.pk not in [line.bid.pk for line in ranking]:
        raise Refused("Recommend a bid that was assessed in this tender.")
    with_reason(reasons, "Give the reasons for the recommendation.")
    if bid.pk != ranking[0].bid.pk:
        raise Refused(
            f"The highest total is {ranking[0].bid.provider}'s. An award goes to the most "
            "advantageous tender by the published criteria (s.19)."
        )


def notice_is_sound(tender: Any, number: str, published_on: date, deed: Deed) -> None:
    """The notice has a number and a day that has come, after the summaries."""
    if not number.strip():
        raise Refused("Enter the number of the contract award notice.")
    if published_on > calendar.london_date(deed.at):
        raise Refused("The notice's day is in the future. Record it when it is published.")
    if published_on < calendar.london_date(tender.summaries_sent_at):
        raise Refused("The notice cannot be earlier than the assessment summaries (s.50(3)).")
