"""The app's configuration."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Agreements and what happens to them."""

    name = "contracts"
    verbose_name = "Contracts"
