"""The app's configuration."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """The demonstration partnerships (their start-up lines are in startup.py)."""

    name = "demonstration"
