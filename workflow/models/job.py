"""Work in the background: the row is the truth, the broker only carries a hint."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class JobStatus(models.TextChoices):
    """Where a piece of work is. Not a lifecycle: nobody decides it, a worker does."""

    QUEUED = "queued", "Waiting to start"
    RUNNING = "running", "Under way"
    DONE = "done", "Done"
    FAILED = "failed", "Did not finish"


ACTIVE = frozenset({JobStatus.QUEUED, JobStatus.RUNNING})


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs by what the sweeper and the runners need of them. Times are the machine's (wall)."""

    def active(self) -> JobQuerySet:
        """Waiting or under way."""
        return self.filter(status__in=ACTIVE)

    def lapsed(self, wall: datetime) -> JobQuerySet:
        """Under way, but whoever ran them has not been heard of since the lease ended."""
        return self.filter(status=JobStatus.RUNNING, lease_until__lt=wall)

    def claimable(self, wall: datetime) -> JobQuerySet:
        """Free to be taken up by a runner."""
        return self.filter(
            Q(status=JobStatus.QUEUED) | Q(status=JobStatus.RUNNING, lease_until__lt=wall)
        )

    def held_by(self, job_id: int, owner: str) -> JobQuerySet:
        """The one job, if this runner still holds its lease."""
        return self.filter(pk=job_id, status=JobStatus.RUNNING, owner=owner)


class Job(models.Model):
    """One piece of work: what was asked, by whom, how far it is, and how it ended.

    `asked_at`, `started_at` and `ended_at` are times the system goes by; `lease_until` and
    `hint_due` are the machine's own clock. `key`, when given, lets one such job be active at a time.
    """

    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    key = models.CharField(max_length=200, null=True, blank=True)
    tenant = models.CharField(max_length=40, blank=True)
    status = models.CharField(
        max_length=10, choices=JobStatus.choices, default=JobStatus.QUEUED, editable=False
    )
    progress = models.PositiveSmallIntegerField(default=0)
    message = models.CharField(max_length=200, blank=True)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="jobs",
    )
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    owner = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    hints = models.PositiveSmallIntegerField(default=0)
    hint_due = models.DateTimeField()

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(status__in=["queued", "running"], key__isnull=False),
                name="one_active_job_per_key",
            ),
            models.CheckConstraint(
                condition=Q(progress__lte=100), name="job_progress_is_a_percentage"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["hint_due"],
                condition=Q(status__in=["queued", "running"]),
                name="job_active_by_hint",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}: {self.get_status_display()}"
