"""What stands in a review's way: functions that return sentences, or nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from workflow import calendar, words
from workflow.lifecycle import Deed, Refused

#: How long before its day a review can be started.
START_AHEAD = timedelta(days=90)
OWN_WORDS = "You wrote part of this review. Someone else must agree it."


def agreement_is_binding(review: Any, deed: Deed) -> str | None:
    """An agreement that has ended is not reviewed any more; one under way can be finished."""
    if review.agreement.is_binding:
        return None
    return f"The agreement is {review.agreement.state_label.lower()}: this review is not held."


def day_is_near(review: Any, deed: Deed) -> str | None:
    """A review is held around its day."""
    opens = review.due_on - START_AHEAD
    if calendar.london_date(deed.at) >= opens:
        return None
    return (
        f"It is due on {words.day(review.due_on)} and can be started from {words.day(opens)}. "
        "Move the day if it should come sooner."
    )


def day_is_sound(review: Any, due_on: date, deed: Deed) -> None:
    """The day is to come, a year or little more after the last review, and not after the end."""
    agreement = review.agreement
    if due_on < calendar.london_date(deed.at):
        raise Refused("The day has passed. Choose one to come.")
    if due_on > agreement.end_on:
        raise Refused(f"The agreement ends on {words.day(agreement.end_on)}. Choose a day by then.")
    latest = review.latest_day(deed)
    if due_on > latest:
        raise Refused(
            f"Every agreement is reviewed every year: choose a day by {words.day(latest)}."
        )


def everything_written(review: Any, deed: Deed) -> list[str]:
    """What a review has to say before somebody can agree it."""
    said = list(review.still_to_write())
    return ["Write first: " + "; ".join(said) + "."] if said else []


def not_with_approver(review: Any, deed: Deed) -> str | None:
    """It is sent once, until it comes back."""
    return "It is with an approver already." if review.sent_at else None


def with_approver(review: Any, deed: Deed) -> str | None:
    """It is agreed or sent back once it was sent."""
    return None if review.sent_at else "The review is still being written."


def somebody_else_agrees(review: Any, deed: Deed) -> str | None:
    """Nobody agrees their own words."""
    if deed.by.pk in review.written_by():
        return OWN_WORDS
    return None


def recommends_anew(review: Any, deed: Deed) -> str | None:
    """Only a service that is to be commissioned anew has a plan to link."""
    if review.recommends_anew:
        return None
    return "The review does not recommend commissioning the service anew."


def is_a_plan_of_ours(review: Any, need: Any, specification: Any) -> None:
    """A need or a specification is named, of the same partnership."""
    if need is None and specification is None:
        raise Refused("Choose the need, or the version of the specification.")
    for one in (need, specification):
        if one is not None and one.partnership_id != review.partnership_id:
            raise Refused("Choose one of this partnership's own.")
