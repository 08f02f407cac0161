"""Outcomes in the order in which oversight and packs list them."""

from __future__ import annotations

from commissioning.models import Outcome

NO_OUTCOME = 0


def outcome_key(outcome: Outcome | None) -> int:
    """What an outcome is known by in addresses and packs; NO_OUTCOME for none."""
    return outcome.pk if outcome else NO_OUTCOME


def outcome_words(outcome: Outcome | None) -> str:
    """Its name, or that there is none."""
    return str(outcome or "KPIs without an outcome")


def outcome_order(outcome: Outcome | None) -> tuple[bool, int, str]:
    """What outcomes are sorted by: the framework's order, none at the end."""
    return (outcome is None, outcome.order if outcome else 0, str(outcome))
