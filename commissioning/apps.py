"""The app's configuration."""

from django.apps import AppConfig


class CommissioningConfig(AppConfig):
    """Need, outcomes, specifications and the Board."""

    name = "commissioning"
    verbose_name = "Commissioning"
