"""What a provider finds of tenders in the navigation and in Your work. Read once, at start-up."""

from __future__ import annotations

from django.urls import reverse

from accounts import work
from accounts.gate import Visit
from pages import navigation
from pages.navigation import NavItem
from tenders.queries.portal import work_of_provider


def provider_navigation(visit: Visit) -> list[NavItem]:
    """Tenders, for everyone in a provider's organisation."""
    if visit.organisation is None:
        return []
    return [NavItem("Tenders", reverse("tenders:portal", args=[visit.organisation.slug]))]


navigation.register(provider_navigation)
work.register(work_of_provider)
