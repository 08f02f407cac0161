"""The app's configuration."""

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """From a return's cell to the Board's pack."""

    name = "performance"
    verbose_name = "Performance"
