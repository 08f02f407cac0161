"""What is done with returns: a file or form is sent, read and taken; a correction is begun."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from accounts.models import AccessToken
from performance.actions.sendings import (
    figures_since,
    held,
    hold,
    job_key,
    newest,
    overtaken,
    sent_before,
    under_way,
)
from performance.answers import Answers
from performance.checks import Checked, check_file, check_part_way, check_rows, instructions
from performance.entries import Entries
from performance.models import KpiReturn, Upload
from performance.queries.answers import cover_of
from performance.queries.so_far import entries_to_edit, kept_when_blank
from performance.reference import READ_AT_ONCE
from performance.workbook.asking import asked_of
from performance.workbook.definition import WEB_FORM, Asked, Col, Filled
from performance.workbook.filling import filled_from
from performance.workbook.reading import typed_rows
from performance.workbook.typed_file import typed_csv
from performance.workbook.writing import return_workbook
from tabular.findings import Finding, Severity, in_file_order
from tabular.limits import Limits
from tabular.marking import mark
from tabular.refusals import Unreadable
from workflow import jobs
from workflow.door import amend, begin, take
from workflow.files import clean_name, keep
from workflow.lifecycle import SYSTEM, Actor, Refused
from workflow.models import StoredFile

log = logging.getLogger(__name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: A page waits for a file no longer than this.
_WHILE_WAITING = Limits(seconds=20)
#: Something broke here, whatever the file: it is no fault of the sender's.
_BROKE = (
    "We have kept this, but something went wrong here and we could not read it. Nothing has been "
    "changed, and you have done nothing wrong. Try again later; if it happens again, tell your "
    "commissioner."
)
_STOPPED = (
    "Reading this file was given up. Send it again; if that happens again, make a new download of "
    "the workbook and fill that in, or type the figures in."
)
_SENT_SINCE = (
    "Other figures were sent or saved for this return since. Open the return, and go on from those."
)
_OTHER_ROWS = (
    "What this return asks for has changed since you opened this page: the agreement has been varied. "
    "Open the form again from the return, and type these figures there."
)


def workbook_for(
    kpi_return: KpiReturn, filled: Filled | None = None, at: datetime | None = None
) -> bytes:
    """The workbook of a return, pre-filled with what was said so far; with `filled`, with that.

    A correction begins with what it corrects. With `at` its cover names who prepares and who may
    certify then.
    """
    asked, cover = asked_of(kpi_return), cover_of(kpi_return, at)
    if filled is None:
        filled = filled_from(asked, entries_to_edit(kpi_return))
    return return_workbook(asked, instructions(), filled, cover)


def workbook_name(kpi_return: KpiReturn) -> str:
    """The name it is downloaded under."""
    return f"{kpi_return.agreement.reference} {kpi_return.period_code} KPI return.xlsx"


def send_file(
    kpi_return: KpiReturn,
    content: bytes,
    *,
    name: str,
    content_type: str,
    by: Actor,
    at: datetime,
    program: AccessToken | None = None,
    patient: bool = False,
) -> Upload:
    """Keep a file that was sent for a return, read and check it, and take its figures if nothing stops.

    A small file is read now; a large one in the background, and the upload says that it is being
    read, unless the sender is `patient`. The file and its findings are kept either way. The same
    bytes again, while what came of them stands, are that upload: however many send them at once,
    they are taken once. `program` is what sent it, if no person did: `by` then answers for it. Raises
    Refused when the return takes no files now, NotAllowed when the person is none of the provider's.
    """
    refuse_if_closed(kpi_return, at)
    sent: dict[str, Any] = {"name": name, "content_type": content_type, "by": by, "at": at}
    sent["program"] = program
    if earlier := sent_before(kpi_return, content, by, at):
        return earlier
    if len(content) > READ_AT_ONCE and not patient:
        with transaction.atomic():
            hold(kpi_return)
            if earlier := sent_before(kpi_return, content, by, at):
                return earlier
            upload = keep_sending(kpi_return, content, **sent)
            jobs.ask("read_return", by=by, at=at, key=job_key(upload), upload=upload.pk)
        return upload
    check = partial(check_now, kpi_return, content, name, None if patient else _WHILE_WAITING)
    last, checked = newest(kpi_return), check()
    with transaction.atomic():
        hold(kpi_return)
        if earlier := sent_before(kpi_return, content, by, at):
            return earlier
        if newest(kpi_return) != last:  # what it leaves blank may have been typed meanwhile
            checked = check()
        return settle(keep_sending(kpi_return, content, **sent), checked, by=by, at=at)


def check_now(
    kpi_return: KpiReturn, content: bytes, name: str, limits: Limits | None = None
) -> Checked:
    """What would be found in a file if it were sent for this return. Changes nothing."""
    asked, before = asked_of(kpi_return), kept_when_blank(kpi_return)
    return unbroken(lambda: check_file(content, clean_name(name), asked, limits, **before))


def send_form(
    kpi_return: KpiReturn,
    typed: Mapping[str, Mapping[Col, str]],
    *,
    by: Actor,
    at: datetime,
    part_way: bool = False,
    begun_with: Upload | None = None,
    for_rows: str | None = None,
) -> Upload:
    """The same return typed into the web form; what was typed is kept as a file.

    `typed` holds the texts of each row by its identifier; a row that is not among them says what the
    form began with (`begun_with`: a file that was not taken). A row that says what was said before
    keeps where that came from. Saved part-way, rows that say nothing yet are not missed, and nothing
    is received. `for_rows` is the digest of the rows the page was opened for. Raises as `send_file`,
    and Refused when other figures came after those it began with, or other rows are asked for.
    """
    refuse_if_closed(kpi_return, at)
    asked = asked_of(kpi_return)
    if for_rows is not None and for_rows != asked.slots.digest:
        raise Refused(_OTHER_ROWS)
    name = f"{kpi_return.agreement.reference} {kpi_return.period_code} {WEB_FORM.lower()}.csv"
    content = typed_csv(typed, asked)
    sent: dict[str, Any] = {"name": name, "content_type": "text/csv", "by": by, "at": at}
    with transaction.atomic():
        hold(kpi_return)
        if begun_with is not None and figures_since(kpi_return, begun_with):
            raise Refused(_SENT_SINCE)
        before = entries_to_edit(kpi_return, begun_with)
        checked = unbroken(lambda: _checked_rows(typed, asked, before, part_way))
        upload = keep_sending(kpi_return, content, **sent, was_typed=True)
        return settle(upload, checked, by=by, at=at, part_way=part_way)


def start_correction(
    kpi_return: KpiReturn, reason: str, *, is_material: bool | None, by: Actor, at: datetime
) -> KpiReturn:
    """Begin a new version of an accepted return, which counts until the new one is accepted.

    Raises Refused when it is not accepted, a correction is under way, no reason is given, or it is
    not said whether the correction is material.
    """
    if not kpi_return.counts:
        raise Refused("Only an accepted return is corrected by a new version.")
    versions = KpiReturn.objects.filter(
        agreement=kpi_return.agreement_id, period_code=kpi_return.period_code
    )
    latest = max(versions.values_list("version", flat=True))
    correction = KpiReturn(
        agreement=kpi_return.agreement,
        period_code=kpi_return.period_code,
        quarter=kpi_return.quarter,
        version=latest + 1,
        due_on=kpi_return.due_on,
        correction_reason=reason.strip(),
        is_material=is_material,
    )
    return begin(correction, by=by, at=at, reasons=reason.strip())


def check_upload(upload: Upload, limits: Limits | None = None) -> Checked:
    """Read and check an upload's file. Slow; changes nothing."""
    return check_now(upload.kpi_return, upload.file.read(), upload.file.name, limits)


