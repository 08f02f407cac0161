"""When each step of a procurement is taken: from the need and the specification to the contract."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import User
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
    #: Said with the decision, where its planned day fell on a weekend.
    moved: str = ""
    needs: dict[str, Need] = field(default_factory=dict)
    spec: Specification | None = None
    choice: RegimeChoice | None = None
    made: Tender | None = None

    @property
    def commissioner(self) -> User:
        """Who runs it."""
        return self.stage.who("commissioner")

    @property
    def assessed(self) -> list[dict[str, Any]]:
        """The bids that are scored, as the paper has them."""
        return [row for row in self.paper["bid"] if "marks" in row]

    @property
    def written(self) -> Specification:
        """The version of the specification it is about."""
        if self.spec is None:
            raise LookupError("The specification is not written yet.")
        return self.spec

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
    if papers.decision_moved:
        play.moved = (
            f" 17 October {papers.year} is at a weekend; the decision is on the Thursday before."
        )
    plan_specification(play, papers.specification_drafted, papers.specification_approved)
    stage.diary.on(dates.drafted, lambda at: draft(play, at))
    open_phase(play)
    assess(play, papers.evaluated - timedelta(days=10), papers.evaluated)
    recommend(play, papers.evaluated + timedelta(days=7))
    decide(play)
    send_next_version(play)


# --- The stretches of a procurement -----------------------------------------------------------------


def plan_specification(play: Procurement, written: date, approved: date) -> None:
    """From the need to an approved specification and a settled regime."""
    play.stage.diary.on(written, lambda at: need_and_specification(play, at))
    play.stage.diary.on(approved, lambda at: approve(play, at))


def open_phase(play: Procurement) -> None:
    """Published, questions, bids, closed by the clock."""
    stage, dates, on = play.stage, play.dates, play.stage.diary.on
    undeclared = "evaluator" if dates.deadline > stage.today else ""
    on(dates.published, lambda at: act.publish(stage, play.tender, at, undeclared), hour=9)
    for place, row in enumerate(play.paper.get("question", [])):
        day = dates.published + timedelta(days=4 + 3 * place)
        on(day, _asks(play, row))
    for row in play.paper.get("bid", []):
        early = dates.published + timedelta(days=5)
        on(
            early if row.get("unfinished") else dates.deadline - timedelta(days=2),
            _bids(play, row),
            hour=15,
        )
    on(dates.deadline, lambda at: act.close_by_the_clock(play.tender, at), hour=12)


def assess(play: Procurement, opened: date, scored: date) -> None:
    """The bids are opened, the panel scores and moderates."""
    on = play.stage.diary.on
    on(opened, lambda at: open_bids(play, at))
    on(
        opened,
        lambda at: take(play.tender, "start_evaluation", by=play.commissioner, at=at),
        hour=11,
    )
    on(scored, lambda at: act.evaluate(play.stage, play.tender, play.assessed, at))


def recommend(play: Procurement, day: date) -> None:
    """The commissioner recommends the best bid."""
    play.stage.diary.on(day, lambda at: act.recommend(play.stage, play.tender, at))


def decide(play: Procurement) -> None:
    """The key decision notice in time, and the decision; the award follows from it."""
    decision, on = play.dates.decision, play.stage.diary.on
    notice = calendar.latest_key_decision_notice(decision) - timedelta(days=3)
    on(notice, lambda at: act.pass_gates(play.stage, play.tender, "decide", at))
    on(decision, lambda at: _decide(play, at), hour=14)


def send_next_version(play: Procurement) -> None:
    """A next version of the specification is sent to an approver three days before the day shown."""
    play.stage.diary.on(
        play.stage.today - timedelta(days=3), lambda at: _send_next_version(play, at)
    )


# --- The steps themselves ---------------------------------------------------------------------------


def _asks(play: Procurement, row: dict[str, Any]) -> Callable[[datetime], None]:
    return lambda at: act.ask_and_answer(play.stage, play.tender, row, at)


def _bids(play: Procurement, row: dict[str, Any]) -> Callable[[datetime], None]:
    return lambda at: act.submit_bid(play.stage, play.tender, row, at)


def need_and_specification(play: Procurement, at: datetime) -> None:
    play.needs = act.record_needs(play.stage, play.paper, at)
    play.spec = act.write_specification(play.stage, play.paper, play.needs, at)


def approve(play: Procurement, at: datetime) -> None:
    """The specification is approved and the regime settled on it."""
    approve_specification(play, at)
    play.choice = act.settle_regime(play.stage, play.written, play.paper["regime"], at)


def approve_specification(play: Procurement, at: datetime) -> None:
    """The specification is approved; where its paper says so, in a second version a week later."""
    act.approve_specification(play.stage, play.written, at)
    play.written.refresh_from_db()
    if play.paper["specification"].get("revised"):
        later = at + timedelta(days=7)
        play.spec = draft_next_version(play.written, by=play.commissioner, at=later)
        act.approve_specification(play.stage, play.spec, later + timedelta(days=4))
    play.written.refresh_from_db()


def draft(play: Procurement, at: datetime) -> None:
    """The tender is drafted, every gate before publishing recorded."""
    if play.choice is None:
        raise LookupError("The regime is not settled yet.")
    play.made = act.draft_tender(
        play.stage, play.written, play.choice, play.paper, play.dates, play.reference, at
    )
    act.pass_gates(play.stage, play.tender, "publish", at)


def open_bids(play: Procurement, at: datetime) -> None:
    """The commissioner opens the bids; one that breaks a condition of participation is rejected."""
    take(play.tender, "open_bids", by=play.commissioner, at=at)
    for row in play.paper["bid"]:
        if "rejected" in row:
            provider = play.stage.organisations[row["provider"]]
            bid = play.tender.bids.get(provider=provider)
            take(bid, "reject", by=play.commissioner, at=at, reasons=row["rejected"])


def _send_next_version(play: Procurement, at: datetime) -> None:
    """A next version of the specification waits for an approver on the day shown."""
    if play.spec is None or play.spec.approved_at is None:
        return
    who = play.stage.who("commissioner")
    version = draft_next_version(play.spec, by=who, at=at)
    take(version, "propose", by=who, at=at)


def _decide(play: Procurement, at: datetime) -> None:
    """The decision; what follows from it is entered on the days it makes possible."""
    stage = play.stage
    if play.moved:
        notice = play.tender.assurance_of("key_decision_notice")
        if notice is not None:
            statement = f"{notice.statement}{play.moved}"
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
    stage.agreements[play.reference] = drafted
    stage.diary.on(working_day_from(day + timedelta(days=14)), lambda when: _sign(play, when))
    stage.diary.on(drafted.start_on, lambda when: _start(play, when), hour=0)


def _sign(play: Procurement, at: datetime) -> None:
    stage = play.stage
    act.pass_gates(stage, play.tender, "sign", at)
    day = calendar.london_date(at)
    take(
        stage.agreements[play.reference], "sign", by=stage.who("commissioner"), at=at, signed_on=day
    )


def _start(play: Procurement, at: datetime) -> None:
    take(play.stage.agreements[play.reference], "bring_into_force", by=SYSTEM, at=at)


def _day(day: date | None) -> date:
    if day is None:
        raise LookupError("The step before sets this day.")
    return day
