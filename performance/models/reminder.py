"""Reminders of returns: one row for each person, return and occasion, written before it is sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from performance.models.kpi_return import KpiReturn


class Reminder(models.Model):
    """That somebody is told by e-mail of a return that is due or late. No record: it changes nothing.

    `occasion` is which of the days before or after `due_on` it is for. A due date that moves has
    occasions of its own. `tries` counts attempts, the last at `tried_at`; `failed` says why the mail
    server turned that one away, `sent_at` when it took one. A row with neither was under way when
    its worker stopped, and is not sent again: perhaps it had been.
    """

    kpi_return = models.ForeignKey(KpiReturn, on_delete=models.CASCADE, related_name="reminders")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="return_reminders"
    )
    due_on = models.DateField()
    occasion = models.CharField(max_length=20)
    tried_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=1)
    failed = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-tried_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kpi_return", "person", "due_on", "occasion"], name="reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.occasion}: {self.kpi_return} to {self.person}"
