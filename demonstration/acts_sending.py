"""Act four, the sending: a return's figures come by workbook, by form or by a program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from accounts.actions.programs import make_token, revoke_token
from accounts.models import AccessToken
from commissioning.periods import Frequency
from contracts.models import ScheduledKpi
from demonstration.invented_figures import entry, in_groups
from demonstration.stage import Stage
from performance.actions.answers import send_answers
from performance.actions.programs import send_by_program
from performance.actions.reasons import give_reasons
from performance.actions.returns import XLSX, send_file, send_form, workbook_for, workbook_name
from performance.models import Figure, KpiReturn, Upload
from performance.queries.elsewhere import offered
from performance.queries.findings import findings_of
from performance.questions import questions_in, sections_of
from performance.workbook.asking import asked_of
from performance.workbook.definition import EVERYBODY, Asked, Col, Entry

EXPLAINED = "Checked against the case records: the number is right."
A_YEAR = {
    Frequency.MONTH: 12,
    Frequency.QUARTER: 4,
    Frequency.HALF_YEAR: 2,
    Frequency.YEAR: 1,
    Frequency.ACADEMIC_YEAR: 1,
}

Entries = dict[tuple[str, ...], Entry]
Typed = dict[str, Mapping[Col, str]]


def entries_of(
    paper: dict[str, Any], row: dict[str, Any], kpi_return: KpiReturn, index: int
) -> Entries:
    """What a provider reports of every row of a return, `index` periods after the first."""
    made: Entries = {}
    shares, areas = paper["shares"], row.get("areas", paper["shares"])
    lines = {line["code"]: line for line in row["kpi"]}
    wanted = ScheduledKpi.objects.filter(agreement=kpi_return.agreement_id)
    for scheduled in wanted.select_related("kpi").prefetch_related(
        "terms__definition__breakdown__groups"
    ):
        terms = scheduled.terms_in(kpi_return.quarter)
        if terms is None or terms.definition.frequency != kpi_return.frequency:
            continue
        code, breakdown = scheduled.kpi.code, terms.definition.breakdown
        groups = [group.name for group in breakdown.groups.all()] if breakdown else []
        for area in areas:
            of = made.get((lines[code].get("of", ""), area))
            a_year = A_YEAR[Frequency(kpi_return.frequency)]
            share = shares.get(area, 1.0)
            whole = entry(row["key"], lines[code], area, share, index, a_year, of)
            made[code, area] = whole
            if groups:
                parts = in_groups(whole, groups, f"{row['key']} {code} {area} {index}")
                made |= {(code, area, group): part for group, part in parts.items()}
    for odd in row.get("odd", []):
        if odd["at"] == index and kpi_return.frequency == Frequency.QUARTER:
            made[odd["kpi"], odd["area"]] = _odd(odd)
    return made


def _odd(row: dict[str, Any]) -> Entry:
    """A figure that is none: not available, with the reason, or nil."""
    if "not_available" in row:
        return Entry(None, None, Figure.Status.NOT_AVAILABLE, row["not_available"])
    return Entry(0, None, Figure.Status.NIL)


def with_mistakes(entries: Entries) -> Entries:
    """The same with the slips of a busy week, each against another rule."""
    slips: list[dict[str, Any]] = [
        {"numerator": "twelve"},
        {"numerator": "75%", "denominator": None},
        {"numerator": "<5"},
        {"status": Figure.Status.NOT_AVAILABLE},
        {"numerator": None, "denominator": None, "status": Figure.Status.NOT_AVAILABLE},
        {"numerator": -3},
        {"numerator": "3 of 14"},
        {"numerator": None},
        {"numerator": 0},
        {"numerator": "12.5"},
    ]
    wrong, keys = dict(entries), list(entries)
    first = entries[keys[1]]
    wrong[keys[1]] = replace(first, numerator=first.denominator, denominator=first.numerator)
    for key, slip in zip(keys[2:], slips, strict=False):
        wrong[key] = replace(entries[key], **slip)
    return wrong


def with_unusual(entries: Entries, one: dict[str, Any]) -> Entries:
    """The same with one figure far below those before it, and why, in its row of the workbook."""
    key = (one["kpi"], one["area"])
    fewer = int(entries[key].numerator or 0) * 2 // 3
    return entries | {key: replace(entries[key], numerator=fewer, reason=one["reason"])}


def far_off(entries: Entries) -> Entries:
    """The same with two figures unlike every period before: the checks ask why."""
    odd = dict(entries)
    for key in list(entries)[:2]:
        given = entries[key]
        odd[key] = replace(given, numerator=max(1, int(given.numerator or 0) // 3))
    return odd


@dataclass(frozen=True)
class Sender:
    """Who sends the return of one agreement, and how."""

    stage: Stage
    row: dict[str, Any]

    @property
    def preparer(self) -> Any:
        """Who prepares: whoever certifies too, where the agreement allows one person."""
        role = "certifier" if "one_person" in self.row else "preparer"
        return self.stage.who(f"{self.row['provider']}.{role}")

    @property
    def certifier(self) -> Any:
        """Who certifies."""
        return self.stage.who(f"{self.row['provider']}.certifier")

    def file(self, kpi_return: KpiReturn, entries: Entries, at: datetime) -> Upload:
        """The workbook, filled in and sent: by the provider's program once it has one."""
        sent: dict[str, Any] = {"name": workbook_name(kpi_return), "content_type": XLSX, "at": at}
        content = workbook_for(kpi_return, entries)
        token = self.stage.programs.get(self.row["provider"])
        if token is not None and not token.ended_words(at):
            return send_by_program(kpi_return, content, program=token, **sent)
        return send_file(kpi_return, content, by=self.preparer, **sent)

    def form(self, kpi_return: KpiReturn, entries: Entries, at: datetime) -> Upload:
        """The same typed in."""
        return send_form(kpi_return, typed(asked_of(kpi_return), entries), by=self.preparer, at=at)

    def offered(self, kpi_return: KpiReturn, entries: Entries, at: datetime) -> Upload:
        """The form again, with the figures entered for another agreement taken over."""
        asked = asked_of(kpi_return)
        names = asked.slots.identifiers
        taken = {names[at]: offer.texts for at, offer in offered(kpi_return, asked).items()}
        said = typed(asked, entries) | taken
        return send_form(kpi_return, said, by=self.preparer, at=at)

    def part_way(self, kpi_return: KpiReturn, entries: Entries, at: datetime) -> Upload:
        """The first rows typed in and saved, for somebody to go on with."""
        said = typed(asked_of(kpi_return), entries)
        first = dict(list(said.items())[: max(1, len(said) // 2)])
        return send_form(kpi_return, first, by=self.preparer, at=at, part_way=True)

    def until_taken(self, kpi_return: KpiReturn, entries: Entries, at: datetime) -> None:
        """Answer what is asked beside the figures, send, and give reasons where the checks ask."""
        if "answer" in self.row:
            send_answers(kpi_return, self._answers(kpi_return), by=self.preparer, at=at)
        way = {"form": self.form, "offered": self.offered}.get(self.row.get("by", ""), self.file)
        upload = way(kpi_return, entries, at + timedelta(minutes=20))
        if upload.rejected:
            upload = self._explained(kpi_return, upload, at + timedelta(hours=2))
        if upload.outcome != Upload.Outcome.TAKEN:
            raise RuntimeError(f"{kpi_return} was not taken: {upload.findings}")

    def _explained(self, kpi_return: KpiReturn, upload: Upload, at: datetime) -> Upload:
        """The reasons given beside what was found, without another file."""
        asking = findings_of(upload, asked_of(kpi_return)).chosen()
        reasons = {one.place: EXPLAINED for one in asking if one.asks and one.place is not None}
        if not reasons:
            raise RuntimeError(f"{kpi_return} was not taken: {upload.findings}")
        return give_reasons(kpi_return, upload, reasons, by=self.preparer, at=at)

    def _answers(self, kpi_return: KpiReturn) -> dict[str, str]:
        asked = questions_in(sections_of(kpi_return.agreement))
        return {one.identifier: self.row["answer"][one.identifier] for one in asked}


def typed(asked: Asked, entries: Entries) -> Typed:
    """Entries as the form has them: texts by the identifiers of the rows asked for."""
    said: Typed = {}
    for place, identifier in enumerate(asked.slots.identifiers):
        line, group = asked.line_at(place), asked.group_at(place)
        key = (line.code, line.area) if group == EVERYBODY else (line.code, line.area, group)
        given = entries[key]
        said[identifier] = as_typed(given)
    return said


def as_typed(given: Entry) -> Mapping[Col, str]:
    """One row as the form has it."""
    return {
        Col.NUMERATOR: "" if given.numerator is None else str(given.numerator),
        Col.DENOMINATOR: "" if given.denominator is None else str(given.denominator),
        Col.STATUS: str(given.status.label),
        Col.REASON: given.reason,
    }


def plan_programs(stage: Stage, rows: list[dict[str, Any]]) -> None:
    """Enter the tokens of providers' programs: made by a certifier, one of them revoked."""
    for row in rows:
        made_on = stage.today - timedelta(days=row["days"])
        until = stage.today + timedelta(days=row["until"])
        stage.diary.on(made_on, partial(_token, stage, row, until))


def _token(stage: Stage, row: dict[str, Any], until: date, at: datetime) -> None:
    provider = row["provider"]
    certifier = stage.who(f"{provider}.certifier")
    token, _clear = make_token(
        stage.organisations[provider],
        row["name"],
        AccessToken.Scope(row["scope"]),
        answerable=stage.who(f"{provider}.preparer"),
        until_day=until,
        by=certifier,
        at=at,
    )
    if "revoked" in row:
        later = at + timedelta(days=row["revoked"])
        stage.diary.at(later, lambda when: revoke_token(token, by=certifier, at=when))
    elif token.may_send:
        stage.programs[provider] = token
