"""What was sent for a return, and the return as somebody certified it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts.models import AccessToken
from accounts.roles import Either, Operator, certifier, preparer
from performance.answers import Answers
from performance.entries import Entries
from tabular.findings import Finding, from_json
from workflow.lifecycle import Record
from workflow.models import StoredFile


class Certificate(Record):
    """The whole return as somebody certified it, kept as one fixed document with its digest."""

    may_begin = certifier
    part_of = "kpi_return"

    kpi_return = models.ForeignKey(
        "performance.KpiReturn", on_delete=models.PROTECT, related_name="certificates"
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    upload = models.ForeignKey("performance.Upload", on_delete=models.PROTECT, related_name="+")
    certified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    certified_at = models.DateTimeField()
    figures_sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-certified_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kpi_return} as certified"

    @property
    def partnership_id(self) -> int:
        """Whose agreement it is about."""
        return self.kpi_return.partnership_id

    @property
    def provider_id(self) -> int:
        """Whose return it is."""
        return self.kpi_return.provider_id


class Upload(Record):
    """A file a provider sent for a return, kept with its findings whether or not it was taken."""

    may_begin = preparer
    may_amend = Either(preparer, Operator())  # whose reading stopped is given up by the clock
    part_of = "kpi_return"
    kept_out_of_audit: ClassVar[frozenset[str]] = frozenset({"findings", "packed", "answers"})

    class Outcome(models.TextChoices):
        """What became of it."""

        READING = "reading", "Being read"
        TAKEN = "taken", "Taken"
        SAVED = "saved", "Saved part-way"
        REJECTED = "rejected", "To be corrected"

    #: What the return says so far: by these it was taken from, or saved part-way.
    SAID = (Outcome.TAKEN, Outcome.SAVED)

    kpi_return = models.ForeignKey(
        "performance.KpiReturn", on_delete=models.PROTECT, related_name="uploads"
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.READING)
    findings = models.JSONField(default=list, blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    packed = models.BinaryField(
        default=b"", blank=True, help_text="Its entries over those sent before it (entries.py)."
    )
    answers = models.JSONField(
        default=dict, blank=True, help_text="What it tells beside figures, over those sent before."
    )
    sheet = models.CharField(max_length=40, blank=True)
    numerator_column = models.CharField(max_length=3, blank=True)
    denominator_column = models.CharField(max_length=3, blank=True)
    program = models.ForeignKey(
        AccessToken, null=True, blank=True, on_delete=models.PROTECT, related_name="uploads"
    )
    was_typed = models.BooleanField(
        default=False,
        help_text="It came by the web form: its file is the record of what was typed.",
    )
    marked = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file.name} for {self.kpi_return}"

    @property
    def partnership_id(self) -> int:
        """Whose agreement it is about."""
        return self.kpi_return.partnership_id

    @property
    def provider_id(self) -> int:
        """Who sent it."""
        return self.kpi_return.provider_id

    @property
    def entries(self) -> Entries:
        """What the return would say by it: its own entries over those sent before."""
        return Entries.unpacked(bytes(self.packed)) if self.packed else Entries.of_none()

    @property
    def told(self) -> Answers:
        """What the return would tell by it beside its figures."""
        return Answers.from_json(self.answers)

    @property
    def acting_for(self) -> str:
        """The program that sent it, for the audit trail; nothing where a person did."""
        return str(self.program) if self.program else ""

    @property
    def sender(self) -> str:
        """Who sent it, in words: a person, or a program with who answers for it."""
        if self.program is None:
            return str(self.sent_by)
        return f"{self.program}, for which {self.sent_by} answers"

    @property
    def being_read(self) -> bool:
        """Whether nothing is known of it yet."""
        return self.outcome == self.Outcome.READING

    @property
    def rejected(self) -> bool:
        """Whether it has to be corrected."""
        return self.outcome == self.Outcome.REJECTED

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return _TONES[self.Outcome(self.outcome)]

    @property
    def found(self) -> list[Finding]:
        """Its findings, the gravest first."""
        return from_json(self.findings)


_TONES = {
    Upload.Outcome.READING: "waiting",
    Upload.Outcome.TAKEN: "good",
    Upload.Outcome.SAVED: "neutral",
    Upload.Outcome.REJECTED: "bad",
}
