"""Act five: the Board meets, advises, decides and gives out actions."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from commissioning.models import BoardAction, Decision, Meeting, Need
from commissioning.quarters import Quarter
from demonstration.acts_variation import Varied
from demonstration.papers_calendar import working_day_from
from demonstration.stage import Stage
from workflow import calendar
from workflow.door import amend, begin, take


def plan_board(stage: Stage) -> None:
    """Enter the last meetings, the next one, and the variation that waits for it."""
    paper = stage.paper("board")
    days = meeting_days(stage.today)
    past = [day for day in days if day < stage.today]
    for row in paper["meeting"]:
        _plan_meeting(stage, past[-1 - row["ago"]], row)
    coming = next(day for day in days if day >= stage.today)
    live = stage.paper("agreements")["live_variation"]
    on = stage.today - timedelta(days=9)
    stage.diary.on(on, lambda at: _call_next(stage, coming, paper["next_place"], live, at))


def meeting_days(today: date) -> list[date]:
    """A working day in the middle of each quarter, from five quarters back to two ahead."""
    now = Quarter.containing(today)
    return [working_day_from(now.shifted(i).start + timedelta(days=42)) for i in range(-5, 3)]


def _plan_meeting(stage: Stage, day: date, row: dict[str, Any]) -> None:
    stage.diary.on(day - timedelta(days=30), lambda at: _call(stage, day, row["place"], at))
    stage.diary.on(day, lambda at: _hold(stage, day, row, at), hour=17)


def _call(stage: Stage, day: date, place: str, at: datetime) -> None:
    meeting = Meeting(partnership=stage.partnership, held_on=day, place=place)
    if not Meeting.objects.filter(partnership=stage.partnership, held_on=day).exists():
        begin(meeting, by=stage.who("commissioner"), at=at)


def _hold(stage: Stage, day: date, row: dict[str, Any], at: datetime) -> None:
    meeting = Meeting.objects.get(partnership=stage.partnership, held_on=day)
    amend(meeting, by=stage.who("board"), at=at, minutes=row["minutes"])
    for line in row.get("decision", []):
        decision = Decision(
            meeting=meeting,
            text=line["text"],
            outcome=stage.outcomes[line["outcome"]],
            area=stage.localities.get(line.get("area", "")),
        )
        begin(decision, by=stage.who("board"), at=at)
        for given in line.get("action", []):
            _give(stage, meeting, decision, given, at)
        if "need" in line:
            _raise_need(stage, decision, line, at)


def _give(
    stage: Stage, meeting: Meeting, decision: Decision, row: dict[str, Any], at: datetime
) -> None:
    owner = stage.who(row["owner"])
    action = BoardAction(
        partnership=stage.partnership,
        meeting=meeting,
        decision=decision,
        text=row["text"],
        owner=owner,
        due_on=calendar.london_date(at) + timedelta(days=max(row["days"], 5)),
    )
    begin(action, by=stage.who("board"), at=at)
    later = at + timedelta(days=20)
    if "done" in row:
        done = row["done"]
        stage.diary.at(
            later, lambda when: take(action, "complete", by=owner, at=when, what_was_done=done)
        )
    if "dropped" in row:
        why, chair = row["dropped"], stage.who("board")
        stage.diary.at(later, lambda when: take(action, "drop", by=chair, at=when, reasons=why))


def _raise_need(stage: Stage, decision: Decision, line: dict[str, Any], at: datetime) -> None:
    """The last arc: what the returns showed becomes a need."""
    need = Need(
        partnership=stage.partnership,
        title=line["need"],
        statement=line["statement"],
        area=decision.area,
        outcome=decision.outcome,
        decision=decision,
        priority="high",
        recorded_at=at,
    )
    begin(need, by=stage.who("analyst"), at=at)


def _call_next(stage: Stage, day: date, place: str, row: dict[str, Any], at: datetime) -> None:
    """The next meeting is called and a variation is sent to it."""
    _call(stage, day, place, at)
    variation = Varied(stage, row, Quarter.containing(day).shifted(1))
    variation.propose(at)
    variation.send_to_board(day, at)
