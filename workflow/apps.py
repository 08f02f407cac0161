"""The ground app's configuration."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """How any record moves: lifecycles, the one door, the audit trail, the clock and jobs."""

    name = "workflow"
    verbose_name = "Workflow"
