"""Act four: quarterly returns, each a real workbook read by the same code as an upload."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from commissioning.quarters import Quarter, last_ended
from demonstration.acts_contract import first_quarter
from demonstration.invented_figures import entry
from demonstration.papers_calendar import working_day_from
from demonstration.stage import Stage
from performance.actions.expected import expect_returns
from performance.actions.extensions import ask, grant
from performance.actions.returns import (
    XLSX,
    send_file,
    start_correction,
    workbook_for,
    workbook_name,
)
from performance.models import Extension, Figure, KpiReturn, Upload
from performance.workbook.definition import Entry
from workflow.door import take

EXPLAINED = "Checked against the case records: the number is right."

Entries = dict[tuple[str, str], Entry]


def plan_returns(stage: Stage, paper: dict[str, Any]) -> None:
    """Enter the returns of every agreement, quarter by quarter, up to the last that ended."""
    last = last_ended(stage.today)
    reporting = [row for row in paper["agreement"] if not row.get("drafted_only")]
    for row in reporting:
        for index, quarter in enumerate(first_quarter(stage, row).until(_last_of(row, last))):
            day = working_day_from(quarter.end + timedelta(days=12 + index % 5))
            stage.diary.on(day, _reporter(stage, paper, row, quarter, index), hour=11)
    first = min(first_quarter(stage, row) for row in reporting)
    for quarter in first.until(Quarter.containing(stage.today)):
        stage.diary.on(quarter.start + timedelta(days=1), expect_returns, hour=2)
    if "correction" in paper:
        corrected = last.shifted(-2)
        on = working_day_from(corrected.end + timedelta(days=70))
        stage.diary.on(on, lambda at: _correct(stage, paper, corrected, at))


def _last_of(row: dict[str, Any], last: Quarter) -> Quarter:
    """The last quarter an agreement reports: its own last, or the last that ended."""
    return min(last, Quarter.containing(row["end"])) if "end" in row else last


def _reporter(
    stage: Stage, paper: dict[str, Any], row: dict[str, Any], quarter: Quarter, index: int
) -> Any:
    return lambda at: _report(stage, paper, row, quarter, index, at)


def _report(
    stage: Stage,
    paper: dict[str, Any],
    row: dict[str, Any],
    quarter: Quarter,
    index: int,
    at: datetime,
) -> None:
    """One return on its way: sent, certified the next day, then accepted.

    `last` in the paper says how far the last one has come.
    """
    kpi_return = _expected(stage, row["key"], quarter, at)
    _ask_for_time(stage, row, kpi_return, index, at)
    end = row.get("last", "accepted") if quarter == stage.last_settled else "accepted"
    if index == 0 and "waived" in row:
        why = {"kind": Extension.Kind.WAIVER, "reason": row["waived"]}
        grant(kpi_return, by=stage.who("commissioner"), at=at, **why)
        return
    if end == "not sent":
        return
    entries = _entries(paper, row, index)
    if end == "sent wrongly":
        _send(stage, row, kpi_return, _with_mistakes(entries), at)
        return
    _send_until_taken(stage, row, kpi_return, entries, at)
    if end == "received":
        return
    certifier = stage.who(f"{row['provider']}.certifier")
    certify = lambda when: take(kpi_return, "certify", by=certifier, at=when)  # noqa: E731
    stage.diary.at(at + timedelta(days=1), certify)
    stage.diary.at(at + timedelta(days=6), lambda when: _judge(stage, row, kpi_return, end, when))


def _ask_for_time(
    stage: Stage, row: dict[str, Any], kpi_return: KpiReturn, index: int, at: datetime
) -> None:
    """What the provider asks about the due date, and the answer where there is one."""
    by = stage.who(f"{row['provider']}.certifier")
    now = {index, "last"} if kpi_return.quarter == str(stage.last_settled) else {index}
    for said in (one for one in row.get("requests", []) if one["at"] in now):
        until = kpi_return.due_on + timedelta(days=said["days"])
        given = {"kind": Extension.Kind.LATER, "reason": said["reason"], "until": until}
        asked = ask(kpi_return, by=by, at=at, **given)
        if "reasons" in said:
            who = stage.who("commissioner")
            take(asked, said["step"], by=who, at=at, reasons=said["reasons"])
        elif "step" in said:
            take(asked, said["step"], by=by, at=at)
        kpi_return.refresh_from_db()


def _judge(
    stage: Stage, row: dict[str, Any], kpi_return: KpiReturn, end: str, at: datetime
) -> None:
    who = stage.who("commissioner")
    if end == "accepted":
        take(kpi_return, "accept", by=who, at=at)
    elif end == "queried":
        take(kpi_return, "query", by=who, at=at, question=row["question"])


def _expected(stage: Stage, key: str, quarter: Quarter, at: datetime) -> KpiReturn:
    """The return of a quarter; recorded now where nothing has asked for it yet."""
    found = KpiReturn.objects.filter(
        agreement=stage.agreements[key], quarter=str(quarter), version=1
    )
    if not found.exists():
        expect_returns(at)
    return found.get()


def _entries(paper: dict[str, Any], row: dict[str, Any], index: int) -> Entries:
    made = {
        (line["code"], area): entry(row["key"], line, area, share, index)
        for line in row["kpi"]
        for area, share in paper["shares"].items()
        if area in row.get("areas", paper["shares"])
    }
    for odd in row.get("odd", []):
        if odd["at"] == index:
            made[odd["kpi"], odd["area"]] = _odd(odd)
    return made


def _odd(row: dict[str, Any]) -> Entry:
    """A figure that is none: not available, with the reason, or nil."""
    if "not_available" in row:
        return Entry(None, None, Figure.Status.NOT_AVAILABLE, row["not_available"])
    return Entry(0, None, Figure.Status.NIL)


def _with_mistakes(entries: Entries) -> Entries:
    """The same with three slips a busy person makes."""
    wrong = dict(entries)
    keys = list(entries)
    first, second, third = keys[1], keys[3], keys[8]
    given = entries[first]
    wrong[first] = replace(given, numerator=given.denominator, denominator=given.numerator)
    wrong[second] = replace(entries[second], numerator="twelve")
    wrong[third] = Entry(None, None, Figure.Status.NOT_AVAILABLE)
    return wrong


def _send(
    stage: Stage, row: dict[str, Any], kpi_return: KpiReturn, entries: Entries, at: datetime
) -> Upload:
    return send_file(
        kpi_return,
        workbook_for(kpi_return, entries),
        name=workbook_name(kpi_return),
        content_type=XLSX,
        by=stage.who(f"{row['provider']}.preparer"),
        at=at,
    )


def _send_until_taken(
    stage: Stage, row: dict[str, Any], kpi_return: KpiReturn, entries: Entries, at: datetime
) -> None:
    """Send; where the checks ask about an unusual change, explain it and send again."""
    upload = _send(stage, row, kpi_return, entries, at)
    if upload.outcome == Upload.Outcome.TAKEN:
        return
    explained = {
        key: given if given.reason else replace(given, reason=EXPLAINED)
        for key, given in entries.items()
    }
    again = _send(stage, row, kpi_return, explained, at + timedelta(hours=2))
    if again.outcome != Upload.Outcome.TAKEN:
        raise RuntimeError(f"{kpi_return} was not taken: {again.findings}")


def _correct(stage: Stage, paper: dict[str, Any], quarter: Quarter, at: datetime) -> None:
    """A provider finds a mistake later: a new version replaces what was accepted."""
    wrong = paper["correction"]
    row = next(r for r in paper["agreement"] if r["key"] == wrong["agreement"])
    accepted = KpiReturn.objects.get(agreement=stage.agreements[row["key"]], quarter=str(quarter))
    certifier = stage.who(f"{row['provider']}.certifier")
    version = start_correction(
        accepted, wrong["reason"], is_material=wrong.get("material", True), by=certifier, at=at
    )
    index = len(first_quarter(stage, row).until(quarter)) - 1
    entries = _entries(paper, row, index)
    place = (wrong["kpi"], wrong["area"])
    given = entries[place]
    if given.numerator is not None and given.denominator is not None:
        more = min(int(given.numerator) + wrong["more"], int(given.denominator))
        entries[place] = replace(given, numerator=more)
    _send_until_taken(stage, row, version, entries, at + timedelta(days=1))
    take(version, "certify", by=certifier, at=at + timedelta(days=2))
    take(version, "accept", by=stage.who("commissioner"), at=at + timedelta(days=5))
