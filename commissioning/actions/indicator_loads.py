"""Taking in files of published figures: the operator's for all, a partnership's for itself alone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Partnership
from commissioning.actions.indicator_files.identity import lines_of
from commissioning.actions.indicator_files.layouts import Reading, layout_of_lines, read_rows
from commissioning.actions.indicators import LoadReport, load, preview
from commissioning.models import IndicatorLoad
from tabular.findings import Finding, Severity, to_json
from workflow import jobs
from workflow.door import amend, begin
from workflow.files import keep
from workflow.lifecycle import SYSTEM, Actor, NotAllowed, Refused
from workflow.locking import locked
from workflow.models import Job

Outcome = IndicatorLoad.Outcome
#: Bytes up to which a file is read while its sender waits; a larger one is read in the background.
READ_AT_ONCE = 256 * 1024
#: Refused rows that are kept with a load; the count says how many there were.
ROWS_KEPT = 200
CSV = "text/csv"


# --- The operator ------------------------------------------------------------------------------------
def load_shared(
    content: bytes, *, name: str, at: datetime, only: Collection[str] = ()
) -> LoadReport:
    """Load a published file for every partnership, as the operator, and make the areas it names.

    The file is kept and the load recorded when anything is new or changed; else nothing is written.
    `only` names the codes of the areas wanted. Raises Refused when it is no known published file.
    """
    reading = read_rows(lines_of(content), only=only)

    def recorded(report: LoadReport) -> IndicatorLoad:
        made = IndicatorLoad(
            file=keep(content, name=name, content_type=CSV, by=SYSTEM, at=at),
            sent_at=at,
            loaded_at=at,
            outcome=Outcome.LOADED,
            **_told(report),
        )
        return begin(made, by=SYSTEM, at=at)

    return load(reading, None, recorded)


# --- A partnership's own -----------------------------------------------------------------------------
def send_file(
    partnership: Partnership, content: bytes, *, name: str, by: Actor, at: datetime
) -> IndicatorLoad:
    """Keep a file that was sent and read it, now or in the background. Loads nothing yet.

    The file and what was found are kept whether or not it can be loaded. Raises NotAllowed.
    """
    faults = _faults(content)
    if faults or len(content) > READ_AT_ONCE:
        with transaction.atomic():
            sent = _kept(partnership, content, name=name, by=by, at=at)
            if faults:
                return refuse(sent, faults, by=by, at=at)
            jobs.ask(
                "read_indicators", by=by, at=at, key=key_of(sent), tenant=sent.tenant, load=sent.pk
            )
            return sent
    with transaction.atomic():
        sent = _kept(partnership, content, name=name, by=by, at=at)
        return show(sent, look_at(sent), by=by, at=at)


def look_at(sent: IndicatorLoad) -> LoadReport | list[str]:
    """What loading a file that was sent would do, or why it cannot be read. Slow; changes nothing."""
    try:
        return preview(read_again(sent), sent.partnership)
    except Refused as refusal:
        return refusal.sentences


def show(
    sent: IndicatorLoad, seen: LoadReport | list[str], *, by: Actor, at: datetime
) -> IndicatorLoad:
    """Keep what a file would do, to be confirmed, or why it is refused; once."""
    with transaction.atomic():
        fresh = locked(sent)
        if not fresh.being_read:
            return fresh
        if isinstance(seen, list):
            return refuse(fresh, seen, by=by, at=at)
        if not seen.kept:
            fresh = amend(fresh, by=by, at=at, **_told(seen))
            return refuse(fresh, ["No row of this file can be loaded."], by=by, at=at)
        return amend(fresh, by=by, at=at, outcome=Outcome.READY, **_told(seen))


def refuse(sent: IndicatorLoad, sentences: list[str], *, by: Actor, at: datetime) -> IndicatorLoad:
    """Keep why nothing of a file can be loaded."""
    findings = to_json(Finding(Severity.BLOCKER, message=sentence) for sentence in sentences)
    return amend(sent, by=by, at=at, outcome=Outcome.REFUSED, findings=findings)


def confirm(sent: IndicatorLoad, *, by: Actor, at: datetime) -> Job:
    """Ask for the load of a file that was looked at. Raises Refused when it is not to be confirmed."""
    with transaction.atomic():
        fresh = locked(sent)
        _refuse_unready(fresh)
        if not sent.may_begin(fresh, by, at):
            raise NotAllowed(
                "Only a commissioner or an analyst of the partnership may load figures."
            )
        return jobs.ask(
            "load_indicators", by=by, at=at, key=key_of(fresh), tenant=fresh.tenant, load=fresh.pk
        )


def carry_out(sent: IndicatorLoad, reading: Reading, *, by: Actor, at: datetime) -> IndicatorLoad:
    """Load a confirmed file for its partnership, in one transaction. A second time changes nothing."""
    with transaction.atomic():
        fresh = locked(sent)
        if fresh.was_loaded:
            return fresh
        _refuse_unready(fresh)
        report = load(reading, fresh.partnership, lambda _: fresh)
        done = {"outcome": Outcome.LOADED, "loaded_at": at, "loaded_by": by}
        return amend(fresh, by=by, at=at, **done, **_told(report))


def read_again(sent: IndicatorLoad) -> Reading:
    """Every row of a file that was sent. Slow. Raises Refused as reading it the first time did."""
    return read_rows(lines_of(sent.file.read()))


def key_of(sent: IndicatorLoad) -> str:
    """What the jobs of a load are known by."""
    return f"indicators:{sent.pk}"


def _faults(content: bytes) -> list[str]:
    """Why a file cannot be a published one, as far as its characters and its first line say."""
    try:
        layout_of_lines(lines_of(content))
    except Refused as refusal:
        return refusal.sentences
    return []


def _kept(
    partnership: Partnership, content: bytes, *, name: str, by: Actor, at: datetime
) -> IndicatorLoad:
    tenant = str(partnership.pk)
    stored = keep(content, name=name, content_type=CSV, by=by, at=at, tenant=tenant)
    made = IndicatorLoad(partnership=partnership, file=stored, sent_at=at, sent_by=by)
    return begin(made, by=by, at=at)


def _refuse_unready(sent: IndicatorLoad) -> None:
    if not sent.ready:
        raise Refused(
            f"This file cannot be loaded now: it is {sent.get_outcome_display().lower()}."
        )


def _told(report: LoadReport) -> dict[str, Any]:
    """A report as the fields of its load."""
    counts = {
        "read": report.read,
        "kept": report.kept,
        "published": report.published,
        "withheld": {str(status): many for status, many in sorted(report.withheld.items())},
        "derived": report.derived,
        "left_out": report.left_out,
        "new": report.new,
        "changed": report.changed,
        "same": report.same,
        "refused": len(report.refused),
    }
    return {
        "layout": report.layout,
        "counts": counts,
        "refused": [[row.line, row.sentence] for row in report.refused[:ROWS_KEPT]],
        "examples": [[one.what, one.before, one.after] for one in report.examples],
    }
