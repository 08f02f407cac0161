"""The app's configuration."""

from importlib import import_module

from django.apps import AppConfig


class TendersConfig(AppConfig):
    """Procurements from regime to award."""

    name = "tenders"
    verbose_name = "Tenders"

    def ready(self) -> None:
        """Fill the navigation and Your work, now that the records are known."""
        import_module("tenders.navigation")
        import_module("tenders.navigation_portal")
