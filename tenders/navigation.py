"""What people find of tenders in the navigation. Read at start-up."""

from __future__ import annotations

from django.urls import reverse

from accounts.gate import Visit
from accounts.roles import Role
from pages.navigation import NavItem, register

#: The roles that read the list of tenders.
READERS = (Role.COMMISSIONER, Role.APPROVER, Role.EVALUATOR, Role.BOARD, Role.ANALYST)


@register
def navigation(visit: Visit) -> list[NavItem]:
    """Tenders, for whoever reads them inside a partnership, and for everyone of a provider."""
    if visit.organisation is not None:
        return [NavItem("Tenders", reverse("tenders:portal", args=[visit.organisation.slug]))]
    if visit.partnership is not None and visit.holds(*READERS):
        return [NavItem("Tenders", reverse("tenders:tenders", args=[visit.partnership.slug]))]
    return []
