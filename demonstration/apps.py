"""The app's configuration."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """The demonstration partnerships."""

    name = "demonstration"
