"""When each step of a procurement is taken: the papers' calendar, and tenders around the day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from commissioning.actions.specifications import draft_next_version
from commissioning.models import Need, Specification
from contracts.actions import agreements
from demonstration import acts_tender as act
from demonstration.papers_calendar import PapersCalendar, working_day_from
from demonstration.stage import Stage
from tenders.models import RegimeChoice, Tender
from workflow import calendar
from workflow.door import amend, take
from workflow.lifecycle import SYSTEM


@dataclass
class Procurement:
    """One procurement being played: its paper, and the records made so far."""

    stage: Stage
    paper: dict[str, Any]
    reference: str
    dates: act.TenderDates
    needs: dict[str, Need] = field(default_factory=dict)
    spec: Specification | None = None
    choice: RegimeChoice | None = None
    made: Tender | None = None

    @property
    def tender(self) -> Tender:
        """The tender as the database has it now."""
        if self.made is None:
            raise LookupError("The tender is not drafted yet.")
        return Tender.objects.get(pk=self.made.pk)


def plan_papers_procurement(stage: Stage, paper: dict[str, Any], papers: PapersCalendar) -> None:
    """Enter the live procurement on the papers' calendar, from need to award."""
    dates = act.TenderDates(
        drafted=papers.specification_approved + timedelta(days=2),
        published=papers.advertised,
        questions_until=papers.deadline - timedelta(days=10),
        deadline=papers.deadline,
        decision=papers.decision,
        start=papers.start,
    )
    play = Procurement(stage, paper, f"CUMBRIA-{papers.year}-001", dates)
    on = stage.diary.on
    on(papers.specification_drafted, lambda at: _need_and_specification(play, at))
    on(papers.specification_approved, lambda at: _approve(play, at))
    on(dates.drafted, lambda at: _draft(play, at))
    _open_phase(play)
    on(papers.evaluated - timedelta(days=10), lambda at: _open(play, at))
    on(papers.evaluated, lambda at: act.evaluate(stage, play.tender, paper["bid"], at))
    on(papers.evaluated + timedelta(days=7), lambda at: act.recommend(stage, play.tender, at))
    on(calendar.latest_key_decision_notice(papers.decision) - timedelta(days=3), _notice(play))
    on(papers.decision, lambda at: _decide(play, papers, at), hour=14)
    on(stage.today - timedelta(days=3), lambda at: _send_next_version(play, at))


def plan_live_tender(
    stage: Stage, paper: dict[str, Any], reference: str, deadline: date, published: date
) -> None:
    """Enter a tender placed around the day the demonstration is shown as at."""
    decision = calendar.decision_day(deadline + timedelta(days=60))
    dates = act.TenderDates(
        drafted=published - timedelta(days=10),
        published=published,
        questions_until=deadline - timedelta(days=6),
        deadline=deadline,
        decision=decision,
        start=_first_of_month_after(decision + timedelta(days=60)),
    )
    play = Procurement(stage, paper, reference, dates)
    on = stage.diary.on
    on(published - timedelta(days=60), lambda at: _need_and_specification(play, at))
    on(published - timedelta(days=20), lambda at: _approve(play, at))
    on(dates.drafted, lambda at: _draft(play, at))
    _open_phase(play)


def _open_phase(play: Procurement) -> None:
    stage, dates, on = play.stage, play.dates, play.stage.diary.on
    undeclared = "evaluator" if dates.deadline > stage.today else ""
    on(dates.published, lambda at: act.publish(stage, play.tender, at, undeclared), hour=9)
    for place, row in enumerate(play.paper.get("question", [])):
        day = dates.published + timedelta(days=4 + 3 * place)
        on(day, _asks(play, row))
    for row in play.paper.get("bid", []):
        on(dates.deadline - timedelta(days=2), _bids(play, row), hour=15)
    on(dates.deadline, lambda at: act.close_by_the_clock(play.tender, at), hour=12)


def _asks(play: Procurement, row: dict[str, Any]) -> Callable[[datetime], None]:
    return lambda at: act.ask_and_answer(play.stage, play.tender, row, at)


def _bids(play: Procurement, row: dict[str, Any]) -> Callable[[datetime], None]:
    return lambda at: act.submit_bid(play.stage, play.tender, row, at)


def _need_and_specification(play: Procurement, at: datetime) -> None:
    play.needs = act.record_needs(play.stage, play.paper, at)
    play.spec = act.write_specification(play.stage, play.paper, play.needs, at)


