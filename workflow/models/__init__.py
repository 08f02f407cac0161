"""The ground's own tables."""

from workflow.models.audit import AuditEntry, AuditHead
from workflow.models.clock import DemonstrationClock
from workflow.models.file import StoredFile
from workflow.models.job import Job, JobStatus
from workflow.models.notice import Notice

__all__ = [
    "AuditEntry",
    "AuditHead",
    "DemonstrationClock",
    "Job",
    "JobStatus",
    "Notice",
    "StoredFile",
]
