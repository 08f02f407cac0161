"""Reading the parts of a tender: criteria, lots, panel."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max, Q, QuerySet

from accounts.models import User
from accounts.roles import Role
from tenders.lifecycles import tender_states as states
from tenders.models import Criterion, Tender
from workflow.calendar import london_date


def criteria_and_lots(tender: Tender) -> dict[str, Any]:
    """The award criteria with what they rest on, their total weight, and the lots."""
    criteria = list(tender.criteria.select_related("clause", "kpi"))
    return {
        "criteria": criteria,
        "total": sum(c.weight for c in criteria),
        "lots": list(tender.lots.select_related("area")),
    }


def criterion_fields(criterion: Criterion) -> dict[str, Any]:
    """A criterion as its form shows it."""
    return {
        "name": criterion.name,
        "kind": criterion.kind,
        "weight": criterion.weight,
        "description": criterion.description,
        "clause": criterion.clause_id,
        "kpi": criterion.kpi_id,
    }


def next_lot(tender: Tender) -> int:
    """The number after the last lot's."""
    highest = tender.lots.aggregate(highest=Max("number"))["highest"]
    return int(highest or 0) + 1


def evaluators_to_name(tender: Tender, at: datetime) -> QuerySet[User]:
    """Evaluators of the partnership who are not on the panel."""
    day = london_date(at)
    holds = Q(
        memberships__role=Role.EVALUATOR,
        memberships__partnership=tender.partnership,
        memberships__from_day__lte=day,
    ) & (Q(memberships__until_day=None) | Q(memberships__until_day__gte=day))
    return User.objects.filter(holds, is_active=True).exclude(panels__tender=tender).distinct()


def panel_is_forming(tender: Tender) -> bool:
    """Whether the panel may still be changed."""
    return tender.state in states.PANEL_FORMING


def is_scoring(tender: Tender) -> bool:
    """Whether marks are given now."""
    return tender.state in states.SCORING
