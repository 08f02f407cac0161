"""What is done with variations: proposed, changed, advised on."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from commissioning.models import KpiVersion
from contracts.actions.schedule import definition_for
from contracts.models import Agreement, Review, ScheduledKpi, Variation, VariationTerms
from contracts.models.reporting import changes_to
from tenders import law
from workflow.door import amend, begin, remove, take
from workflow.lifecycle import Actor, Refused
from workflow.locking import locked


def propose(
    agreement: Agreement,
    *,
    title: str,
    reasons: str,
    effective_on: date,
    ground_code: str,
    ground_reason: str,
    by: Actor,
    at: datetime,
    value_change: Decimal | None = None,
    new_end_on: date | None = None,
    urgent: bool = False,
    urgent_reason: str = "",
    review: Review | None = None,
) -> Variation:
    """Propose a variation of a signed agreement, with the regime and ground it relies on.

    `review` is the one that recommends it. `value_change` is pounds, VAT included, minus for a
    decrease. Raises Refused in sentences.
    """
    with transaction.atomic():
        fresh = locked(agreement)
        last = fresh.variations.order_by("-number").first()
        variation = Variation(
            agreement=fresh,
            number=last.number + 1 if last else 1,
            title=title,
            reasons=reasons,
            value_change=value_change or Decimal(0),
            new_end_on=new_end_on,
            effective_on=effective_on,
            regime=fresh.regime_for_changes(effective_on),
            ground_code=ground_code,
            ground_citation=citation_of(ground_code),
            ground_reason=ground_reason,
            urgent=urgent,
            urgent_reason=urgent_reason,
            review=review,
            proposed_by=by,
        )
        return begin(variation, by=by, at=at)


def change(variation: Variation, *, by: Actor, at: datetime, **fields: Any) -> Variation:
    """Change a proposed variation; regime and citation follow the day and the ground."""
    effective_on = fields.get("effective_on", variation.effective_on)
    ground = fields.get("ground_code", variation.ground_code)
    fields["regime"] = variation.agreement.regime_for_changes(effective_on)
    fields["ground_citation"] = citation_of(ground)
    if "value_change" in fields:
        fields["value_change"] = fields["value_change"] or Decimal(0)
    return amend(variation, by=by, at=at, **fields)


def change_reporting(variation: Variation, *, by: Actor, at: datetime, **terms: Any) -> Variation:
    """Change reporting terms by a proposed variation: those given that differ from the agreement's."""
    return amend(variation, by=by, at=at, reporting=changes_to(variation.agreement, terms))


def change_kpi(
    variation: Variation,
    scheduled: ScheduledKpi,
    *,
    from_quarter: str,
    target: Decimal,
    tolerance: Decimal,
    by: Actor,
    at: datetime,
    baseline: Decimal | None = None,
    definition: KpiVersion | None = None,
    rebased: str = "",
) -> VariationTerms:
    """Add new terms of a KPI from a quarter on to a proposed variation.

    Without `definition`, the one in force in that quarter. `rebased` is the reason when the
    control limits start afresh there.
    """
    terms = VariationTerms(
        variation=variation,
        scheduled=scheduled,
        from_quarter=from_quarter,
        definition=definition or definition_for(scheduled.kpi, from_quarter),
        target=target,
        tolerance=tolerance,
        baseline=baseline,
        rebased=rebased,
    )
    return begin(terms, by=by, at=at)


def drop_kpi_change(terms: VariationTerms, *, by: Actor, at: datetime) -> None:
    """Leave a KPI as it is after all, while the variation is proposed."""
    remove(terms, by=by, at=at)


def record_advice(
    variation: Variation, position: str, text: str, by: Actor, at: datetime
) -> Variation:
    """Record what the Board advised at the meeting the variation went to.

    The step creates the Board's Advice under the variation's lock, so that it is recorded once.
    """
    return take(variation, "take_advice", by=by, at=at, position=position, text=text)


def citation_of(ground_code: str) -> str:
    """The citation of a ground; "" when none is chosen. Raises Refused for one not held."""
    if not ground_code:
        return ""
    try:
        return law.ground_of(ground_code).citation
    except law.LawUnknown:
        raise Refused("Choose a ground from the list.") from None
