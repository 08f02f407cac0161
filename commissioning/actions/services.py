"""Recording services, deciding how they are delivered, concluding their reviews."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from commissioning.models import (
    LevelOfNeed,
    Outcome,
    Service,
    ServiceLevel,
    ServiceOutcome,
    ServiceReview,
)
from workflow.calendar import london_date
from workflow.door import amend, begin, remove
from workflow.lifecycle import Actor, Refused


@transaction.atomic
def record_service(
    service: Service,
    *,
    outcomes: Iterable[Outcome] = (),
    levels: Iterable[LevelOfNeed] = (),
    by: Actor,
    at: datetime,
) -> Service:
    """Record a service with the outcomes it contributes to and the levels of need it works at."""
    made = begin(service, by=by, at=at)
    _join(made, outcomes, levels, by, at)
    return made


@transaction.atomic
def change_service(
    service: Service,
    *,
    outcomes: Iterable[Outcome],
    levels: Iterable[LevelOfNeed],
    by: Actor,
    at: datetime,
    **fields: Any,
) -> Service:
    """Change a service; it has these outcomes and levels afterwards and no others."""
    changed = amend(service, by=by, at=at, **fields)
    _join(changed, outcomes, levels, by, at)
    return changed


def decide_delivery(
    service: Service, delivery: str, reasons: str, *, by: Actor, at: datetime
) -> Service:
    """Decide how a service is delivered, with the reasons. Service.Delivery names the ways.

    Refused without reasons, and when it is delivered that way already.
    """
    if not reasons.strip():
        raise Refused("Give the reasons: others will ask why it is delivered this way.")
    if service.delivery == delivery:
        raise Refused(f"That is how it stands: {service.get_delivery_display().lower()}.")
    return amend(service, by=by, at=at, reasons=reasons, delivery=delivery)


def conclude_review(
    review: ServiceReview,
    concluded_on: date,
    conclusion: str,
    value_shown: str,
    *,
    by: Actor,
    at: datetime,
) -> ServiceReview:
    """Conclude a service review; it stands from then on.

    Refused for a day to come, and while it is not said how users, carers, the community and
    providers were involved.
    """
    missing = [who.lower() for who, how in review.involvement if not how.strip()]
    if missing:
        raise Refused(f"Say first how these were involved: {', '.join(missing)}.")
    if concluded_on > london_date(at):
        raise Refused("The day it was concluded is still to come. Choose today or earlier.")
    return amend(
        review,
        by=by,
        at=at,
        concluded_on=concluded_on,
        conclusion=conclusion,
        value_shown=value_shown,
    )


def _join(
    service: Service,
    outcomes: Iterable[Outcome],
    levels: Iterable[LevelOfNeed],
    by: Actor,
    at: datetime,
) -> None:
    wanted = {outcome.pk: outcome for outcome in outcomes}
    for row in service.outcome_rows.all():
        if wanted.pop(row.outcome_id, None) is None:
            remove(row, by=by, at=at)
    for outcome in wanted.values():
        begin(ServiceOutcome(service=service, outcome=outcome), by=by, at=at)
    works_at = {level.pk: level for level in levels}
    for line in service.level_rows.all():
        if works_at.pop(line.level_id, None) is None:
            remove(line, by=by, at=at)
    for level in works_at.values():
        begin(ServiceLevel(service=service, level=level), by=by, at=at)
