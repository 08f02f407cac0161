"""The app's configuration."""

from importlib import import_module

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Agreements and what happens to them."""

    name = "contracts"
    verbose_name = "Contracts"

    def ready(self) -> None:
        """Fill the navigation and Your work, now that the records are known."""
        import_module("contracts.navigation")
        import_module("contracts.work")
