"""Taking a council's own file in: kept, looked at, brought in once, through the door."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.actions.account import make_link
from accounts.intake.columns import plain
from accounts.intake.matching import OURS
from accounts.intake.reading import Outcome, bring_in, opened
from accounts.intake.sheets import Desk
from accounts.models import Intake, Membership, Partnership, User
from tabular.book import Book
from tabular.findings import to_json
from workflow import jobs
from workflow.door import amend, begin
from workflow.files import clean_name, keep
from workflow.lifecycle import Refused
from workflow.locking import locked
from workflow.models import Job

#: A page waits for a file of at most this many bytes and rows, and for so many changes.
READ_AT_ONCE = 512 * 1024
ROWS_AT_ONCE = 100
CHANGED_AT_ONCE = 100
CHANGED_SINCE = (
    "What is there has changed since this file was looked at. It has been looked at anew: check "
    "what it would do now, then bring it in."
)
JOBS = ("read_intake", "apply_intake")


def send_in(
    trust: Partnership, content: bytes, *, name: str, content_type: str, by: User, at: datetime
) -> Intake:
    """Keep a file and look at what it would change; a large one is looked at in the background.

    Nothing but the intake itself is recorded. Raises NotAllowed when the person may not send one.
    """
    desk = Desk(trust, by, at)
    book = opened(content, clean_name(name)) if len(content) <= READ_AT_ONCE else None
    large = book is None or _is_long(book)
    outcome = None if book is None or large else look_ahead(book, desk)
    with transaction.atomic():
        stored = keep(
            content, name=name, content_type=content_type, by=by, at=at, tenant=str(trust.pk)
        )
        intake = Intake(partnership=trust, file=stored, sent_by=by, sent_at=at)
        if outcome is not None:
            intake.read_at = at
            intake.findings, intake.sheets = to_json(outcome.findings), outcome.summary()
        begin(intake, by=by, at=at)
        if large:
            _ask("read_intake", intake, by, at)
    return intake


def look_ahead(book: Book | Outcome, desk: Desk) -> Outcome:
    """What a file would come to: everything is done through the door, then undone."""
    with transaction.atomic():
        outcome = bring_in(book, desk)
        transaction.set_rollback(True)
    return outcome


def look_again(intake: Intake, *, by: User, at: datetime) -> Intake:
    """Look at a kept file and keep what was found."""
    book = opened(intake.file.read(), intake.file.name)
    return _keep_outcome(intake, look_ahead(book, Desk(intake.partnership, by, at)), by, at)


def apply_or_ask(intake: Intake, *, by: User, at: datetime) -> Intake:
    """Bring a file in, or ask for it to be done in the background where it changes much."""
    if intake.changes <= CHANGED_AT_ONCE:
        return apply(intake, by=by, at=at)
    if not intake.waits:
        raise Refused(*_not_ready(intake))
    _ask("apply_intake", intake, by, at)
    return intake


def apply(intake: Intake, *, by: User, at: datetime) -> Intake:
    """Bring a file in: every change of it in one transaction, or none.

    Raises Refused when it has been done, when something stops it, or when it would now do anything
    else than what was looked at; then it has been looked at anew.
    """
    if not intake.waits:
        raise Refused(*_not_ready(intake))
    book = opened(intake.file.read(), intake.file.name)
    desk = Desk(intake.partnership, by, at)
    with transaction.atomic():
        fresh = locked(intake)
        if not fresh.waits:
            raise Refused(*_not_ready(fresh))
        outcome = bring_in(book, desk)
        as_seen = not outcome.stops and outcome.summary() == fresh.sheets
        if as_seen:
            return amend(fresh, by=by, at=at, applied_at=at, begun=outcome.begun)
        transaction.set_rollback(True)
    _keep_outcome(intake, outcome, by, at)
    raise Refused(CHANGED_SINCE)


def job_of(intake: Intake) -> Job | None:
    """The work under way on an intake, if any."""
    found = (jobs.active(kind, _key(intake)) for kind in JOBS)
    return next((job for job in found if job is not None), None)


def links_for(intake: Intake, *, by: User, at: datetime) -> list[tuple[User, str]]:
    """One-time links for the people an intake brought in who have set no password yet.

    They are shown to the caller and kept nowhere. Raises NotAllowed for who is no administrator.
    """
    with transaction.atomic():
        return [
            (person, make_link(person, partnership=intake.partnership, by=by, at=at))
            for person in newcomers(intake)
        ]


def newcomers(intake: Intake) -> list[User]:
    """The people an intake brought in who cannot sign in yet."""
    if intake.applied_at is None:
        return []
    roles = Membership.objects.filter(
        partnership=intake.partnership, pk__in=intake.begun.get("People", [])
    )
    known = User.objects.filter(pk__in=roles.values("person"), is_active=True, last_login=None)
    return [person for person in known if not person.has_usable_password()]


def _is_long(book: Book | Outcome) -> bool:
    if isinstance(book, Outcome):
        return False
    given = [sheet for sheet in book.sheets if plain(sheet.name) not in OURS]
    rows = (row for sheet in given for row in sheet.rows if any(v is not None for v in row))
    return sum(1 for _ in rows) > ROWS_AT_ONCE


def _keep_outcome(intake: Intake, outcome: Outcome, by: User, at: datetime) -> Intake:
    told: dict[str, Any] = {
        "findings": to_json(outcome.findings),
        "sheets": outcome.summary(),
        "read_at": at,
    }
    return amend(intake, by=by, at=at, **told)


def _not_ready(intake: Intake) -> list[str]:
    if intake.applied_at is not None:
        return ["This file has been brought in already."]
    if intake.read_at is None:
        return ["This file is still being read. Wait a moment."]
    if intake.stopped:
        return ["Put right what is listed, save the file and send it again."]
    return ["This file would change nothing."]


def _ask(kind: str, intake: Intake, by: User, at: datetime) -> None:
    tenant = str(intake.partnership_id)
    jobs.ask(kind, by=by, at=at, key=_key(intake), tenant=tenant, intake=intake.pk)


def _key(intake: Intake) -> str:
    return f"intake:{intake.pk}"
