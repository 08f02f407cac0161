"""Keeping outcomes, objectives and levels of need."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from commissioning.models import LevelOfNeed, Objective, Outcome, OutcomesFramework
from workflow.door import begin
from workflow.lifecycle import Actor


def record_framework(framework: OutcomesFramework, *, by: Actor, at: datetime) -> OutcomesFramework:
    """Record the plan or framework the partnership's outcomes are from."""
    return begin(framework, by=by, at=at)


def record_outcome(outcome: Outcome, *, by: Actor, at: datetime) -> Outcome:
    """Record an outcome after those its framework has."""
    with transaction.atomic():
        outcome.order = _after(outcome.framework.outcomes.values_list("order", flat=True))
        return begin(outcome, by=by, at=at)


def record_objective(objective: Objective, *, by: Actor, at: datetime) -> Objective:
    """Record an objective after those its outcome has."""
    with transaction.atomic():
        objective.order = _after(objective.outcome.objectives.values_list("order", flat=True))
        return begin(objective, by=by, at=at)


def record_level(level: LevelOfNeed, *, by: Actor, at: datetime) -> LevelOfNeed:
    """Record a level of need after those its scheme has."""
    with transaction.atomic():
        known = LevelOfNeed.objects.filter(partnership=level.partnership, scheme=level.scheme)
        level.order = _after(known.values_list("order", flat=True))
        return begin(level, by=by, at=at)


def _after(orders: Iterable[int]) -> int:
    return max(orders, default=-1) + 1