def settle(
    upload: Upload,
    checked: Checked,
    *,
    by: Actor,
    at: datetime,
    marked: bytes | None = None,
    part_way: bool = False,
) -> Upload:
    """Keep an upload's findings and what it says and, when nothing stops it, let the return receive it.

    One transaction. An upload that is settled stays as it is; one after which another has been
    taken is set aside. `marked` is the sender's workbook with the cells to put right marked.
    """
    findings = list(checked.findings)
    with transaction.atomic():
        fresh = held(upload)
        if not fresh.being_read:
            return fresh
        if late := overtaken(fresh):
            findings, checked = late, Checked(tuple(late))
        elif checked.can_be_taken and not part_way:
            findings += (same := _corrects_nothing(fresh, checked))
            checked = replace(checked, findings=(*checked.findings, *same))
        outcome = _outcome(checked, part_way=part_way)
        entries = checked.entries.of_upload(fresh.pk)
        program = fresh.acting_for
        settled = amend(
            fresh,
            by=by,
            at=at,
            acting_for=program,
            outcome=outcome,
            findings=[finding.to_json() for finding in in_file_order(findings)],
            rows_read=0 if checked.rows is None else len(checked.rows),
            packed=entries.packed() if len(entries) else b"",
            answers=_told(fresh, checked).of_upload(fresh.pk).to_json(),
            marked=_kept_marked(fresh, marked, by, at) if marked else None,
            **checked.source,
        )
        if outcome == Upload.Outcome.TAKEN:
            take(settled.kpi_return, "receive", by=by, at=at, acting_for=program, upload=settled)
        return settled


