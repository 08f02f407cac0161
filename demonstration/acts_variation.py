"""Act three, the changes: a variation is proposed, the Board advises, an approver decides."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from commissioning.models import Meeting
from commissioning.quarters import Quarter
from contracts.actions import variations
from contracts.models import Variation
from demonstration.acts_review import recommending_change
from demonstration.papers_calendar import working_day_from
from demonstration.stage import Stage
from workflow.door import begin, take
from workflow.lifecycle import SYSTEM


def plan_variation(stage: Stage, key: str, row: dict[str, Any], quarter: Quarter) -> None:
    """Enter a variation that changes a KPI target from `quarter`, with the Board's advice."""
    start = quarter.start
    play = Varied(stage, row | {"agreement": key}, quarter)
    diary, meeting = stage.diary, working_day_from(start - timedelta(days=45))
    diary.on(start - timedelta(days=90), play.propose)
    diary.on(start - timedelta(days=80), lambda at: play.send_to_board(meeting, at))
    diary.on(meeting, play.advise, hour=16)
    diary.on(start - timedelta(days=30), play.approve)
    diary.on(start, play.bring_into_force, hour=1)


def plan_variation_around(stage: Stage, row: dict[str, Any]) -> None:
    """Enter a variation proposed `days` before the day shown; `ends` in its paper says how it ends.

    It is to take effect from the quarter after the day shown, so that an approved one waits.
    """
    play = Varied(stage, row, Quarter.containing(stage.today).shifted(1))
    on, first = stage.diary.on, stage.today - timedelta(days=row["days"])
    on(first, play.propose)
    ends = row.get("ends", "proposed")
    if ends == "withdrawn":
        on(first + timedelta(days=21), play.withdraw)
    if ends in {"approved", "refused"}:
        meeting = working_day_from(first + timedelta(days=14))
        on(first + timedelta(days=3), lambda at: play.send_to_board(meeting, at))
        on(meeting, play.advise, hour=16)
        on(first + timedelta(days=28), play.approve if ends == "approved" else play.refuse)


class Varied:
    """One variation being played: its paper, and the record once it is proposed."""

    def __init__(self, stage: Stage, row: dict[str, Any], quarter: Quarter) -> None:
        self.stage, self.row, self.quarter = stage, row, quarter
        self.made: Variation | None = None

    @property
    def it(self) -> Variation:
        """The variation as the database has it now."""
        if self.made is None:
            raise LookupError("The variation is not proposed yet.")
        return Variation.objects.get(pk=self.made.pk)

    def propose(self, at: datetime) -> None:
        """The commissioner proposes it, with new terms of one KPI."""
        row, who = self.row, self.stage.who("commissioner")
        agreement = self.stage.agreements[row["agreement"]]
        self.made = variations.propose(
            agreement,
            title=row["title"],
            reasons=row["reasons"],
            effective_on=self.quarter.start,
            ground_code=row["ground"],
            ground_reason=row["ground_reason"],
            value_change=Decimal(row["value_change"]),
            review=recommending_change(agreement),
            by=who,
            at=at,
        )
        scheduled = agreement.kpis.get(kpi__code=row["kpi"])
        terms = scheduled.terms_in(str(self.quarter))
        variations.change_kpi(
            self.made,
            scheduled,
            from_quarter=str(self.quarter),
            target=Decimal(row["target"]),
            tolerance=Decimal(row["tolerance"]),
            baseline=terms.baseline if terms else None,
            by=who,
            at=at,
        )

    def send_to_board(self, day: date, at: datetime) -> None:
        """It goes to the Board's meeting of that day."""
        who, trust = self.stage.who("commissioner"), self.stage.partnership
        meeting = Meeting.objects.filter(partnership=trust, held_on=day).first()
        if meeting is None:
            meeting = begin(Meeting(partnership=trust, held_on=day), by=who, at=at)
        take(self.it, "send_to_board", by=who, at=at, meeting=meeting)

    def advise(self, at: datetime) -> None:
        """The Board says what it thinks."""
        position = self.row.get("position", "for")
        text, board = self.row["advice"], self.stage.who("board")
        take(self.it, "take_advice", by=board, at=at, position=position, text=text)

    def approve(self, at: datetime) -> None:
        """An approver approves it."""
        take(self.it, "approve", by=self.stage.who("approver"), at=at)

    def refuse(self, at: datetime) -> None:
        """An approver refuses it."""
        who, reasons = self.stage.who("approver"), self.row["refused"]
        take(self.it, "refuse", by=who, at=at, reasons=reasons)

    def withdraw(self, at: datetime) -> None:
        """The commissioner withdraws it."""
        take(self.it, "withdraw", by=self.stage.who("commissioner"), at=at)

    def bring_into_force(self, at: datetime) -> None:
        """The clock brings it into force on its day."""
        take(self.it, "bring_into_force", by=SYSTEM, at=at)
