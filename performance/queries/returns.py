"""Reading returns: the ledger of what is expected, its coverage, and who has what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import QuerySet

from accounts.models import Organisation, Partnership
from commissioning.quarters import Quarter, last_ended
from performance.lifecycles.kpi_return import (
    ASKED,
    TO_CERTIFY,
    WITH_COMMISSIONER,
    WITH_PROVIDER,
)
from performance.models import KpiReturn, Upload
from workflow.calendar import london_date

#: Quarters over which coverage is shown.
QUARTERS_SHOWN = 8


class Standing(StrEnum):
    """How a return stands to its due date, by the clock. Kept nowhere."""

    NOT_DUE = "not due"
    DUE = "due"
    LATE = "late"
    MISSING = "missing"
    ON_TIME = "on time"
    CAME_LATE = "came late"
    NOT_WANTED = "not wanted"
    CORRECTION = "correction"

    @property
    def words(self) -> str:
        """As a page says it."""
        return self.value.capitalize()

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return _TONES[self]


_TONES = {
    Standing.NOT_DUE: "neutral",
    Standing.DUE: "waiting",
    Standing.LATE: "attention",
    Standing.MISSING: "bad",
    Standing.ON_TIME: "good",
    Standing.CAME_LATE: "attention",
    Standing.NOT_WANTED: "ended",
    Standing.CORRECTION: "neutral",
}


def standing_of(kpi_return: KpiReturn, at: datetime) -> Standing:
    """Not due, due, late, missing, on time or came late, from the dates alone.

    Missing: nothing submitted by the end of the quarter after the one reported. A correction has no
    due date: the first version told whether the return was on time.
    """
    today = london_date(at)
    if not kpi_return.is_wanted:
        return Standing.NOT_WANTED
    if kpi_return.version > 1:
        return Standing.CORRECTION
    if kpi_return.submitted_at is not None:
        punctual = london_date(kpi_return.submitted_at) <= kpi_return.due_on
        return Standing.ON_TIME if punctual else Standing.CAME_LATE
    if today <= kpi_return.period.end:
        return Standing.NOT_DUE
    if today <= kpi_return.due_on:
        return Standing.DUE
    return Standing.LATE if today <= kpi_return.period.shifted(1).end else Standing.MISSING


@dataclass(frozen=True)
class LedgerRow:
    """What is expected of one agreement for one quarter, over all its versions."""

    first: KpiReturn
    """The version whose date of submission tells on time from late."""
    latest: KpiReturn
    accepted: bool
    standing: Standing

    @property
    def is_wanted(self) -> bool:
        """Whether it is among those expected."""
        return self.first.is_wanted

    @property
    def received(self) -> bool:
        """Whether it has been submitted."""
        return self.first.submitted_at is not None


@dataclass(frozen=True)
class Coverage:
    """How many returns were expected, received (submitted), on time and accepted."""

    expected: int
    received: int
    on_time: int
    accepted: int

    @property
    def percent_accepted(self) -> int | None:
        """Whole per cent of the expected that are accepted; None where none is expected."""
        return round(100 * self.accepted / self.expected) if self.expected else None


def coverage_of(rows: Iterable[LedgerRow]) -> Coverage:
    """The coverage of these rows."""
    wanted = [row for row in rows if row.is_wanted]
    return Coverage(
        expected=len(wanted),
        received=sum(row.received for row in wanted),
        on_time=sum(row.standing is Standing.ON_TIME for row in wanted),
        accepted=sum(row.accepted for row in wanted),
    )


def ledger(partnership: Partnership, quarter: str, at: datetime) -> list[LedgerRow]:
    """What is expected of every agreement for a quarter, by agreement."""
    returns = _with_agreement().filter(agreement__partnership=partnership, quarter=quarter)
    return _rows(returns.order_by("agreement__reference", "version"), at)


def coverage_by_quarter(partnership: Partnership, at: datetime) -> list[tuple[Quarter, Coverage]]:
    """The coverage of the last quarters that have ended, the latest first."""
    last = last_ended(london_date(at))
    first = last.shifted(1 - QUARTERS_SHOWN)
    returns = KpiReturn.objects.filter(
        agreement__partnership=partnership, quarter__gte=str(first), quarter__lte=str(last)
    ).order_by("version")
    by_quarter: dict[str, list[LedgerRow]] = defaultdict(list)
    for row in _rows(returns, at):
        by_quarter[row.first.quarter].append(row)
    return [(q, coverage_of(by_quarter[str(q)])) for q in reversed(first.until(last))]


def quarters_of(partnership: Partnership) -> list[Quarter]:
    """The quarters for which anything is expected, the latest first."""
    found = KpiReturn.objects.filter(agreement__partnership=partnership).order_by("-quarter")
    return [Quarter.parse(text) for text in found.values_list("quarter", flat=True).distinct()]


@dataclass(frozen=True)
class PortalRow:
    """A return as its provider sees it in a list."""

    record: KpiReturn
    standing: Standing
    to_correct: bool

    @property
    def has_due_date(self) -> bool:
        """Whether it is still to be submitted for the first time."""
        return self.record.submitted_at is None and self.record.version == 1

    @property
    def todo(self) -> str:
        """What the provider does next, in words; nothing when it waits for others."""
        if self.standing is Standing.NOT_DUE:
            return "Nothing yet: the quarter has not ended"
        if self.record.state in ASKED:
            return "Answer the commissioner's question"
        if self.record.state in TO_CERTIFY:
            return "Certify and submit"
        if self.to_correct:
            return "Put the upload right and send it again"
        return "Fill in and send" if self.record.state in WITH_PROVIDER else ""


def portal_rows(organisation: Organisation, at: datetime) -> list[PortalRow]:
    """Every return of a provider, in all partnerships: what is to be done first, then the latest."""
    returns = _with_agreement().filter(agreement__provider=organisation)
    rejected = _last_rejected(returns)
    rows = [
        PortalRow(r, standing_of(r, at), r.pk in rejected)
        for r in returns.order_by("-quarter", "agreement__reference", "-version")
    ]
    return sorted(rows, key=lambda r: not r.todo or r.standing is Standing.NOT_DUE)


def for_provider(organisation: Organisation, at: datetime) -> list[PortalRow]:
    """The returns that await something from a provider now."""
    today = london_date(at)
    returns = _with_agreement().filter(agreement__provider=organisation, state__in=WITH_PROVIDER)
    rejected = _last_rejected(returns)
    open_now = [r for r in returns.order_by("due_on") if r.period.end < today]
    return [PortalRow(r, standing_of(r, at), r.pk in rejected) for r in open_now]


def to_accept(partnership: Partnership) -> list[KpiReturn]:
    """Certified returns that await the commissioner, the longest waiting first."""
    waiting = _with_agreement().filter(
        agreement__partnership=partnership, state__in=WITH_COMMISSIONER
    )
    return list(waiting.order_by("certified_at"))


def overdue(partnership: Partnership, at: datetime) -> list[KpiReturn]:
    """Returns past their date that nobody has submitted, the oldest first."""
    late = _with_agreement().filter(
        agreement__partnership=partnership,
        state__in=WITH_PROVIDER,
        submitted_at=None,
        version=1,
        due_on__lt=london_date(at),
    )
    return list(late.order_by("due_on", "agreement__reference"))


def uploads_of(kpi_return: KpiReturn) -> list[Upload]:
    """What was sent for a return, the latest first."""
    return list(kpi_return.uploads.select_related("file", "sent_by", "marked"))


def versions_of(kpi_return: KpiReturn) -> list[KpiReturn]:
    """The versions of a return, the latest first."""
    same = _with_agreement().filter(agreement=kpi_return.agreement_id, quarter=kpi_return.quarter)
    return list(same.order_by("-version"))


def shown_quarter(quarters: Sequence[Quarter], wanted: str, today: date) -> Quarter:
    """The quarter a list shows: the one asked for, else the last that has ended."""
    known = {str(q): q for q in quarters}
    return known.get(wanted) or last_ended(today)


def _with_agreement() -> QuerySet[KpiReturn]:
    return KpiReturn.objects.select_related("agreement__provider", "agreement__partnership")


def _rows(returns: Iterable[KpiReturn], at: datetime) -> list[LedgerRow]:
    versions: dict[tuple[int, str], list[KpiReturn]] = defaultdict(list)
    for version in returns:
        versions[version.agreement_id, version.quarter].append(version)
    return [
        LedgerRow(same[0], same[-1], any(v.counts for v in same), standing_of(same[0], at))
        for same in versions.values()
    ]


def _last_rejected(returns: QuerySet[KpiReturn]) -> set[int]:
    """The returns whose last upload is to be corrected."""
    last: dict[int, Upload] = {}
    uploads = Upload.objects.filter(kpi_return__in=returns, kpi_return__state__in=WITH_PROVIDER)
    for upload in uploads.only("kpi_return_id", "outcome").order_by("pk"):
        last[upload.kpi_return_id] = upload
    return {pk for pk, upload in last.items() if upload.rejected}
