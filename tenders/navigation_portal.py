"""What a provider finds of tenders in the navigation."""

from __future__ import annotations

from django.urls import reverse

from accounts.gate import Visit
from pages.navigation import NavItem


def provider_navigation(visit: Visit) -> list[NavItem]:
    """Tenders, for everyone in a provider's organisation."""
    if visit.organisation is None:
        return []
    return [NavItem("Tenders", reverse("tenders:portal", args=[visit.organisation.slug]))]
