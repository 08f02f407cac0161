"""The app's configuration."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class CommissioningConfig(AppConfig):
    """Need, outcomes, specifications and the Board."""

    name = "commissioning"
    verbose_name = "Commissioning"

    def ready(self) -> None:
        """Fill the navigation and Your work, once the models are loaded."""
        for register, source in (
            ("pages.navigation.register", "commissioning.navigation.entries"),
            ("accounts.work.register", "commissioning.queries.work.work_of"),
        ):
            import_string(register)(import_string(source))
