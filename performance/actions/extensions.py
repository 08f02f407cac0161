"""What is done with requests about returns: asked for, or granted unasked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from performance.actions.sendings import hold
from performance.models import Extension, KpiReturn
from performance.readings import summing
from workflow.door import begin, take
from workflow.lifecycle import Actor
from workflow.notices import tell


def ask(
    kpi_return: KpiReturn,
    *,
    kind: str,
    reason: str,
    by: Actor,
    at: datetime,
    until: date | None = None,
) -> Extension:
    """Ask for a later due date (`until`), or to do without the return. The commissioners hear of it.

    Raises Refused in sentences; NotAllowed for who neither makes returns for the provider nor
    commissions.
    """
    asked = _request(kpi_return, kind, reason, until, by, at)
    with transaction.atomic():
        begin(asked, by=by, at=at)
        told = [(person, f"{by} asks for: {asked}.") for person in kpi_return.commissioners(at)]
        tell(asked, told, at=at, but=by)
    return asked


def grant(
    kpi_return: KpiReturn,
    *,
    kind: str,
    reason: str,
    by: Actor,
    at: datetime,
    until: date | None = None,
) -> Extension:
    """Grant what nobody asked for, as a commissioner: a later due date, or no return this time.

    One transaction. Raises Refused in sentences, NotAllowed for anybody else. What a waiver changes
    is held before the request enters the audit trail: an acceptance at the same moment holds it so.
    """
    with transaction.atomic():
        hold(kpi_return)
        summing.hold(kpi_return.partnership_id)
        asked = _request(kpi_return, kind, reason, until, by, at)
        return take(begin(asked, by=by, at=at), "agree", by=by, at=at)


def _request(
    kpi_return: KpiReturn, kind: str, reason: str, until: date | None, by: Any, at: datetime
) -> Extension:
    """What is asked for, not yet recorded. A waiver has no day."""
    return Extension(
        kpi_return=kpi_return,
        kind=kind,
        reason=reason.strip(),
        until=None if kind == Extension.Kind.WAIVER else until,
        due_before=kpi_return.due_on,
        asked_by=by,
        asked_at=at,
    )
