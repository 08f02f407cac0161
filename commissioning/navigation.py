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
READS_PARTNERSHIP = READS_NEEDS

_Tabs = tuple[tuple[str, str], ...]
NEEDS: _Tabs = (
    ("Indicators", "indicators"),
    ("Priority needs", "needs"),
    ("Outcomes", "outcomes"),
    ("Consultations", "consultations"),
    ("Gap report", "gaps"),
    ("Areas", "areas"),
)
SPECIFICATIONS: _Tabs = (("Specifications", "specifications"), ("KPI library", "kpis"))
BOARD: _Tabs = (("Meetings", "board"), ("Actions", "actions"))
PARTNERSHIP: _Tabs = (
    ("How we work", "how_we_work"),
    ("Services", "services"),
    ("Service reviews", "service_reviews"),
    ("Areas", "service_areas"),
    ("Budgets", "funds"),
    ("Local partnerships", "locals"),
    ("Programmes", "programmes"),
)
#: The first parts of the addresses under Partnership.
PARTNERSHIP_PLACES = ("services", "local", "programmes", "partnership")


@register
def entries(visit: Any) -> list[NavItem]:
    """Needs, Specifications, Board and Partnership, to those who read them."""
    if visit.partnership is None:
        return []
    slug = visit.partnership.slug
    offered = (
        ("Needs", "indicators", READS_NEEDS),
        ("Specifications", "specifications", READS_SPECIFICATIONS),
        ("Board", "board", READS_BOARD),
        ("Partnership", "how_we_work", READS_PARTNERSHIP),
    )
    also = {"how_we_work": tuple(f"/p/{slug}/{place}/" for place in PARTNERSHIP_PLACES)}
    return [
        NavItem(label, reverse(f"commissioning:{name}", args=[slug]), also=also.get(name, ()))
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
partnership_tabs = tabs(PARTNERSHIP)
