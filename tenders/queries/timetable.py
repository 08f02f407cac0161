"""A tender's timetable: each event planned and done, counted by the rules of its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tenders.lifecycles import tender_states as states
from tenders.models import Tender
from workflow import calendar, words
from workflow.calendar import Calendar


@dataclass(frozen=True)
class Event:
    """One line of the timetable. `counted` says how a period was worked out."""

    title: str
    planned: date | None
    done: date | None
    counted: str = ""
    marked: str = ""


def events(tender: Tender, at: datetime) -> list[Event]:
    """Every event from publication to the start of the contract, in order."""
    call_in = tender.call_in_ends(_decided(tender))
    return [
        Event("Tender published", tender.publish_on, tender.published_at),
        Event("Questions end", tender.questions_until, None, _questions_left(tender, at)),
        Event(
            "Deadline for bids",
            tender.deadline,
            tender.closed_at,
            _time_to_bid(tender, at),
            _marked(tender, "tender_period"),
        ),
        Event("Bids opened", None, tender.opened_at),
        Event("Award recommended", None, tender.recommended_at),
        Event("Notice of the key decision, at the latest", *_notice_of_decision(tender)),
        Event("Award decided", tender.decision_on, tender.decided_at, _weekday(tender)),
        Event(
            "Call-in ends",
            call_in,
            None,
            f"{tender.rule('call_in').words} of the decision",
            _marked(tender, "call_in"),
        ),
        Event("Assessment summaries sent", call_in + timedelta(days=1), tender.summaries_sent_at),
        Event("Award notice published", None, tender.award_notice_on),
        Event(
            "Standstill ends",
            tender.standstill_ends or tender.day_standstill_ends(call_in + timedelta(days=1)),
            None,
            _standstill_words(tender),
            _marked(tender, "standstill"),
        ),
        Event("Contract awarded", None, tender.awarded_at),
        Event("Contract starts", tender.start_on, None, _mobilisation(tender)),
    ]


def warnings(tender: Tender, at: datetime) -> list[str]:
    """Of a draft, what stops publishing; then what is lawful but tight. Nothing once it closed."""
    if tender.state in states.CLOSED_TO_BIDS:
        return []
    said = list(tender.timetable_faults(at)) if tender.state in states.IN_DRAFT else []
    policy = tender.rule("tender_period_policy")
    opens = calendar.london_date(tender.published_at) if tender.published_at else tender.publish_on
    if calendar.london_date(tender.deadline) < policy.last_day(opens):
        said.append(
            f"Providers have less than {policy.days} days to bid "
            f"({policy.basis}; the law sets no minimum for light touch)."
        )
    if not calendar.is_working_day(tender.decision_on, Calendar.ENGLAND):
        moved = calendar.decision_day(tender.decision_on)
        said.append(
            f"{words.day(tender.decision_on)} is not a working day. Consider {words.day(moved)}."
        )
    return said


def suggested(today: date, start_on: date | None) -> dict[str, Any]:
    """Dates to begin a draft with: five weeks to bid, four to evaluate, 28 days' notice."""
    publish = calendar.add_working_days(today, 10, Calendar.ENGLAND)
    deadline = calendar.add_working_days(publish, 25, Calendar.ENGLAND)
    decision = calendar.decision_day(deadline + timedelta(days=42))
    start = max(start_on or decision, decision + timedelta(days=75))
    return {
        "publish_on": publish,
        "questions_until": calendar.london_time(
            calendar.add_working_days(deadline, -7, Calendar.ENGLAND), 17
        ),
        "deadline": calendar.london_time(deadline, 12),
        "decision_on": decision,
        "start_on": start,
        "end_on": calendar.term_end(start, 36),
        "extension_months": 24,
    }


def _decided(tender: Tender) -> date:
    return calendar.london_date(tender.decided_at) if tender.decided_at else tender.decision_on


def _marked(tender: Tender, code: str) -> str:
    rule = tender.rule(code)
    return f"{rule.basis}: {rule.citation}"


def _time_to_bid(tender: Tender, at: datetime) -> str:
    """Working days from publication to the deadline, and what is left of them."""
    opens = calendar.london_date(tender.published_at) if tender.published_at else tender.publish_on
    closes = calendar.london_date(tender.deadline)
    days = calendar.working_days_between(opens, closes, Calendar.ENGLAND)
    minimum = tender.rule("tender_period").words
    law_says = "the law sets no minimum" if minimum == "no figure" else f"at least {minimum}"
    said = f"{days} working days to bid; {law_says}"
    if tender.published_at is None or tender.deadline <= at:
        return said
    left = calendar.working_days_between(calendar.london_date(at), closes, Calendar.ENGLAND)
    return f"{said}, {left} left"


def _questions_left(tender: Tender, at: datetime) -> str:
    days = (tender.deadline - tender.questions_until).days
    return f"{days} days before the deadline"


def _notice_of_decision(tender: Tender) -> tuple[date, date | None, str, str]:
    latest = calendar.latest_key_decision_notice(tender.decision_on)
    notice = tender.assurance_of("key_decision_notice")
    done, said = None, "28 clear days before the decision"
    if notice is not None:
        done = notice.on_day
        said = f"Decision possible from {words.day(tender.earliest_decision(notice.on_day))}"
    if notice is not None and notice.reasons_instead:
        said = "Not a key decision, for the reasons recorded"
    return latest, done, said, _marked(tender, "key_decision_notice")


def _weekday(tender: Tender) -> str:
    return f"A {tender.decision_on:%A}; takes effect after call-in"


def _standstill_words(tender: Tender) -> str:
    if tender.award_notice_on and tender.standstill_ends is None:
        return "The award notice states none"
    words = f"{tender.rule('standstill').days} UK working days beginning with the notice's day"
    return words if tender.award_notice_on else f"If the notice states one: {words}"


def _mobilisation(tender: Tender) -> str:
    earliest = tender.call_in_ends(_decided(tender)) + timedelta(days=1)
    return f"{(tender.start_on - earliest).days} days after the decision takes effect"


def dates_of(tender: Tender) -> dict[str, Any]:
    """The tender's dates, as its form shows them."""
    return {name: getattr(tender, name) for name in suggested(tender.publish_on, None)}
