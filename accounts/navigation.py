"""The entries of this app in the navigation."""

from typing import Any

from django.urls import reverse

from accounts.roles import Role
from pages.navigation import NavItem, register, register_last


@register
def your_work(visit: Any) -> list[NavItem]:
    """The first entry for everyone: Your work."""
    if visit.partnership is not None:
        url = reverse("accounts:partnership_home", args=[visit.partnership.slug])
    elif visit.organisation is not None:
        url = reverse("accounts:provider_home", args=[visit.organisation.slug])
    else:
        return []
    return [NavItem("Your work", url)]


@register_last
def people(visit: Any) -> list[NavItem]:
    """People and Set up for administrators, Colleagues for a provider's certifiers."""
    if visit.partnership is not None and visit.holds(Role.ADMINISTRATOR):
        slug = visit.partnership.slug
        return [
            NavItem("People", reverse("accounts:people", args=[slug])),
            NavItem("Set up", reverse("accounts:set_up", args=[slug])),
        ]
    if visit.organisation is not None and visit.holds(Role.CERTIFIER):
        url = reverse("accounts:colleagues", args=[visit.organisation.slug])
        return [NavItem("Colleagues", url)]
    return []
