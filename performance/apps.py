"""The app's configuration."""

from importlib import import_module

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """From a return's cell to the Board's pack."""

    name = "performance"
    verbose_name = "Performance"

    def ready(self) -> None:
        """Fill the navigation and Your work, now that the records are known."""
        import_module("performance.navigation")
        import_module("performance.navigation_packs")
