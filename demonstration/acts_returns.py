"""Act four: returns of every period, each sent, certified and judged as anybody would."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from commissioning.periods import Frequency, Period
from commissioning.quarters import Quarter, last_ended
from demonstration.acts_asking import ask_for_time, plan_requests, query, query_and_settle
from demonstration.acts_contract import first_quarter
from demonstration.acts_sending import (
    Sender,
    entries_of,
    far_off,
    plan_programs,
    with_mistakes,
    with_unusual,
)
from demonstration.papers_calendar import working_day_from
from demonstration.stage import Stage
from performance.actions.expected import expect_returns
from performance.actions.extensions import grant
from performance.actions.returns import start_correction
from performance.models import Extension, KpiReturn
from workflow.door import take

#: How a return can be left by its provider; every other way it is at least received.
UNFINISHED = {"not sent", "part-way", "sent wrongly", "to explain"}


def plan_returns(stage: Stage, paper: dict[str, Any]) -> None:
    """Enter the returns of every agreement, period by period, up to the last that ended."""
    reporting = [row for row in paper["agreement"] if not row.get("drafted_only")]
    for row in reporting:
        latest = [stage.kpis[line["code"]].latest for line in row["kpi"]]
        used = {definition.frequency for definition in latest if definition}
        for frequency in (f for f in Frequency if f in used):
            Reporting(stage, paper, row, frequency).plan()
        plan_requests(stage, row, partial(_settled, stage, row))
    first = min(first_quarter(stage, row) for row in reporting)
    for quarter in first.until(Quarter.containing(stage.today)):
        stage.diary.on(quarter.start + timedelta(days=1), expect_returns, hour=2)
    stage.diary.on(stage.today, expect_returns, hour=2)
    plan_programs(stage, paper.get("program", []))
    if "correction" in paper:
        corrected = last_ended(stage.today).shifted(-2)
        on = working_day_from(corrected.end + timedelta(days=70))
        stage.diary.on(on, lambda at: _correct(stage, paper, corrected, at))
    if "correction_begun" in paper:
        on = stage.today - timedelta(days=3)
        stage.diary.on(on, lambda at: _begin_correction(stage, paper["correction_begun"], at))


def _settled(stage: Stage, row: dict[str, Any], at: datetime) -> KpiReturn:
    """The return of an agreement for the quarter last settled."""
    period = Period(stage.last_settled.start, Frequency.QUARTER)
    return expected(stage, row["key"], period, at)


def expected(stage: Stage, key: str, period: Period, at: datetime) -> KpiReturn:
    """The return of a period; recorded now where nothing has asked for it yet."""
    found = KpiReturn.objects.filter(
        agreement=stage.agreements[key], period_code=str(period), version=1
    )
    if not found.exists():
        expect_returns(at)
    return found.get()


@dataclass(frozen=True)
class Reporting:
    """The returns of one agreement that are made equally often."""

    stage: Stage
    paper: dict[str, Any]
    row: dict[str, Any]
    frequency: Frequency

    def plan(self) -> None:
        """Enter each of them: sent `days` after its period ended, about a fortnight by default."""
        for index, period in enumerate(self.periods()):
            days = self.row.get("days", 12 + index % 5)
            days += next((one["days"] for one in self._late() if one["at"] == index), 0)
            day = working_day_from(period.end + timedelta(days=days))
            self.stage.diary.on(day, partial(self.report, period, index), hour=11)

    def periods(self) -> list[Period]:
        """From the first it reports to the last that has ended, or in which it ended itself."""
        last = Period.containing(self.stage.today, self.frequency).shifted(-1)
        if "end" in self.row:
            last = min(last, Period.containing(self.row["end"], self.frequency))
        first = first_quarter(self.stage, self.row).start
        return Period.containing(first, self.frequency).until(last)

    def report(self, period: Period, index: int, at: datetime) -> None:
        """One return on its way: sent, certified the next day, then accepted.

        `last` in the paper says how far the last one has come.
        """
        kpi_return, end = expected(self.stage, self.row["key"], period, at), self._end(period)
        if index == 0 and "waived" in self.row:
            why = {"kind": Extension.Kind.WAIVER, "reason": self.row["waived"]}
            grant(kpi_return, by=self.stage.who("commissioner"), at=at, **why)
            return
        if self.frequency == Frequency.QUARTER:
            ask_for_time(self.stage, self.row, kpi_return, index, at)
            kpi_return.refresh_from_db()
        sender = Sender(self.stage, self.row)
        entries = entries_of(self.paper, self.row, kpi_return, index)
        if "unusual" in self.row and end != "accepted":
            entries = with_unusual(entries, self.row["unusual"])
        if end in UNFINISHED:
            self._leave(sender, kpi_return, entries, end, at)
            return
        sender.until_taken(kpi_return, entries, at)
        if end == "received":
            return
        certified = partial(take, kpi_return, "certify", by=sender.certifier)
        self.stage.diary.at(at + timedelta(days=1), lambda when: certified(at=when))
        self.stage.diary.at(at + timedelta(days=6), partial(self._judge, kpi_return, end, index))

    def _late(self) -> list[dict[str, Any]]:
        return self.row.get("late", []) if self.frequency == Frequency.QUARTER else []

    def _end(self, period: Period) -> str:
        """How far the return of a period has come by the day shown."""
        settled = Period(self.stage.last_settled.start, Frequency.QUARTER)
        if self.frequency != Frequency.QUARTER:
            settled = Period.containing(self.stage.today, self.frequency).shifted(-1)
        if period == settled.shifted(-1) and "missed" in self.row:
            return "not sent"
        return str(self.row.get("last", "accepted")) if period == settled else "accepted"

    def _leave(
        self, sender: Sender, kpi_return: KpiReturn, entries: Any, end: str, at: datetime
    ) -> None:
        if end == "part-way":
            sender.part_way(kpi_return, entries, at)
        elif end == "sent wrongly":
            sender.file(kpi_return, with_mistakes(entries), at)
        elif end == "to explain":
            sender.file(kpi_return, far_off(entries), at)

    def _judge(self, kpi_return: KpiReturn, end: str, index: int, at: datetime) -> None:
        kpi_return = KpiReturn.objects.get(pk=kpi_return.pk)
        asked = [one for one in self.row.get("asked", []) if one["at"] == index]
        if end == "queried":
            query(self.stage, self.row, kpi_return, at)
        elif end == "accepted" and asked and self.frequency == Frequency.QUARTER:
            query_and_settle(self.stage, self.row, asked, kpi_return, at)
        elif end == "accepted":
            take(kpi_return, "accept", by=self.stage.who("commissioner"), at=at)


def _correct(stage: Stage, paper: dict[str, Any], quarter: Quarter, at: datetime) -> None:
    """A provider finds a mistake later: a new version replaces what was accepted."""
    wrong = paper["correction"]
    row = next(r for r in paper["agreement"] if r["key"] == wrong["agreement"])
    accepted = KpiReturn.objects.get(
        agreement=stage.agreements[row["key"]], period_code=str(quarter)
    )
    sender = Sender(stage, row)
    version = start_correction(
        accepted,
        wrong["reason"],
        is_material=wrong.get("material", True),
        by=sender.certifier,
        at=at,
    )
    index = len(first_quarter(stage, row).until(quarter)) - 1
    entries = entries_of(paper, row, version, index)
    place = (wrong["kpi"], wrong["area"])
    given = entries[place]
    if given.numerator is not None and given.denominator is not None:
        more = min(int(given.numerator) + wrong["more"], int(given.denominator))
        entries[place] = replace(given, numerator=more)
    sender.until_taken(version, entries, at + timedelta(days=1))
    take(version, "certify", by=sender.certifier, at=at + timedelta(days=2))
    take(version, "accept", by=stage.who("commissioner"), at=at + timedelta(days=5))


def _begin_correction(stage: Stage, wrong: dict[str, Any], at: datetime) -> None:
    """A provider has just begun to correct the return last settled."""
    accepted = KpiReturn.objects.get(
        agreement=stage.agreements[wrong["agreement"]], period_code=str(stage.last_settled)
    )
    by, said = stage.who(f"{wrong['provider']}.certifier"), wrong["reason"]
    start_correction(accepted, said, is_material=wrong["material"], by=by, at=at)
