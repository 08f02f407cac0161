"""Reading the Board's meetings and what they left to do."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from accounts.models import Partnership
from commissioning.lifecycles.action import OUTSTANDING
from commissioning.models import Advice, BoardAction, Decision, Meeting


def meetings_of(partnership: Partnership) -> QuerySet[Meeting]:
    """The Board's meetings, newest first, each with how much it produced."""
    found: QuerySet[Meeting] = partnership.meetings.select_related("partnership")
    return found.annotate(
        decision_count=Count("decisions", distinct=True),
        advice_count=Count("advice", distinct=True),
        action_count=Count("actions", distinct=True),
    ).order_by("-held_on")


def decisions_of(meeting: Meeting) -> list[Decision]:
    """A meeting's decisions with the needs and actions that came of them."""
    actions = BoardAction.objects.select_related("owner", "partnership")
    read = meeting.decisions.select_related("outcome", "area")
    return list(read.prefetch_related("needs__partnership", Prefetch("actions", actions)))


def agenda_of(meeting: Meeting) -> list[Any]:
    """Variations sent to a meeting that wait for its advice (read through the reverse relation)."""
    sent = meeting.variations.select_related("agreement__partnership")
    return [one for one in sent.order_by("pk") if one.awaits_advice]


def advice_of(meeting: Meeting) -> list[Advice]:
    """What the Board advised at a meeting."""
    return list(meeting.advice.select_related("recorded_by"))


def actions_of_meeting(meeting: Meeting) -> list[BoardAction]:
    """The actions given at a meeting."""
    return list(meeting.actions.select_related("owner", "partnership"))


def actions_of(partnership: Partnership) -> QuerySet[BoardAction]:
    """Every action, soonest due first."""
    found: QuerySet[BoardAction] = partnership.board_actions.select_related(
        "partnership", "owner", "meeting__partnership"
    )
    return found.order_by("due_on", "pk")


def outstanding(actions: QuerySet[BoardAction]) -> QuerySet[BoardAction]:
    """Those somebody still has to do."""
    return actions.filter(state__in=OUTSTANDING)


def closed(actions: QuerySet[BoardAction]) -> QuerySet[BoardAction]:
    """Those done or dropped, the latest first."""
    return actions.exclude(state__in=OUTSTANDING).order_by("-closed_at", "-pk")
