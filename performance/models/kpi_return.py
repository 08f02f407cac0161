"""Returns: what is expected for a quarter of an agreement, what came, and who stood by it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import Membership, User
from accounts.roles import Either, Operator, Role, preparer
from commissioning.models.kpi import QuarterField
from commissioning.quarters import Quarter
from contracts.models import Agreement
from performance.lifecycles.kpi_return import (
    COUNTS,
    NOT_WANTED,
    REPLACED,
    TAKES_FILES,
    ReturnLifecycle,
)
from performance.models.figure import Figure, digest_of_figures
from performance.wanted import wanted_of
from tabular.findings import Finding, from_json
from workflow import calendar, words
from workflow.lifecycle import Deed, Obstacles, Record
from workflow.models import StoredFile


class KpiReturn(ReturnLifecycle):
    """One version of the return of one agreement for one quarter. A correction is a new version."""

    part_of = "agreement"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="returns")
    quarter = QuarterField()
    version = models.PositiveSmallIntegerField(default=1)
    due_on = models.DateField()
    received_at = models.DateTimeField(null=True, blank=True)
    upload = models.ForeignKey(
        "performance.Upload", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    file_sha256 = models.CharField(max_length=64, blank=True)
    figures_sha256 = models.CharField(max_length=64, blank=True)
    certified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    certified_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(
        null=True, blank=True, help_text="First certified; tells on time from late."
    )
    query_text = models.TextField(blank=True)
    query_answer = models.TextField(blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    waived_reason = models.TextField(blank=True)
    correction_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "return"
        ordering = ["-quarter", "agreement", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "quarter", "version"], name="one_return_per_version"
            )
        ]

    def __str__(self) -> str:
        again = f", version {self.version}" if self.version > 1 else ""
        return f"Return of {self.agreement.reference} for {self.quarter}{again}"

    def get_absolute_url(self) -> str:
        """The return's page inside the partnership."""
        return reverse("performance:return", args=[self.agreement.partnership.slug, self.pk])

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """A later version corrects one that counts, one at a time, and says why."""
        if not self._state.adding:
            return super().standing_in_the_way(deed)
        if self.version == 1:
            return None
        before = type(self).objects.filter(agreement=self.agreement_id, quarter=self.quarter)
        latest = before.order_by("-version").first()
        if (
            latest is None
            or latest.version != self.version - 1
            or not before.filter(state__in=COUNTS).exists()
        ):
            return "Only an accepted return is corrected by a new version."
        if latest.state not in COUNTS | NOT_WANTED:
            return "A correction of this return has been begun already."
        return None if self.correction_reason else "Say what is to be corrected, and why."

    @property
    def partnership_id(self) -> int:
        """Whose agreement it is about."""
        return self.agreement.partnership_id

    @property
    def provider_id(self) -> int:
        """Who makes it."""
        return self.agreement.provider_id

    @property
    def period(self) -> Quarter:
        """Its quarter."""
        return Quarter.parse(self.quarter)

    @property
    def takes_files(self) -> bool:
        """Whether a file may be uploaded."""
        return self.state in TAKES_FILES

    @property
    def counts(self) -> bool:
        """Whether its figures count now."""
        return self.state in COUNTS

    @property
    def has_counted(self) -> bool:
        """Whether its figures count or did until a correction took their place."""
        return self.state in COUNTS | REPLACED

    @property
    def is_wanted(self) -> bool:
        """Whether it is among those expected."""
        return self.state not in NOT_WANTED

    def too_early(self, at: datetime) -> str | None:
        """Why it cannot be made yet; nothing when it can."""
        end = self.period.end
        if calendar.london_date(at) > end:
            return None
        return f"The quarter ends on {words.day(end)}. Report it after that."

    def keep_figures(self, upload: Any, figures: Iterable[Figure]) -> None:
        """Put the upload's figures in place of earlier ones. The earlier file is kept."""
        self.upload = upload
        self.file_sha256 = upload.file.sha256 if upload else ""
        Figure.objects.filter(kpi_return=self).delete()
        for figure in (rows := list(figures)):
            figure.kpi_return = self
        Figure.objects.bulk_create(rows)
        self.figures_sha256 = digest_of_figures(rows)
        if self.query_text:
            self.query_answer = self.query_answer or "A corrected file was uploaded."

    def other_than(self, seen: str) -> bool:
        """Whether the figures are not those somebody saw, named by their digest."""
        return seen != self.figures_sha256

    def expected_keys(self) -> set[tuple[int, int | None]]:
        """The (scheduled KPI, area) pairs the schedule asks for in this quarter."""
        areas = [a.area_id for a in self.agreement.areas.all()]
        schedule = self.agreement.kpis.prefetch_related("terms")
        return {(line.pk, area) for line, _terms, area in wanted_of(schedule, areas, self.quarter)}

    def gaps(self) -> list[str]:
        """Sentences for what the schedule asks and the return does not say."""
        given = set(self.figures.values_list("scheduled_id", "area_id"))
        missing = len(self.expected_keys() - given)
        return [f"{missing} figures are missing. Upload the workbook again."] if missing else []

    def commissioners(self, at: datetime) -> list[User]:
        """The people who will look at it."""
        day = calendar.london_date(at)
        held = Membership.objects.filter(
            partnership=self.agreement.partnership_id, role=Role.COMMISSIONER
        ).select_related("person")
        return [m.person for m in held if m.holds_on(day)]

    def not_replaced(self) -> str | None:
        """Why it cannot be superseded; nothing when a later version counts in its place."""
        if self.others_that_count().filter(version__gt=self.version).exists():
            return None
        return "Accept the corrected version: this one is then superseded."

    def others_that_count(self) -> models.QuerySet[KpiReturn]:
        """Other versions of the same return whose figures count now."""
        same = type(self).objects.filter(agreement=self.agreement_id, quarter=self.quarter)
        return same.filter(state__in=COUNTS).exclude(pk=self.pk)


class Upload(Record):
    """A file a provider sent for a return, kept with its findings whether or not it was taken."""

    may_begin = preparer
    may_amend = Either(preparer, Operator())  # whose reading stopped is given up by the clock
    part_of = "kpi_return"
    kept_out_of_audit: ClassVar[frozenset[str]] = frozenset({"findings"})

    class Outcome(models.TextChoices):
        """What became of it."""

        READING = "reading", "Being read"
        TAKEN = "taken", "Taken"
        REJECTED = "rejected", "To be corrected"

    kpi_return = models.ForeignKey(KpiReturn, on_delete=models.PROTECT, related_name="uploads")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.READING)
    findings = models.JSONField(default=list, blank=True)
    rows_read = models.PositiveIntegerField(default=0)
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
    Upload.Outcome.REJECTED: "bad",
}
