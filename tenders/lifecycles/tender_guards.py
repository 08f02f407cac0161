"""What stands in the way up to the evaluation: functions that return sentences, or nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tenders.lifecycles.gate_facts import missing_gates
from workflow.lifecycle import Deed, Refused


def publishing_gates(tender: Any, deed: Deed) -> list[str]:
    """Everything that must be so, or recorded, before publishing."""
    return missing_gates(tender, "publish", deed)


def timetable_holds(tender: Any, deed: Deed) -> list[str]:
    """The dates are there, in order, and long enough."""
    return list(tender.timetable_faults(deed.at))


def still_open(tender: Any, deed: Deed) -> str | None:
    """Only an open tender's deadline can be extended."""
    if deed.at >= tender.deadline:
        return "The deadline has passed. It can no longer be extended."
    return None


def deadline_passed(tender: Any, deed: Deed) -> str | None:
    """The clock closes a tender, and not before its deadline."""
    if deed.at < tender.deadline:
        return "The deadline has not passed."
    return None


def some_bid_came(tender: Any, deed: Deed) -> str | None:
    """Without a bid there is nothing to open."""
    if tender.sealed_bids().exists():
        return None
    return "No bid was submitted. Abandon the tender, saying so."


def panel_declared(tender: Any, deed: Deed) -> list[str]:
    """A panel of at least two, each with a declaration of interests (s.81 to 83)."""
    panel = list(tender.panel.select_related("person"))
    said = [f"{m.person} has not declared their interests." for m in panel if not m.has_declared]
    if len(panel) < 2:
        said.insert(0, "Name at least two panel members.")
    if any(m.has_declared and m.barred for m in panel):
        said.append("Remove the panel member whose declared interest bars them from scoring.")
    return said


def later_with_reason(tender: Any, deed: Deed, deadline: datetime, reasons: str) -> None:
    """A deadline moves later only, to where the dates after it still hold, and says why."""
    if deadline <= tender.deadline:
        raise Refused("The new deadline must be later than the present one.")
    if faults := list(tender.timetable_faults(deed.at, deadline)):
        raise Refused(*faults)
    with_reason(reasons, "Say why the deadline is extended. Providers will read it.")


def with_reason(reasons: str, sentence: str) -> None:
    """Refuse an empty reason."""
    if not reasons.strip():
        raise Refused(sentence)
