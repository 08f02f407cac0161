"""Reading returns: the ledger of what is expected, its coverage, and who has what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Func, IntegerField, QuerySet

from accounts.models import Organisation, Partnership, User
from accounts.roles import Role
from commissioning.quarters import Quarter, last_ended
from performance.lifecycles.extension import OPEN
from performance.lifecycles.kpi_return import (
    ASKED,
    BEFORE_SUBMISSION,
    TO_CERTIFY,
    WITH_COMMISSIONER,
    WITH_PROVIDER,
)
from performance.models import Extension, KpiReturn, Upload
from performance.queries.ledger import (
    Coverage,
    LedgerRow,
    Standing,
    coverage_of,
    ledger_rows,
    standing_of,
)
from workflow.calendar import london_date

#: Quarters over which coverage is shown.
QUARTERS_SHOWN = 8


def coverage_by_quarter(partnership: Partnership, at: datetime) -> list[tuple[Quarter, Coverage]]:
    """The coverage of the last quarters that have ended, the latest first."""
    last = last_ended(london_date(at))
    first = last.shifted(1 - QUARTERS_SHOWN)
    returns = (
        KpiReturn.objects.filter(
            agreement__partnership=partnership, quarter__gte=str(first), quarter__lte=str(last)
        )
        .select_related("agreement")
        .order_by("version")
    )
    by_quarter: dict[str, list[LedgerRow]] = defaultdict(list)
    for row in ledger_rows(returns, at):
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
            return f"Nothing yet: the {self.record.period.noun} has not ended"
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
        for r in returns.order_by("-quarter", "agreement__reference", "-period_code", "-version")
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


def to_answer(partnership: Partnership) -> list[Extension]:
    """Requests about returns that await the commissioner's answer, the longest waiting first."""
    asked = Extension.objects.filter(
        kpi_return__agreement__partnership=partnership,
        kpi_return__state__in=BEFORE_SUBMISSION,
        state__in=OPEN,
    ).select_related("kpi_return__agreement__provider", "kpi_return__agreement__partnership")
    return list(asked.order_by("asked_at"))


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


def to_chase(kpi_return: KpiReturn, at: datetime) -> list[User]:
    """Whom to ask for a return past its date: those who can certify it for its provider now."""
    day = london_date(at)
    if standing_of(kpi_return, at) not in (Standing.LATE, Standing.MISSING):
        return []
    held = kpi_return.agreement.provider.memberships.filter(role=Role.CERTIFIER, partnership=None)
    known = held.select_related("person").order_by("person__name", "pk")
    return [membership.person for membership in known if membership.holds_on(day)]


class _Length(Func):
    """How many things a JSON list holds."""

    function = "JSON_ARRAY_LENGTH"
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_ARRAY_LENGTH", **more)


def uploads_of(kpi_return: KpiReturn, *, stood_by: bool = False) -> list[Upload]:
    """What was sent for a return, the latest first; each knows how much was found in it.

    `stood_by`: what it was certified from, and nothing the provider has not stood by.
    """
    sendings = kpi_return.sendings_stood_by() if stood_by else kpi_return.uploads
    named = sendings.select_related("file", "sent_by", "program__organisation")
    sent = named.defer("packed", "findings")
    return list(sent.annotate(found_count=_Length("findings")))


def versions_of(kpi_return: KpiReturn) -> list[KpiReturn]:
    """The versions of a return, the latest first."""
    same = _with_agreement().filter(
        agreement=kpi_return.agreement_id, period_code=kpi_return.period_code
    )
    return list(same.order_by("-version"))


def shown_quarter(quarters: Sequence[Quarter], wanted: str, today: date) -> Quarter:
    """The quarter a list shows: the one asked for, else the last that has ended."""
    known = {str(q): q for q in quarters}
    return known.get(wanted) or last_ended(today)


def _with_agreement() -> QuerySet[KpiReturn]:
    return KpiReturn.objects.select_related("agreement__provider", "agreement__partnership")


def _last_rejected(returns: QuerySet[KpiReturn]) -> set[int]:
    """The returns whose last upload is to be corrected."""
    last: dict[int, Upload] = {}
    uploads = Upload.objects.filter(kpi_return__in=returns, kpi_return__state__in=WITH_PROVIDER)
    for upload in uploads.only("kpi_return_id", "outcome").order_by("pk"):
        last[upload.kpi_return_id] = upload
    return {pk for pk, upload in last.items() if upload.rejected}
