"""What is done with yearly reviews: written, and recorded where one is missing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from contracts.evidence import kept
from contracts.lifecycles.agreement_states import BINDING
from contracts.lifecycles.review_states import OPEN
from contracts.models import Agreement, Review
from contracts.queries.review_evidence import looked_at_now
from workflow.calendar import london_date
from workflow.door import amend, begin, take
from workflow.lifecycle import SYSTEM, Actor
from workflow.locking import locked


def write(review: Review, *, by: Actor, at: datetime, **findings: Any) -> Review:
    """Write what a review under way found; what it looked at is kept as it stands now.

    `findings` are fields of Review, any of them. Raises Refused while it is with an approver.
    """
    with transaction.atomic():
        seen = kept(looked_at_now(review, at))
        return amend(review, by=by, at=at, looked_at=seen, looked_at_on=london_date(at), **findings)


def record_missing(at: datetime) -> int:
    """Record the next review of every binding agreement that has none; how many were made.

    Running it again makes nothing: each agreement is locked and asked again first.
    """
    made = 0
    bound = Agreement.objects.filter(state__in=BINDING).exclude(reviews__state__in=OPEN)
    today = london_date(at)
    for agreement in bound.prefetch_related("reviews"):
        if agreement.day_of_missing_review(today) is not None:
            made += _record(agreement, at)
    return made


def _record(agreement: Agreement, at: datetime) -> int:
    with transaction.atomic():
        fresh = locked(agreement)
        day = fresh.day_of_missing_review(london_date(at)) if fresh.is_binding else None
        if day is None:
            return 0
        number = fresh.reviews.count() + 1
        begin(Review(agreement=fresh, number=number, due_on=day), by=SYSTEM, at=at)
        take(fresh, "follow_review", by=SYSTEM, at=at, day=day)
    return 1