def _approve(play: Procurement, at: datetime) -> None:
    if play.spec is None:
        raise LookupError("The specification is not written yet.")
    act.approve_specification(play.stage, play.spec, at)
    play.spec.refresh_from_db()
    play.choice = act.settle_regime(play.stage, play.spec, play.paper["regime"], at)


def _draft(play: Procurement, at: datetime) -> None:
    if play.spec is None or play.choice is None:
        raise LookupError("The regime is not settled yet.")
    play.made = act.draft_tender(
        play.stage, play.spec, play.choice, play.paper, play.dates, play.reference, at
    )
    act.pass_gates(play.stage, play.tender, "publish", at)


def _open(play: Procurement, at: datetime) -> None:
    take(play.tender, "open_bids", by=play.stage.who("commissioner"), at=at)
    take(play.tender, "start_evaluation", by=play.stage.who("commissioner"), at=at)


def _send_next_version(play: Procurement, at: datetime) -> None:
    """A next version of the specification waits for an approver on the day shown."""
    if play.spec is None or play.spec.approved_at is None:
        return
    who = play.stage.who("commissioner")
    version = draft_next_version(play.spec, by=who, at=at)
    take(version, "propose", by=who, at=at)


def _notice(play: Procurement) -> Callable[[datetime], None]:
    return lambda at: act.pass_gates(play.stage, play.tender, "decide", at)


def _decide(play: Procurement, papers: PapersCalendar, at: datetime) -> None:
    """The decision; what follows from it is entered on the days it makes possible."""
    stage = play.stage
    if papers.decision_moved:
        moved = f"17 October {papers.year} is at a weekend; the decision is on the Thursday before."
        notice = play.tender.assurance_of("key_decision_notice")
        if notice is not None:
            statement = f"{notice.statement} {moved}"
            amend(notice, by=stage.who("commissioner"), at=at, statement=statement)
    decided = take(play.tender, "decide", by=stage.who("approver"), at=at)
    summaries = working_day_from(_day(decided.effective_on) + timedelta(days=3))
    stage.diary.on(summaries, lambda when: _summaries(play, when))


def _summaries(play: Procurement, at: datetime) -> None:
    stage = play.stage
    take(play.tender, "send_summaries", by=stage.who("commissioner"), at=at)
    act.pass_gates(stage, play.tender, "award_notice", at)
    day = working_day_from(calendar.london_date(at) + timedelta(days=1))
    stage.diary.on(day, lambda when: _award_notice(play, when))


def _award_notice(play: Procurement, at: datetime) -> None:
    stage, day = play.stage, calendar.london_date(at)
    moved = take(
        play.tender,
        "publish_award_notice",
        by=stage.who("commissioner"),
        at=at,
        number=f"{day.year}/S 000-{play.tender.pk + 90000:06d}",
        published_on=day,
        standstill=True,
    )
    after = working_day_from(_day(moved.standstill_ends) + timedelta(days=1))
    stage.diary.on(after, lambda when: _award(play, when))


def _award(play: Procurement, at: datetime) -> None:
    stage = play.stage
    take(play.tender, "award", by=stage.who("commissioner"), at=at)
    day = calendar.london_date(at)
    stage.diary.on(working_day_from(day + timedelta(days=3)), lambda when: _contract(play, when))


def _contract(play: Procurement, at: datetime) -> None:
    """The contract is drafted from the award and, two weeks later, signed."""
    stage, day = play.stage, calendar.london_date(at)
    drafted = agreements.draft_from_award(
        play.tender.award_made,
        areas=stage.localities.values(),
        by=stage.who("commissioner"),
        at=at,
    )
    stage.agreements["new"] = drafted
    stage.diary.on(working_day_from(day + timedelta(days=14)), lambda when: _sign(play, when))
    stage.diary.on(drafted.start_on, lambda when: _start(play, when), hour=0)


def _sign(play: Procurement, at: datetime) -> None:
    stage = play.stage
    act.pass_gates(stage, play.tender, "sign", at)
    day = calendar.london_date(at)
    take(stage.agreements["new"], "sign", by=stage.who("commissioner"), at=at, signed_on=day)


def _start(play: Procurement, at: datetime) -> None:
    take(play.stage.agreements["new"], "bring_into_force", by=SYSTEM, at=at)


def _first_of_month_after(day: date) -> date:
    return calendar.add_months(day.replace(day=1), 1)


def _day(day: date | None) -> date:
    if day is None:
        raise LookupError("The step before sets this day.")
    return day
