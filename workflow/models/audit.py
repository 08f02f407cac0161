"""The audit trail: append-only and hash-chained."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models


class AppendOnly(models.QuerySet[Any]):
    """A queryset that can be read and appended to, nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("The audit trail is append-only.")

    def delete(self) -> NoReturn:
        raise TypeError("The audit trail is append-only.")


class AuditEntry(models.Model):
    """One thing that was done: who, when, from what to what, why, and what changed.

    `effective_at` is when it counts, `recorded_at` when the machine wrote it. `digest` covers every
    other field and the digest of the entry before, so nothing can be altered or taken out unseen.
    """

    sequence = models.BigIntegerField(unique=True)
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    record_name = models.CharField(max_length=200)
    step = models.CharField(max_length=60)
    sentence = models.CharField(max_length=200)
    state_from = models.CharField(max_length=30, blank=True)
    state_to = models.CharField(max_length=30, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    actor_name = models.CharField(max_length=200)
    acting_for = models.CharField(max_length=200, blank=True)
    effective_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    reasons = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    tenant = models.CharField(max_length=40, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["record_type", "record_id"], name="audit_by_record")]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.actor_name} {self.sentence} ({self.record_name})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding or self.pk:
            raise TypeError("The audit trail is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The audit trail is append-only.")


class AuditHead(models.Model):
    """The last link of the chain: one row, locked while an entry is appended."""

    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.sequence} {self.digest}"
