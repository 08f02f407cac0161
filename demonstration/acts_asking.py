"""Act four, what is asked and answered: more time for a return, or why a figure is as it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from demonstration.acts_sending import Sender, as_typed
from demonstration.stage import Stage
from performance.actions.extensions import ask, grant
from performance.actions.questions import answer_questions, ask_about
from performance.actions.returns import send_form
from performance.entries import number_from
from performance.models import CellQuestion, Extension, KpiReturn
from performance.workbook.asking import asked_of
from performance.workbook.definition import Entry
from workflow.door import take

#: Days after it was asked that a request is answered or taken back.
ANSWERED = 1


def plan_requests(stage: Stage, row: dict[str, Any], find: Callable[[datetime], KpiReturn]) -> None:
    """Enter the requests about an agreement's return of the quarter last settled.

    A request is asked `days` before the day shown; `until` counts from the day shown; `ends` is how
    it ended, if it did: agreed, refused, withdrawn; or granted, where nobody asked.
    """
    for one in row.get("request", []):
        day = stage.today - timedelta(days=one["days"])
        stage.diary.on(day, partial(_find_and_ask, stage, row, one, find), hour=15)


def _find_and_ask(
    stage: Stage,
    row: dict[str, Any],
    one: dict[str, Any],
    find: Callable[[datetime], KpiReturn],
    at: datetime,
) -> None:
    _ask(stage, row, one, find(at), at)


def _ask(
    stage: Stage, row: dict[str, Any], one: dict[str, Any], kpi_return: KpiReturn, at: datetime
) -> None:
    said: dict[str, Any] = {"kind": one["kind"], "reason": one["reason"], "at": at}
    if "until" in one:
        said["until"] = stage.today + timedelta(days=one["until"])
    commissioner, ends = stage.who("commissioner"), one.get("ends", "")
    if ends == "granted":
        grant(kpi_return, by=commissioner, **said)
        return
    asker = Sender(stage, row).preparer
    asked = ask(kpi_return, by=asker, **said)
    later = at + timedelta(days=ANSWERED)
    steps = {
        "agreed": lambda when: _step(asked, "agree", commissioner, when),
        "refused": lambda when: _step(asked, "refuse", commissioner, when, reasons=one["answer"]),
        "withdrawn": lambda when: _step(asked, "withdraw", asker, when),
    }
    if ends:
        stage.diary.at(later, steps[ends])


def ask_for_time(
    stage: Stage, row: dict[str, Any], kpi_return: KpiReturn, index: int, at: datetime
) -> None:
    """What the provider asks about the due date as it sends, and the answer where there is one.

    `at` is the quarter it is asked in, or "last"; `days` how much later than it is due.
    """
    by = Sender(stage, row).certifier
    now = {index, "last"} if kpi_return.period_code == str(stage.last_settled) else {index}
    for said in (one for one in row.get("requests", []) if one["at"] in now):
        until = kpi_return.due_on + timedelta(days=said["days"])
        later: dict[str, Any] = {"kind": Extension.Kind.LATER, "until": until}
        asked = ask(kpi_return, reason=said["reason"], by=by, at=at, **later)
        if "reasons" in said:
            who = stage.who("commissioner")
            take(asked, said["step"], by=who, at=at, reasons=said["reasons"])
        elif "step" in said:
            take(asked, said["step"], by=by, at=at)


def _step(asked: Extension, name: str, by: Any, at: datetime, **said: str) -> None:
    take(Extension.objects.get(pk=asked.pk), name, by=by, at=at, **said)


def query(stage: Stage, row: dict[str, Any], kpi_return: KpiReturn, at: datetime) -> None:
    """Ask about single figures and the whole, as the paper has it; what has an answer gets it."""
    _send(stage, row.get("cell", []), row.get("question", ""), kpi_return, at)
    answers = _answers(row.get("cell", []), kpi_return)
    if answers:
        who, later = Sender(stage, row).preparer, at + timedelta(days=2)
        stage.diary.at(later, lambda when: answer_questions(kpi_return, answers, by=who, at=when))


def query_and_settle(
    stage: Stage,
    row: dict[str, Any],
    asked: list[dict[str, Any]],
    kpi_return: KpiReturn,
    at: datetime,
) -> None:
    """Ask about figures; they are explained or corrected, certified again and accepted."""
    _send(stage, asked, "", kpi_return, at)
    sender = Sender(stage, row)
    if answers := _answers(asked, kpi_return):
        answer_questions(kpi_return, answers, by=sender.preparer, at=at + timedelta(days=1))
    for one in asked:
        if "corrected" in one:
            _correct(sender, one, kpi_return, at + timedelta(days=1))
    kpi_return = KpiReturn.objects.get(pk=kpi_return.pk)
    certifier, commissioner = sender.certifier, stage.who("commissioner")
    take(kpi_return, "certify", by=certifier, at=at + timedelta(days=2))
    take(kpi_return, "accept", by=commissioner, at=at + timedelta(days=3))


def _send(
    stage: Stage,
    asked: list[dict[str, Any]],
    question: str,
    kpi_return: KpiReturn,
    at: datetime,
) -> None:
    who = stage.who("commissioner")
    for one in asked:
        figure = kpi_return.figures.get(
            scheduled__kpi__code=one["kpi"], area__name=one["area"], group=None
        )
        ask_about(figure, one["question"], by=who, at=at)
    take(kpi_return, "query", by=who, at=at, question=question)


def _answers(asked: list[dict[str, Any]], kpi_return: KpiReturn) -> dict[int, str]:
    said = {one["question"]: one["answer"] for one in asked if "answer" in one}
    sent = CellQuestion.objects.filter(kpi_return=kpi_return, question__in=said)
    return {question.pk: said[question.question] for question in sent}


def _correct(sender: Sender, one: dict[str, Any], kpi_return: KpiReturn, at: datetime) -> None:
    """One figure is typed in anew; every other row stays as it was sent."""
    kpi_return = KpiReturn.objects.get(pk=kpi_return.pk)
    asked = asked_of(kpi_return)
    place = next(
        place
        for place in range(len(asked.slots))
        if (asked.line_at(place).code, asked.line_at(place).area) == (one["kpi"], one["area"])
    )
    was = kpi_return.entries.denominator[place]
    now = Entry(one["corrected"], number_from(int(was)))
    row = {asked.slots.identifiers[place]: as_typed(now)}
    send_form(kpi_return, row, by=sender.preparer, at=at)
