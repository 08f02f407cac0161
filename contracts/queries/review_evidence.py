"""What this room puts before a review: term, value, variations, what is unmet, the last review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from contracts.evidence import Evidence, as_kept, evidence_about
from contracts.lifecycles.review_states import SETTLED
from contracts.lifecycles.variation_states import APPLIED
from contracts.models import Agreement, Review
from pages.words import day, money
from workflow.calendar import london_date


@dataclass(frozen=True)
class FollowUp:
    """What became of a recommendation: in words, whether it was followed, and where to look."""

    words: str
    done: bool
    url: str = ""


def agreed_of(agreement: Agreement) -> QuerySet[Review]:
    """Those that are agreed, the latest first: what the provider may see the outcome of."""
    return agreement.reviews.filter(state__in=SETTLED).order_by("-number")


def before(review: Review) -> Review | None:
    """The last agreed review before this one."""
    earlier = agreed_of(review.agreement).filter(number__lt=review.number)
    return earlier.select_related(
        "agreement__partnership", "need__partnership", "specification__partnership"
    ).first()


def looked_at(review: Review, at: datetime) -> list[Evidence]:
    """What the review rests on: kept once it was sent, before that as things stand now."""
    if review.is_agreed or review.waits_for_approver:
        return as_kept(review.looked_at)
    return [] if review.waits_to_start else looked_at_now(review, at)


def looked_at_now(review: Review, at: datetime) -> list[Evidence]:
    """What every room says of the agreement since the last review, as things stand now."""
    earlier = before(review)
    since = earlier.due_on if earlier else review.agreement.start_on
    return [*_of_agreement(review, at), *evidence_about(review.agreement, since, at)]


def _of_agreement(review: Review, at: datetime) -> Iterator[Evidence]:
    agreement = review.agreement
    term = f"{day(agreement.start_on)} to {day(agreement.end_on)}"
    if agreement.end_on != agreement.end_as_awarded:
        term += f" (as awarded to {day(agreement.end_as_awarded)})"
    if agreement.extension_months:
        term += f"; may be extended by {agreement.extension_months} months"
    yield Evidence("Term", f"{term}.", agreement.get_absolute_url())
    value = money(agreement.value)
    changed = agreement.value != agreement.value_awarded
    awarded = f" ({money(agreement.value_awarded)} as awarded)" if changed else ""
    yield Evidence("Value", f"{value} over the whole term, with VAT{awarded}.")
    yield Evidence("Variations in force", _variations(agreement))
    yield Evidence("Due by law or policy", _unmet(agreement, london_date(at)))
    earlier = before(review)
    yield Evidence(
        "Last review",
        _last(earlier) if earlier else "This is the first review on record.",
        earlier.get_absolute_url() if earlier else "",
    )


def _variations(agreement: Agreement) -> str:
    found = agreement.variations.filter(state__in=APPLIED).order_by("number")
    said = [f"{v.number}. {v.title} (from {day(v.effective_on)})" for v in found]
    return "; ".join(said) + "." if said else "None."


def _unmet(agreement: Agreement, on: date) -> str:
    unmet = agreement.obligations.filter(met_on=None)
    said = [
        f"{one.title}, {'overdue since' if one.due_on < on else 'due on'} {day(one.due_on)}"
        for one in unmet
    ]
    return "; ".join(said) + "." if said else "Nothing unmet."


def _last(earlier: Review) -> str:
    words = earlier.get_recommendation_display()
    return f"{words}, agreed on {day(earlier.agreed_at)}. {follow_up(earlier).words}"


def led_to(review: Review) -> FollowUp | None:
    """What became of a review's recommendation; None before it is agreed."""
    return follow_up(review) if review.is_agreed else None


def follow_up(review: Review) -> FollowUp:
    """What became of an agreed review's recommendation so far."""
    if review.recommends_change:
        return _varied(review)
    if review.recommends_anew:
        return _planned(review)
    if review.recommendation == Review.Recommendation.END:
        ended = review.agreement.ended_on is not None
        return FollowUp("The agreement has ended." if ended else "It has not ended yet.", ended)
    return FollowUp("Nothing had to be done.", True)


def _varied(review: Review) -> FollowUp:
    proposed = sorted(review.variations.all(), key=lambda v: v.number)
    if not proposed:
        return FollowUp("No variation has been proposed because of it.", False)
    varied = proposed[-1]
    words = f"Variation {varied.number}: {varied.state_label.lower()}."
    return FollowUp(words, True, varied.get_absolute_url())


def _planned(review: Review) -> FollowUp:
    plan: Any = review.specification or review.need
    if plan is None:
        return FollowUp("No need and no specification is linked to it.", False)
    return FollowUp(f"{type(plan).noun().capitalize()}: {plan}.", True, plan.get_absolute_url())
