"""What the app adds to the navigation: returns, oversight and packs."""

from __future__ import annotations

from django.urls import reverse

from accounts.gate import Visit
from pages.navigation import NavItem, register
from performance.gate import OVERSEES, WORKS_WITH_RETURNS


@register
def returns(visit: Visit) -> list[NavItem]:
    """Returns, for those who work with them on either side."""
    if visit.organisation is not None:
        return [
            NavItem(
                "Returns", reverse("performance:portal_returns", args=[visit.organisation.slug])
            )
        ]
    if visit.partnership is not None and visit.holds(*WORKS_WITH_RETURNS):
        return [NavItem("Returns", reverse("performance:returns", args=[visit.partnership.slug]))]
    return []


@register
def oversight_and_packs(visit: Visit) -> list[NavItem]:
    """Oversight and packs, for those who look at them."""
    if visit.partnership is None or not visit.holds(*OVERSEES):
        return []
    slug = visit.partnership.slug
    return [
        NavItem("Oversight", reverse("performance:oversight", args=[slug])),
        NavItem("Packs", reverse("performance:packs", args=[slug])),
    ]
