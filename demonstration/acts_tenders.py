"""Tenders placed around the day shown: each has come as far as its paper says, on any day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from demonstration import acts_procure as procure
from demonstration import acts_tender as act
from demonstration.acts_procure import Procurement
from demonstration.papers_calendar import working_day_before, working_day_from
from demonstration.stage import Stage
from workflow import calendar
from workflow.door import take

#: How many days before the day shown the decision was taken, for what follows from it. The days
#: in between are working days, so that these hold at Christmas and at Easter too.
DECIDED, IN_STANDSTILL, AWARDED = 2, 20, 38


def plan_tenders(stage: Stage, *papers: str, first: int = 1) -> None:
    """Enter the tenders of these papers; `reaches` in a paper names how far it has come."""
    for number, name in enumerate(papers, start=first):
        paper = stage.paper(name)
        slug, year = stage.partnership.slug.upper(), stage.today.year
        REACHES[paper["reaches"]](stage, Plan(paper, f"{slug}-{year}-{number:03d}"))


@dataclass(frozen=True)
class Plan:
    """A paper with the reference of its tender."""

    paper: dict[str, Any]
    reference: str

    def around(
        self, stage: Stage, deadline: date, published: date, decision: date | None = None
    ) -> Procurement:
        """The procurement with its dates; what comes before the tender is entered."""
        decided = decision or calendar.decision_day(deadline + timedelta(days=60))
        dates = act.TenderDates(
            drafted=published - timedelta(days=10),
            published=published,
            questions_until=deadline - timedelta(days=6),
            deadline=deadline,
            decision=decided,
            start=_first_of_month_after(decided + timedelta(days=60)),
        )
        play = Procurement(stage, self.paper, self.reference, dates)
        procure.plan_specification(
            play, published - timedelta(days=80), published - timedelta(days=40)
        )
        stage.diary.on(dates.drafted, lambda at: procure.draft(play, at))
        return play


def _specification(stage: Stage, plan: Plan) -> None:
    """Only the specification is being written."""
    play = Procurement(stage, plan.paper, plan.reference, _ahead(stage))
    stage.diary.on(
        stage.today - timedelta(days=6), lambda at: procure.need_and_specification(play, at)
    )


def _worksheet(stage: Stage, plan: Plan) -> None:
    """The worksheet of the legal regime waits for an approver."""
    play = Procurement(stage, plan.paper, plan.reference, _ahead(stage))

    def propose(at: datetime) -> None:
        act.propose_regime(stage, play.written, plan.paper["regime"], at)

    on = stage.diary.on
    on(stage.today - timedelta(days=40), lambda at: procure.need_and_specification(play, at))
    on(stage.today - timedelta(days=9), lambda at: procure.approve_specification(play, at))
    on(stage.today - timedelta(days=2), propose)


def _ahead(stage: Stage) -> act.TenderDates:
    """Dates of a tender nobody has drafted."""
    day = stage.today
    return act.TenderDates(day, day, day, day, day, day)


def _drafting(stage: Stage, plan: Plan) -> None:
    published = working_day_from(stage.today + timedelta(days=5))
    plan.around(stage, working_day_from(published + timedelta(days=35)), published)


def _published(stage: Stage, plan: Plan) -> None:
    procure.open_phase(
        plan.around(
            stage,
            working_day_from(stage.today + timedelta(days=23)),
            working_day_before(stage.today - timedelta(days=11)),
        )
    )


def _closed(stage: Stage, plan: Plan) -> None:
    _closed_before(stage, plan, 0)


def _closed_before(
    stage: Stage, plan: Plan, days: int, decision: date | None = None
) -> Procurement:
    """A tender that closed on the last working day before this many days ago."""
    deadline = working_day_before(stage.today - timedelta(days=days))
    published = working_day_before(deadline - timedelta(days=34))
    play = plan.around(stage, deadline, published, decision)
    procure.open_phase(play)
    return play


def _opened(stage: Stage, plan: Plan) -> None:
    play = _closed_before(stage, plan, 3)
    stage.diary.on(stage.today - timedelta(days=1), lambda at: procure.open_bids(play, at))


def _evaluating(stage: Stage, plan: Plan) -> None:
    """One member of the panel has scored; the other has yet to."""
    play = _closed_before(stage, plan, 14)
    opened = stage.today - timedelta(days=10)
    on = stage.diary.on
    on(opened, lambda at: procure.open_bids(play, at))
    on(
        opened,
        lambda at: take(play.tender, "start_evaluation", by=play.commissioner, at=at),
        hour=11,
    )
    on(
        stage.today - timedelta(days=4),
        lambda at: act.evaluate(stage, play.tender, play.assessed, at, half_way=True),
    )


def _recommended(stage: Stage, plan: Plan) -> None:
    play = _closed_before(stage, plan, 35)
    procure.assess(play, stage.today - timedelta(days=28), stage.today - timedelta(days=20))
    procure.recommend(play, stage.today - timedelta(days=6))


def _decided_before(days: int) -> Callable[[Stage, Plan], None]:
    def plan_it(stage: Stage, plan: Plan) -> None:
        decision = calendar.decision_day(stage.today - timedelta(days=days))
        play = _closed_before(stage, plan, days + 60, decision)
        procure.assess(play, decision - timedelta(days=52), decision - timedelta(days=45))
        procure.recommend(play, decision - timedelta(days=38))
        procure.decide(play)
        if plan.paper.get("next_version"):
            procure.send_next_version(play)

    return plan_it


def _abandoned(stage: Stage, plan: Plan) -> None:
    play = _closed_before(stage, plan, 60)
    on, reasons = stage.diary.on, plan.paper["abandoned"]
    on(stage.today - timedelta(days=55), lambda at: procure.open_bids(play, at))
    on(
        stage.today - timedelta(days=45),
        lambda at: take(play.tender, "abandon", by=play.commissioner, at=at, reasons=reasons),
    )


def _first_of_month_after(day: date) -> date:
    return calendar.add_months(day.replace(day=1), 1)


REACHES: dict[str, Callable[[Stage, Plan], None]] = {
    "specification": _specification,
    "worksheet": _worksheet,
    "drafting": _drafting,
    "published": _published,
    "closed": _closed,
    "opened": _opened,
    "evaluating": _evaluating,
    "recommended": _recommended,
    "decided": _decided_before(DECIDED),
    "standstill": _decided_before(IN_STANDSTILL),
    "awarded": _decided_before(AWARDED),
    "abandoned": _abandoned,
}
