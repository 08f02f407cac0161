"""The ground app's configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WorkflowConfig(AppConfig):
    """How any record moves: lifecycles, the one door, the audit trail, the clock and jobs."""

    name = "workflow"
    verbose_name = "Workflow"

    def ready(self) -> None:
        """Let every app register what it adds: jobs, deadlines, what follows what, pages' entries."""
        autodiscover_modules(
            "tasks", "deadlines", "consequences", "startup", "navigation", "work", "intake",
            "evidence", "gaps",
        )  # fmt: skip
