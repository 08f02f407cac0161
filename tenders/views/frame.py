"""What every page of one tender shows around its own part: stepper and tabs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts.gate import Visit
from accounts.roles import Role
from pages.navigation import NavItem
from pages.tables import stages
from tenders.models import Tender

#: Who reads a tender; what its bids say is for INSIDE alone.
READERS = (Role.COMMISSIONER, Role.APPROVER, Role.EVALUATOR, Role.BOARD, Role.ANALYST)
INSIDE = (Role.COMMISSIONER, Role.APPROVER, Role.EVALUATOR)

#: Name of the page, label of its tab, whether it is for INSIDE only.
TABS = (
    ("tender", "Overview", False),
    ("tender_gates", "Gates", True),
    ("tender_timetable", "Timetable", False),
    ("tender_criteria", "Criteria and lots", False),
    ("tender_panel", "Panel", True),
    ("tender_questions", "Questions", False),
    ("tender_bids", "Bids and evaluation", True),
    ("tender_history", "History", True),
)


def address(name: str, tender: Tender, *more: Any) -> str:
    """The address of a page of a tender."""
    return reverse(f"tenders:{name}", args=[tender.partnership.slug, tender.pk, *more])


def framed(tender: Tender, visit: Visit, current: str, **more: Any) -> dict[str, Any]:
    """The context of a page of a tender."""
    tabs = [
        NavItem(label, address(name, tender), current=name == current)
        for name, label, inside in TABS
        if not inside or visit.holds(*INSIDE)
    ]
    return {
        "tender": tender,
        "tabs": tabs,
        "stages": _stages(tender),
        "reads_recommendation": visit.holds(Role.COMMISSIONER, Role.APPROVER),
        "commissions": visit.holds(Role.COMMISSIONER),
        "drafting": tender.state in tender.open_to_change,
        **more,
    }


def _stages(tender: Tender) -> list[Any]:
    """The stages on the usual way; none for a tender that left it."""
    if tender.state not in tender.path:
        return []
    labels = [str(tender.States(state).label) for state in tender.path]
    return stages(labels, tender.state_label)
