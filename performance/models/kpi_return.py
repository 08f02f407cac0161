"""Returns: what is expected for a quarter of an agreement, what came, and who stood by it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import Membership, User
from accounts.roles import Role
from commissioning.models.kpi import PeriodField, QuarterField
from commissioning.periods import Frequency, Period
from contracts.models import Agreement
from performance.answers import Answers
from performance.digests import sha256_of
from performance.entries import Entries, Ints
from performance.lifecycles.kpi_return import (
    BEFORE_SUBMISSION,
    COUNTS,
    NOT_WANTED,
    REPLACED,
    TAKES_FILES,
    TO_CERTIFY,
    ReturnLifecycle,
)
from performance.models.figure import Figure
from performance.models.loading import load_figures
from performance.models.question import Questioned
from performance.models.upload import Certificate, Upload
from performance.questions import sections_of
from performance.wanted import rows_wanted
from workflow import calendar, words
from workflow.lifecycle import Deed, Obstacles


class KpiReturn(Questioned, ReturnLifecycle):
    """One version of the return of one agreement for one period. A correction is a new version.

    An agreement has a return for each frequency its KPIs are reported by. `quarter` is the quarter
    in which the period ends, where oversight shows its figures.
    """

    part_of = "agreement"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="returns")
    period_code = PeriodField("period")
    quarter = QuarterField()
    version = models.PositiveSmallIntegerField(default=1)
    due_on = models.DateField()
    received_at = models.DateTimeField(null=True, blank=True)
    upload = models.ForeignKey(
        "performance.Upload", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    file_sha256 = models.CharField(max_length=64, blank=True)
    figures_sha256 = models.CharField(max_length=64, blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    certified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    certified_at = models.DateTimeField(null=True, blank=True)
    by_one_person = models.BooleanField(
        default=False, help_text="Whoever certified it had prepared some of it."
    )
    submitted_at = models.DateTimeField(
        null=True, blank=True, help_text="First certified; tells on time from late."
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    waived_reason = models.TextField(blank=True)
    correction_reason = models.TextField(blank=True)
    is_material = models.BooleanField(
        null=True,
        blank=True,
        help_text="Whether the correction changes what anybody would conclude.",
    )

    class Meta:
        verbose_name = "return"
        ordering = ["-quarter", "agreement", "-period_code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "period_code", "version"], name="one_return_per_version"
            )
        ]
        indexes = [models.Index(fields=["quarter"], name="return_by_quarter")]

    def __str__(self) -> str:
        again = f", version {self.version}" if self.version > 1 else ""
        return f"Return of {self.agreement.reference} for {self.period_code}{again}"

    def get_absolute_url(self) -> str:
        """The return's page inside the partnership."""
        return reverse("performance:return", args=[self.agreement.partnership.slug, self.pk])

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """A later version corrects one that counts, one at a time, and says why."""
        if not self._state.adding:
            return super().standing_in_the_way(deed)
        if self.version == 1:
            return None
        before = type(self).objects.filter(
            agreement=self.agreement_id, period_code=self.period_code
        )
        latest = before.order_by("-version").first()
        if (
            latest is None
            or latest.version != self.version - 1
            or not before.filter(state__in=COUNTS).exists()
        ):
            return "Only an accepted return is corrected by a new version."
        if latest.state not in COUNTS | NOT_WANTED:
            return "A correction of this return has been begun already."
        if not self.correction_reason:
            return "Say what is to be corrected, and why."
        return None if self.is_material is not None else "Say whether the correction is material."

    @property
    def partnership_id(self) -> int:
        """Whose agreement it is about."""
        return self.agreement.partnership_id

    @property
    def provider_id(self) -> int:
        """Who makes it."""
        return self.agreement.provider_id

    @property
    def period(self) -> Period:
        """What it reports on."""
        return Period.parse(self.period_code)

    @property
    def frequency(self) -> Frequency:
        """How often such a return is made."""
        return self.period.frequency

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
        return f"The {self.period.noun} ends on {words.day(end)}. Report it after that."

    def keep_entries(self, upload: Upload, deed: Deed) -> None:
        """Let what an upload says be what the return says. What was certified before is void."""
        Figure.objects.filter(kpi_return=self).delete()
        self.upload, self.file_sha256 = upload, upload.file.sha256
        self.figures_sha256 = upload.entries.digest()
        self.prepared_by = deed.by
        self.certified_by = self.certified_at = None

    def make_figures(self) -> None:
        """Make figures of what the return says, now that somebody stands by it.

        In the transaction of the certification.
        """
        Figure.objects.filter(kpi_return=self).delete()
        load_figures(self.pk, self.entries)

    @property
    def entries(self) -> Entries:
        """What it says, row by row; nothing where nothing was taken."""
        return self.upload.entries if self.upload else Entries.of_none()

    @property
    def seen_sha256(self) -> str:
        """What a page that shows figures and answers is known by: the digest of both."""
        told = self.told
        return sha256_of(f"{self.figures_sha256}{told.digest()}") if told else self.figures_sha256

    def other_than(self, seen: str) -> bool:
        """Whether what it says is not what somebody saw, named by its digest."""
        return seen != self.seen_sha256

    @property
    def told(self) -> Answers:
        """What it tells beside its figures."""
        return self.upload.told if self.upload else Answers()

    def last_said(self) -> Upload | None:
        """The latest sending that was taken or saved part-way."""
        return self.uploads.filter(outcome__in=Upload.SAID).order_by("pk").last()

    def told_so_far(self) -> Answers:
        """The answers of the latest sending that was taken or saved part-way, or of what it corrects.

        None where none are asked.
        """
        if not sections_of(self.agreement):
            return Answers()
        if (latest := self.last_said()) is not None:
            return latest.told
        before = self.corrects()
        return before.told if before else Answers()

    def rows_asked(self) -> tuple[Ints, Ints, Ints]:
        """The keys of the rows the schedule asks for: scheduled KPI, area and group."""
        areas = [a.area_id for a in self.agreement.areas.all()]
        schedule = self.agreement.kpis.prefetch_related("terms__definition__breakdown__groups")
        return rows_wanted(schedule, areas, self.quarter, self.frequency)

    def gaps(self) -> list[str]:
        """Sentences for what the agreement asks and the return does not say."""
        said = self.told.gaps(sections_of(self.agreement))
        if self.entries.has_keys(*self.rows_asked()):
            return said
        words = (
            "What this return asks for has changed since its figures came: the agreement has been"
        )
        return [f"{words} varied. Download the workbook again, fill it in and send it.", *said]

    def unfinished(self) -> str | None:
        """What was saved part-way since the figures were taken; nothing when there is none."""
        saved = self.uploads.filter(outcome=Upload.Outcome.SAVED, pk__gt=self.upload_id or 0)
        if not saved.exists():
            return None
        return "Figures were saved part-way since. Finish them in the form, or send the workbook again."

    def corrects(self) -> KpiReturn | None:
        """The version that this one takes the place of, or took; None for a first version."""
        if self.version == 1:
            return None
        same = type(self).objects.filter(agreement=self.agreement_id, period_code=self.period_code)
        before = same.filter(version__lt=self.version, state__in=COUNTS | REPLACED)
        return before.select_related("upload__file", "agreement").order_by("-version").first()

    def rests_on(self, upload: Upload) -> bool:
        """Whether it waits for its certifier with just what this upload says."""
        if self.upload_id != upload.pk or self.state not in TO_CERTIFY:
            return False
        return not self.gaps() and not self.unfinished()

    def changes_no_figure(
        self, entries: Entries | None = None, told: Answers | None = None
    ) -> str | None:
        """Why a correction corrects nothing; nothing where it differs from the version before.

        `entries` and `told` are those about to be received, else those it has.
        """
        before, now = self.corrects(), self.entries if entries is None else entries
        if before is None or not len(now):
            return None
        if (self.told if told is None else told).digest() != before.told.digest():
            return None
        was = before.entries.aligned(now.scheduled, now.area, now.group)
        if now.figures_differ_from(was).any() or len(was) != len(before.entries):
            return None
        return (
            f"No figure differs from version {before.version}, which was accepted. Correct what was "
            "wrong and send it again; if nothing was wrong, tell your commissioner."
        )

    def prepared_alone_by(self, person: User) -> str | None:
        """Why this person may not certify what they prepared; nothing where they may."""
        if self.agreement.one_person_may_certify or not self.was_prepared_by(person):
            return None
        return (
            "You prepared some of these figures, and this agreement asks a second person to certify "
            "them. Ask another certifier of your organisation, or let somebody else send the whole "
            "workbook again."
        )

    def was_prepared_by(self, person: User) -> bool:
        """Whether anything it says came by this person, whoever sent the last of it."""
        sent: list[int] = [*np.unique(self.entries.upload).tolist(), self.upload_id or 0]
        return (
            person == self.prepared_by or self.uploads.filter(pk__in=sent, sent_by=person).exists()
        )

    @property
    def is_stood_by(self) -> bool:
        """Whether somebody certified what it says now; until then it is the provider's own."""
        return self.certified_by_id is not None

    def sendings_stood_by(self) -> models.QuerySet[Upload]:
        """What it was certified from: the sendings taken or saved up to its last certification.

        A file that was not taken is among them where a figure still comes from it, because it was
        put right in the form.
        """
        last = self.certificates.select_related("upload").order_by("certified_at", "pk").last()
        if last is None:
            return self.uploads.none()
        kept = models.Q(outcome__in=Upload.SAID)
        of_figures = models.Q(pk__in=np.unique(last.upload.entries.upload).tolist())
        return self.uploads.filter(kept | of_figures, pk__lte=last.upload_id)

    def certificates_kept(self) -> list[Certificate]:
        """The documents of its certifications, the latest first."""
        return list(self.certificates.select_related("file", "certified_by"))

    @property
    def is_final(self) -> bool:
        """Whether the agreement ends in its period: no other return follows."""
        return self.period.start <= self.agreement.last_reported_on <= self.period.end

    @property
    def may_be_put_off(self) -> bool:
        """Whether more time, or doing without it, may still be asked for: it was never submitted."""
        return self.state in BEFORE_SUBMISSION and self.submitted_at is None

    def requests(self) -> list[Any]:
        """What was asked for about its due date, the latest first, with who asked and answered."""
        return list(self.extensions.select_related("asked_by", "answered_by"))

    def reminded(self) -> list[Any]:
        """The reminders that were sent of it, the latest first, with their people."""
        return list(self.reminders.exclude(sent_at=None).select_related("person"))

    @property
    def outside_term(self) -> str | None:
        """Why its period is none the agreement reports on; nothing when it is."""
        period, agreement = self.period, self.agreement
        if agreement.last_reported_on < period.start:
            day = words.day(agreement.last_reported_on)
            return f"The agreement ended on {day}, before this period began."
        if period.end < agreement.first_reported_on:
            day = words.day(agreement.first_reported_on)
            return f"The agreement reports from {day}, after this period ended."
        return None

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
        same = type(self).objects.filter(agreement=self.agreement_id, period_code=self.period_code)
        return same.filter(state__in=COUNTS).exclude(pk=self.pk)
