"""The app's entry in the navigation."""

from __future__ import annotations

from django.urls import reverse

from accounts.gate import Visit
from contracts.roles import READERS
from pages.navigation import NavItem, register


@register
def navigation(visit: Visit) -> list[NavItem]:
    """Agreements, for those who may read them, and for providers their own."""
    if visit.organisation is not None:
        return [NavItem("Agreements", reverse("contracts:provided", args=[visit.provider.slug]))]
    if visit.partnership is not None and visit.holds(*READERS):
        return [NavItem("Agreements", reverse("contracts:register", args=[visit.trust.slug]))]
    return []
