"""What the partnership finds of tenders in the navigation and in Your work. Read at start-up."""

from __future__ import annotations

from django.urls import reverse

from accounts import work
from accounts.gate import Visit
from accounts.roles import Role
from pages import navigation
from pages.navigation import NavItem
from tenders.queries.work import waiting_for

#: The roles that read the list of tenders.
READERS = (Role.COMMISSIONER, Role.APPROVER, Role.EVALUATOR, Role.BOARD, Role.ANALYST)


def partnership_navigation(visit: Visit) -> list[NavItem]:
    """Tenders, for whoever reads them inside a partnership."""
    if visit.partnership is None or not visit.holds(*READERS):
        return []
    return [NavItem("Tenders", reverse("tenders:tenders", args=[visit.partnership.slug]))]


navigation.register(partnership_navigation)
work.register(waiting_for)
