"""Files of responses: what was found in them, and whether they were loaded. Never their bytes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.roles import commissioner_or_analyst
from commissioning.models.consultation import Consultation
from commissioning.models.response import GivenResponse
from tabular.findings import Finding, from_json
from workflow.lifecycle import Deed, Obstacles, Record


class ResponseFile(Record):
    """A file of responses that was sent: its name, size and fingerprint, and what was found.

    The file itself is not kept, neither a bad one nor a good one: people write about themselves
    and others in columns and answers nobody foresaw, and what is stored cannot be taken back. A
    finding about personal data names the cell and does not repeat what stood in it. Of a good file
    the responses wait in `rows`, out of the audit trail, until they are loaded or set aside; then
    `rows` is emptied. `sha256` is of the bytes, `digest` of the responses as read, so that the
    same responses saved anew are known again.
    """

    may_begin = commissioner_or_analyst
    part_of = "consultation"
    kept_out_of_audit: ClassVar[frozenset[str]] = frozenset({"rows", "findings"})

    class Outcome(models.TextChoices):
        """What became of it."""

        REFUSED = "refused", "To be put right"
        WAITING = "waiting", "Checked, not loaded yet"
        LOADED = "loaded", "Loaded"
        SET_ASIDE = "set_aside", "Set aside"

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    findings = models.JSONField(default=list, blank=True)
    rows = models.JSONField(default=list, blank=True)
    responses = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = "file of responses"
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "digest"],
                condition=models.Q(outcome="loaded"),
                name="one_load_of_the_same",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page with its findings, or with what it would load."""
        held = self.consultation
        return reverse(
            "commissioning:response_file", args=[held.partnership.slug, held.pk, self.pk]
        )

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """Files are taken while people can answer; only what waits still can be set aside."""
        whole: Consultation = self.consultation
        if self._state.adding:
            return whole.not_taking_responses(deed)
        return None if self.is_waiting else "This file waits no longer."

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return self.consultation.partnership_id

    @property
    def is_waiting(self) -> bool:
        """Whether it was found good and is not loaded yet."""
        return self.outcome == self.Outcome.WAITING

    @property
    def was_loaded(self) -> bool:
        """Whether its responses count."""
        return self.outcome == self.Outcome.LOADED

    @property
    def was_refused(self) -> bool:
        """Whether it has to be put right."""
        return self.outcome == self.Outcome.REFUSED

    @property
    def found(self) -> list[Finding]:
        """What was found in it."""
        return from_json(self.findings)

    @property
    def given(self) -> list[GivenResponse]:
        """The responses that wait in it."""
        return [GivenResponse.from_json(row) for row in self.rows]

    def same_loaded(self) -> ResponseFile | None:
        """A file already loaded that has the same bytes or the same responses, or None."""
        same = models.Q(sha256=self.sha256)
        if self.digest:
            same |= models.Q(digest=self.digest)
        files: Any = type(self).objects.filter(consultation=self.consultation_id)
        found: ResponseFile | None = files.filter(same, outcome=self.Outcome.LOADED).first()
        return found

    def cannot_be_loaded(self) -> str | None:
        """Why its responses cannot be loaded; nothing when they can."""
        fresh = type(self).objects.get(pk=self.pk)
        if fresh.was_loaded or self.same_loaded():
            return "These responses are loaded already. Loading them again would count them twice."
        return None if fresh.is_waiting else "This file waits no longer. Send it again."
