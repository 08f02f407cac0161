"""The app's configuration."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, organisations and partnerships."""

    name = "accounts"
    verbose_name = "People and partnerships"

    def ready(self) -> None:
        """Fill the navigation, now that the records are known."""
        import_module("accounts.navigation")
