"""Consultations: those of the papers as printed, and invented ones lived up to the day shown.

`plan_consultations(stage, paper)` reads a mapping like a TOML file with `[[consultation]]` tables:

    title, about                 what it is called and about
    for_whom, source             optional; an invented one says so in its source

    # One taken from papers: its figures stand as printed. It is written at once, not by the diary.
    closed = 2019-02-20          its last day; `opened` where the paper says it
    printed_responses = 116      or printed_unknown = true, where the papers do not give it
    reported = 2019-03-20        optional: when its findings were reported

    # One held here: days before (minus) or after the day shown, or dates.
    planned, opens, closes       when it is written, its first and its last day
    found = -5                   optional: when its findings are written
    reported = -3                optional: when they are reported
    responses = 140              optional: how many answer; the first `typed` of them (12) are
                                 typed in on different days, the others come from one file

    [[consultation.question]]
    text, kind                   kind is choice (when left out), scale, outcome, open or role
    note                         optional
    answers = ["Yes", "No"]      what people choose from; for kind outcome the partnership's own
    other = true                 people may say something else
    first = [2, "Agree or strongly agree"]   points put together; `last` for the other end
    weights = [5, 3, 1]          held here: how the answers are spread, "other" last
    silent = 0.1                 held here: the share who give no answer
    words = ["...", "..."]       held here, kind open: what people write, each once
    # Of one taken from papers, instead of `answers`: `printed` is the percentage, `kind` answer
    # (when left out), other or none.
    printed = [{ label = "Other", kind = "other", count = 14, printed = 12.61 }]

    [[consultation.event]]
    kind                         "Joint event with the safeguarding board"
    how_many, on, place, attended            optional; how_many 0 where the paper does not say;
                                             `on` like `opens`

    [[consultation.finding]]
    kind, text                   headline or improve
    questions = [1, 2]           optional: numbers of the questions it came from, from 1
    changed                      what was changed because of it, or
    nothing_because              why nothing was

The partnership's outcomes are recorded before. Nothing happens after the day shown.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from commissioning.actions import consultations as verbs
from commissioning.actions import responses as intake
from commissioning.actions.response_sheets import columns_of
from commissioning.models import (
    Consultation,
    ConsultationEvent,
    ConsultationFinding,
    ConsultationOption,
    ConsultationQuestion,
)
from demonstration.stage import Stage
from tabular.writing import csv_bytes
from workflow import calendar
from workflow.door import begin, take
from workflow.lifecycle import SYSTEM

TYPED = 12
#: When, on the last day of the responses, the file of the others is loaded.
EVENING = 17


@dataclass
class Held:
    """A consultation while it is played: its table and, once it is written, its record."""

    stage: Stage
    row: dict[str, Any]
    record: Consultation | None = None

    @property
    def it(self) -> Consultation:
        """The record as it stands now."""
        if self.record is None:
            raise LookupError(f"{self.row['title']} is not written yet.")
        return Consultation.objects.get(pk=self.record.pk)

    def day(self, name: str) -> date:
        """A day of the table: a date, or days from the day shown."""
        return _day(self.stage, self.row[name])


def plan_consultations(stage: Stage, paper: dict[str, Any]) -> None:
    """Write the consultations of the papers, and enter those held here into the diary."""
    for row in paper["consultation"]:
        held = Held(stage, row)
        if "printed_responses" in row or "printed_unknown" in row:
            _write_from_papers(held)
        else:
            _enter(held)


def _write_from_papers(held: Held) -> None:
    row, who = held.row, held.stage.who("commissioner")
    closed = calendar.start_of_day(row["closed"] + timedelta(days=1))
    held.record = begin(
        Consultation(
            partnership=held.stage.partnership,
            title=row["title"],
            about=row["about"],
            for_whom=row.get("for_whom", ""),
            opens_on=row.get("opened"),
            closes_on=row["closed"],
            printed_responses=row.get("printed_responses"),
            printed_unknown=row.get("printed_unknown", False),
            source=row["source"],
        ),
        by=SYSTEM,
        at=closed,
    )
    _write_parts(held, closed)
    take(held.it, "enter_as_held", by=SYSTEM, at=closed)
    _write_findings(held, closed)
    if "reported" in row:
        take(held.it, "report", by=who, at=calendar.london_time(row["reported"], 10))


def _enter(held: Held) -> None:
    """Enter what happens to one held here; what lies after the day shown is left undone."""
    row, diary = held.row, held.stage.diary
    opens, closes = held.day("opens"), held.day("closes")
    diary.on(held.day("planned"), lambda at: _plan(held, at), hour=9)
    diary.on(opens, lambda at: take(held.it, "open", by=_commissioner(held), at=at), hour=9)
    if row.get("responses"):
        _enter_responses(held, opens, closes)
    diary.on(
        closes + timedelta(days=1),
        lambda at: take(held.it, "close", by=SYSTEM, at=at),
        hour=0,
        minute=5,
    )
    if "found" in row:
        diary.on(held.day("found"), lambda at: _write_findings(held, at), hour=11)
    if "reported" in row:
        diary.on(
            held.day("reported"),
            lambda at: take(held.it, "report", by=_commissioner(held), at=at),
            hour=15,
        )


def _plan(held: Held, at: datetime) -> None:
    row = held.row
    planned = Consultation(
        partnership=held.stage.partnership,
        title=row["title"],
        about=row["about"],
        for_whom=row.get("for_whom", ""),
        opens_on=held.day("opens"),
        closes_on=held.day("closes"),
        source=row.get("source", ""),
    )
    held.record = begin(planned, by=_commissioner(held), at=at)
    _write_parts(held, at)


def _write_parts(held: Held, at: datetime) -> None:
    by = SYSTEM if held.it.is_from_papers else _commissioner(held)
    for asked in held.row.get("question", []):
        _ask(held, asked, by, at)
    for met in held.row.get("event", []):
        event = ConsultationEvent(
            consultation=held.it,
            kind=met["kind"],
            how_many=met.get("how_many", 1) or None,
            held_on=_day(held.stage, met["on"]) if "on" in met else None,
            place=met.get("place", ""),
            attended=met.get("attended"),
        )
        begin(event, by=by, at=at)


def _ask(held: Held, asked: dict[str, Any], by: Any, at: datetime) -> None:
    first, last = asked.get("first", [0, ""]), asked.get("last", [0, ""])
    question = ConsultationQuestion(
        consultation=held.it,
        text=asked["text"],
        kind=asked.get("kind", "choice"),
        note=asked.get("note", ""),
        first_together=first[0],
        first_words=first[1],
        last_together=last[0],
        last_words=last[1],
    )
    answers, other = asked.get("answers", []), asked.get("other", False)
    verbs.ask(question, answers=answers, other=other, by=by, at=at)
    for order, line in enumerate(asked.get("printed", [])):
        share = line.get("printed")
        option = ConsultationOption(
            question=question,
            label=line["label"],
            kind=line.get("kind", "answer"),
            printed_count=line.get("count"),
            printed_percentage=None if share is None else Decimal(str(share)),
            order=order,
        )
        begin(option, by=by, at=at)


def _enter_responses(held: Held, opens: date, closes: date) -> None:
    """Most come on paper and are loaded from a file half-way, or as late as the day shown."""
    diary, number = held.stage.diary, held.row["responses"]
    typed = min(held.row.get("typed", TYPED), number)
    last = min(closes, max(opens, held.stage.today - timedelta(days=1)))
    span = max((last - opens).days, 1)
    rows = list(_answers(held, number))
    for place in range(typed):
        day = min(opens + timedelta(days=place * span // max(typed, 1)), last)
        diary.on(day, _typing(held, rows[place]), hour=10 + place % 6, minute=place * 4 % 60)
    if number > typed:
        half_way = min(opens + timedelta(days=span // 2), last)
        diary.on(half_way, lambda at: _load(held, rows[typed:], at), hour=EVENING)


def _typing(held: Held, texts: list[str]) -> Any:
    def deed(at: datetime) -> None:
        role, given = None, {}
        for asked, text in zip(columns_of(held.it), texts, strict=True):
            option = asked.options.get(text.casefold())
            if option is not None and asked.question.is_role:
                role = option.pk
            elif text:
                given[asked.question.pk] = text if option is None else option.pk
        intake.take_response(held.it, role, given, by=held.stage.who("analyst"), at=at)

    return deed


def _load(held: Held, rows: list[list[str]], at: datetime) -> None:
    """The file of the others goes the way of any file: sent, checked, loaded."""
    headers = [asked.header for asked in columns_of(held.it)]
    content, by = csv_bytes([headers, *rows]), held.stage.who("analyst")
    file = intake.send_file(held.it, content, name="Responses on paper.csv", by=by, at=at)
    intake.load(file, by=by, at=at + timedelta(minutes=5))


def _answers(held: Held, number: int) -> Iterator[list[str]]:
    """Invented responses: the same for the same title, spread as the weights say."""
    draw = random.Random(held.row["title"])
    words = [list(asked.get("words", [])) for asked in held.row["question"]]
    for _ in range(number):
        row = []
        for asked, left in zip(held.row["question"], words, strict=True):
            silent = draw.random() < asked.get("silent", 0.05)
            if asked.get("kind") == "open":
                row.append(left.pop(0) if left else "")
            else:
                row.append("" if silent else _drawn(held, asked, draw))
        if not any(row):
            row[0] = _drawn(held, held.row["question"][0], draw)
        yield row


def _drawn(held: Held, asked: dict[str, Any], draw: random.Random) -> str:
    labels = list(asked.get("answers", []))
    if asked.get("kind") == "outcome":
        labels = list(held.stage.outcomes)
    if asked.get("other"):
        labels.append(verbs.OTHER)
    weights = asked.get("weights") or [1] * len(labels)
    return draw.choices(labels, weights[: len(labels)])[0]


def _write_findings(held: Held, at: datetime) -> None:
    questions = list(held.it.questions.all())
    by = SYSTEM if held.it.is_from_papers else held.stage.who("analyst")
    for line in held.row.get("finding", []):
        finding = ConsultationFinding(
            consultation=held.it,
            kind=line["kind"],
            text=line["text"],
            changed=line.get("changed", ""),
            nothing_because=line.get("nothing_because", ""),
        )
        sources = [questions[number - 1] for number in line.get("questions", [])]
        verbs.write_finding(finding, sources, by=by, at=at)


def _commissioner(held: Held) -> Any:
    return held.stage.who("commissioner")


def _day(stage: Stage, given: date | int) -> date:
    return stage.today + timedelta(days=given) if isinstance(given, int) else given