def _outcome(checked: Checked, *, part_way: bool) -> Upload.Outcome:
    if not checked.can_be_taken:
        return Upload.Outcome.REJECTED
    return Upload.Outcome.SAVED if part_way else Upload.Outcome.TAKEN


def give_up_unread(at: datetime) -> int:
    """Settle every upload whose reading stopped for good, and say so; how many there were."""
    unread = Upload.objects.filter(outcome=Upload.Outcome.READING).select_related(
        "kpi_return__agreement"
    )
    stopped = [u for u in unread if not under_way(u)]
    for upload in stopped:
        checked = Checked((Finding(Severity.BLOCKER, message=_STOPPED),))
        settle(upload, checked, by=SYSTEM, at=at)
    return len(stopped)


def marked_workbook(upload: Upload) -> bytes:
    """The sender's own file as a workbook with the cells to put right marked.

    Raises Refused where the file could not be read at all.
    """
    if upload.marked is not None:
        return upload.marked.read()
    try:
        return mark(upload.file.read(), upload.found)
    except Unreadable as unreadable:
        raise Refused(*(finding.message for finding in unreadable.findings)) from unreadable


def mark_upload(upload: Upload, checked: Checked) -> bytes | None:
    """The marked workbook of a large upload; None when there is nothing to mark. Changes nothing.

    None as well where it cannot be marked: what was found is kept all the same.
    """
    if checked.rows is None or not checked.findings:
        return None
    content = upload.file.read()
    try:
        return mark(content, checked.findings)
    except Exception:
        log.exception("An upload could not be marked.")
        return None


def marked_name(upload: Upload) -> str:
    """The name the marked workbook is downloaded under."""
    return f"{upload.file.name.rsplit('.', 1)[0]} - to put right.xlsx"


def refuse_if_closed(kpi_return: KpiReturn, at: datetime) -> None:
    """Refuse figures for a return that takes none: too early, with the commissioner, or settled."""
    if not kpi_return.takes_files:
        raise Refused(f"This return is {kpi_return.state_label.lower()} and takes no figures now.")
    if early := kpi_return.too_early(at):
        raise Refused(early)


def keep_sending(
    kpi_return: KpiReturn,
    content: bytes,
    *,
    name: str,
    content_type: str,
    by: Actor,
    at: datetime,
    program: AccessToken | None = None,
    was_typed: bool = False,
) -> Upload:
    """Keep the bytes of a sending and record it, not yet read."""
    tenant = str(kpi_return.partnership_id)
    with transaction.atomic():
        stored = keep(content, name=name, content_type=content_type, by=by, at=at, tenant=tenant)
        sent = Upload(kpi_return=kpi_return, file=stored, sent_at=at, sent_by=by, program=program)
        sent.was_typed = was_typed
        return begin(sent, by=by, at=at, acting_for=sent.acting_for)


def unbroken(check: Callable[[], Checked]) -> Checked:
    """What came of checking; where the check itself breaks, the finding that says so."""
    try:
        return check()
    except Exception:
        log.exception("What was sent for a return could not be checked.")
        return Checked((Finding(Severity.BLOCKER, message=_BROKE, rule="file.broke"),))


def _checked_rows(
    typed: Mapping[str, Mapping[Col, str]], asked: Asked, before: Entries | None, part_way: bool
) -> Checked:
    rows = typed_rows(typed, asked, before)
    check = check_part_way if part_way else check_rows
    return Checked(tuple(check(rows)), rows)


def _told(upload: Upload, checked: Checked) -> Answers:
    """The answers by an upload; where it has no place for any, those told before."""
    return checked.told.answers if checked.told else upload.kpi_return.told_so_far()


def _corrects_nothing(upload: Upload, checked: Checked) -> list[Finding]:
    """Why a correction is not taken: it says what the version before it says."""
    same = upload.kpi_return.changes_no_figure(checked.entries, _told(upload, checked))
    return [Finding(Severity.BLOCKER, message=same, rule="correction.same")] if same else []


def _kept_marked(upload: Upload, content: bytes, by: Actor, at: datetime) -> StoredFile:
    tenant = str(upload.partnership_id)
    return keep(content, name=marked_name(upload), content_type=XLSX, by=by, at=at, tenant=tenant)
