"""Writing, finalising and renewing the plan of a local partnership."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from commissioning.models import LocalPlan, LocalPriority
from workflow.calendar import london_date
from workflow.door import amend, begin
from workflow.lifecycle import Actor, Refused


def begin_plan(plan: LocalPlan, *, by: Actor, at: datetime) -> LocalPlan:
    """Begin the next version of a local plan, with the priorities of the one before.

    Refused while a draft is being written.
    """
    before = plan.local.plans.order_by("-version").first()
    if before is not None and before.draft:
        raise Refused(f"Version {before.version} is a draft still. Finalise that one first.")
    with transaction.atomic():
        plan.version = 1 if before is None else before.version + 1
        made = begin(plan, by=by, at=at)
        for row in before.priorities.all() if before is not None else ():
            copy = LocalPriority(plan=made, order=row.order, text=row.text, outcome=row.outcome)
            begin(copy, by=by, at=at)
    return made


def finalise_plan(plan: LocalPlan, day: date, *, by: Actor, at: datetime) -> LocalPlan:
    """Finalise a local plan: it and its priorities stand from that day.

    Refused without a priority, and for a day to come.
    """
    if not plan.priorities.exists():
        raise Refused("A plan has at least one priority. Add one first.")
    if day > london_date(at):
        raise Refused("The day it was finalised is still to come. Choose today or earlier.")
    return amend(plan, by=by, at=at, finalised_on=day)
