"""The app's configuration."""

from typing import Any

from django.apps import AppConfig
from django.urls import reverse

from pages.navigation import NavItem, register


def navigation(visit: Any) -> list[NavItem]:
    """The first entry for everyone: Your work."""
    if visit.partnership is not None:
        url = reverse("accounts:partnership_home", args=[visit.partnership.slug])
    elif visit.organisation is not None:
        url = reverse("accounts:provider_home", args=[visit.organisation.slug])
    else:
        return []
    return [NavItem("Your work", url)]


class AccountsConfig(AppConfig):
    """People, organisations and partnerships."""

    name = "accounts"
    verbose_name = "People and partnerships"

    def ready(self) -> None:
        """Fill the navigation."""
        register(navigation)
