"""Reading local partnerships, their plans and the groups at work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from accounts.models import Partnership
from commissioning.models import LocalPartnership, LocalPlan, LocalPriority, TaskGroup


@dataclass(frozen=True)
class LocalLine:
    """A local partnership on the list: its plan, and how many priorities and groups at work."""

    local: LocalPartnership
    plan: LocalPlan | None
    priorities: int
    working: int
    rounds: int


def locals_of(partnership: Partnership, day: date) -> list[LocalLine]:
    """The partnership's local partnerships as they stand on a day."""
    working = Count("priorities__groups", filter=_working(day), distinct=True)
    plans = LocalPlan.objects.annotate(
        priority_count=Count("priorities", distinct=True), working=working
    )
    found = partnership.local_partnerships.select_related("partnership", "area")
    listed = found.annotate(rounds=Count("meetings__round", distinct=True))
    return [_line(one) for one in listed.prefetch_related(Prefetch("plans", plans))]


def _working(day: date) -> Q:
    under = "priorities__groups__"
    not_over = Q(**{f"{under}ends_on": None}) | Q(**{f"{under}ends_on__gte": day})
    return Q(**{f"{under}begins_on__lte": day}) & not_over


def _line(local: LocalPartnership) -> LocalLine:
    plans: list[LocalPlan] = list(local.plans.all())
    plan = current(plans)
    return LocalLine(
        local,
        plan,
        getattr(plan, "priority_count", 0),
        sum(getattr(one, "working", 0) for one in plans),
        getattr(local, "rounds", 0),
    )


def current(plans: list[LocalPlan]) -> LocalPlan | None:
    """The plan that holds: the latest that was finalised, else the draft."""
    final = [plan for plan in plans if not plan.draft]
    return max(final or plans, key=lambda plan: plan.version, default=None)


def plans_of(local: LocalPartnership) -> list[LocalPlan]:
    """A local partnership's plans, the latest first, with priorities and their outcomes."""
    priorities = Prefetch("priorities", LocalPriority.objects.select_related("outcome"))
    return list(local.plans.select_related("local__partnership").prefetch_related(priorities))


def groups_of(local: LocalPartnership) -> QuerySet[TaskGroup]:
    """Its task and finish groups, under whichever version of the plan they began."""
    found: QuerySet[TaskGroup] = TaskGroup.objects.filter(priority__plan__local=local)
    return found.select_related("priority__plan").order_by("-begins_on", "name")
