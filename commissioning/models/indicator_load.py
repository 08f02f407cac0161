"""A file of published figures that was sent to be loaded: what was found in it, what became of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import Partnership
from accounts.roles import analyst_or_operator
from tabular.findings import Finding, from_json
from workflow.lifecycle import Record
from workflow.models import StoredFile


class IndicatorLoad(Record):
    """A file of figures of need, kept with its findings whether or not it was loaded.

    Without a partnership it is the operator's, and its figures are shared by all. `counts` says how
    many rows and figures of each kind there were, `refused` holds the first refused rows as
    [line, sentence], `examples` the first changed figures as [what, before, after].
    """

    may_begin = analyst_or_operator
    kept_out_of_audit: ClassVar[frozenset[str]] = frozenset({"findings", "refused", "examples"})

    class Outcome(models.TextChoices):
        """What became of it."""

        READING = "reading", "Being read"
        READY = "ready", "To be confirmed"
        REFUSED = "refused", "Refused"
        LOADED = "loaded", "Loaded"

    partnership = models.ForeignKey(
        Partnership,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="indicator_loads",
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    layout = models.CharField(max_length=160, blank=True, help_text="What kind of file it is.")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.READING)
    loaded_at = models.DateTimeField(null=True, blank=True)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    findings: Any = models.JSONField(default=list, blank=True)
    counts: Any = models.JSONField(default=dict, blank=True)
    refused: Any = models.JSONField(default=list, blank=True)
    examples: Any = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = "load of figures"
        verbose_name_plural = "loads of figures"
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file.name}, {self.get_outcome_display().lower()}"

    def get_absolute_url(self) -> str:
        """The page of its preview and of what became of it; the operator's has none."""
        if self.partnership is None:
            return ""
        return reverse("commissioning:indicator_load", args=[self.partnership.slug, self.pk])

    @property
    def being_read(self) -> bool:
        """Whether nothing is known of it yet."""
        return self.outcome == self.Outcome.READING

    @property
    def ready(self) -> bool:
        """Whether it has been read and waits to be confirmed."""
        return self.outcome == self.Outcome.READY

    @property
    def was_refused(self) -> bool:
        """Whether nothing of it could be loaded."""
        return self.outcome == self.Outcome.REFUSED

    @property
    def was_loaded(self) -> bool:
        """Whether its figures were loaded."""
        return self.outcome == self.Outcome.LOADED

    @property
    def found(self) -> list[Finding]:
        """What was found in the file as a whole, the gravest first."""
        return from_json(self.findings)
