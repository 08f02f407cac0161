"""The app's configuration."""

from django.apps import AppConfig


class TendersConfig(AppConfig):
    """Procurements from regime to award."""

    name = "tenders"
    verbose_name = "Tenders"
