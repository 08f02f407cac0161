"""The entries this app adds to the navigation, and the tabs within each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from accounts.gate import Visit
from accounts.roles import Role
from pages.navigation import NavItem, register

READS_NEEDS = (Role.COMMISSIONER, Role.ANALYST, Role.APPROVER, Role.BOARD)
WRITES_NEEDS = (Role.COMMISSIONER, Role.ANALYST)
READS_SPECIFICATIONS = (*READS_NEEDS, Role.EVALUATOR)
READS_BOARD = READS_NEEDS

_Tabs = tuple[tuple[str, str], ...]
NEEDS: _Tabs = (
    ("Indicators", "indicators"),
    ("Priority needs", "needs"),
    ("Outcomes", "outcomes"),
    ("Consultations", "consultations"),
    ("Areas", "areas"),
)
SPECIFICATIONS: _Tabs = (("Specifications", "specifications"), ("KPI library", "kpis"))
BOARD: _Tabs = (("Meetings", "board"), ("Actions", "actions"))


@register
def entries(visit: Any) -> list[NavItem]:
    """Needs, Specifications and Board, to those who read them."""
    if visit.partnership is None:
        return []
    slug = visit.partnership.slug
    offered = (
        ("Needs", "indicators", READS_NEEDS),
        ("Specifications", "specifications", READS_SPECIFICATIONS),
        ("Board", "board", READS_BOARD),
    )
    return [
        NavItem(label, reverse(f"commissioning:{name}", args=[slug]))
        for label, name, roles in offered
        if visit.holds(*roles)
    ]


def tabs(group: _Tabs) -> Callable[[Visit, str], list[NavItem]]:
    """The pages of one entry as tabs, with the named one current."""

    def of(visit: Visit, current: str) -> list[NavItem]:
        return [
            NavItem(
                label, reverse(f"commissioning:{name}", args=[visit.trust.slug]), name == current
            )
            for label, name in group
        ]

    return of


needs_tabs, specification_tabs, board_tabs = tabs(NEEDS), tabs(SPECIFICATIONS), tabs(BOARD)
