"""Performance packs: a frozen snapshot, its workbook, and where every number came from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.urls import reverse

from accounts.models import Membership, Partnership, User
from accounts.roles import Role
from commissioning.models import Area, Kpi, Outcome
from commissioning.models.kpi import QuarterField
from commissioning.quarters import Quarter
from performance.lifecycles.pack import CURRENT, READABLE_BY_BOARD, SETTLED, PackLifecycle
from performance.models.reading import Reading
from workflow import calendar, jobs
from workflow.lifecycle import Actor
from workflow.models import Job, StoredFile


class Pack(PackLifecycle):
    """The joint performance pack of a quarter for the Board, in one edition and version."""

    kept_out_of_audit: ClassVar[frozenset[str]] = frozenset({"snapshot"})

    class Edition(models.TextChoices):
        """Who it is for."""

        RESTRICTED = "restricted", "Restricted"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="packs")
    quarter = QuarterField()
    edition = models.CharField(max_length=12, choices=Edition, default=Edition.RESTRICTED)
    version = models.PositiveSmallIntegerField(default=1)
    commentary = models.TextField(blank=True, help_text="What matters this quarter, in your words.")
    frozen_at = models.DateTimeField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    snapshot = models.JSONField(default=dict, blank=True)
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    workbook = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-quarter", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "quarter", "edition", "version"], name="one_pack_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"Performance pack {self.quarter}, version {self.version}"

    def get_absolute_url(self) -> str:
        """The pack's page."""
        return reverse("performance:pack", args=[self.partnership.slug, self.pk])

    @property
    def period(self) -> Quarter:
        """Its quarter."""
        return Quarter.parse(self.quarter)

    @property
    def for_board(self) -> bool:
        """Whether Board members may read it."""
        return self.state in READABLE_BY_BOARD

    @property
    def settled(self) -> bool:
        """Whether its figures stand."""
        return self.state in SETTLED

    def emptiness(self) -> str | None:
        """Why there is nothing to freeze."""
        known = Reading.objects.filter(
            partnership=self.partnership_id, quarter=self.quarter, accepted__gt=0
        )
        if known.exists():
            return None
        return f"No return for {self.period.label} has been accepted yet."

    def board_members(self, at: datetime) -> list[User]:
        """Who is told when it is issued."""
        day = calendar.london_date(at)
        held = Membership.objects.filter(
            partnership=self.partnership_id, role=Role.BOARD
        ).select_related("person")
        return [m.person for m in held if m.holds_on(day)]

    def ask_for_workbook(self, *, by: Actor, at: datetime) -> Job:
        """Ask for the workbook to be built in the background, once at a time."""
        return jobs.ask(
            "build_pack",
            by=by,
            at=at,
            key=f"pack:{self.pk}",
            tenant=self.partnership.slug,
            pack=self.pk,
        )

    def keep_numbers(self, numbers: Iterable[PackNumber]) -> None:
        """Keep where each number of the workbook stands and what it is made of."""
        PackNumber.objects.filter(pack=self).delete()
        PackNumber.objects.bulk_create(numbers, batch_size=500)

    def not_replaced(self) -> str | None:
        """Why it cannot be superseded; nothing when a later version was issued."""
        if self.others_issued().filter(version__gt=self.version).exists():
            return None
        return "Issue the later version: this one is then superseded."

    def others_issued(self) -> models.QuerySet[Pack]:
        """Other versions of the same pack that are the Board's present one."""
        same = type(self).objects.filter(
            partnership=self.partnership_id, quarter=self.quarter, edition=self.edition
        )
        return same.filter(state__in=CURRENT).exclude(pk=self.pk)


class PackNumber(models.Model):
    """One number of a pack: the sheet and cell it stands in, and what it is made of.

    `figures` are the keys of the accepted figures behind it (origin.figure_key).
    """

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="numbers")
    sheet = models.CharField(max_length=40)
    cell = models.CharField(max_length=10)
    label = models.CharField(max_length=400)
    shown = models.CharField(max_length=60)
    kpi = models.ForeignKey(Kpi, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.ForeignKey(Outcome, null=True, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    quarter = QuarterField()
    figures = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["pack", "sheet", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "sheet", "cell"], name="one_number_per_cell")
        ]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}: {self.shown}"
