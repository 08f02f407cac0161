"""Act three: earlier agreements, one varied half-way, and the contract that follows the award."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from commissioning.models import Meeting
from commissioning.quarters import Quarter, last_ended
from contracts.actions import variations
from contracts.models import Agreement, AgreementArea, KpiTerms, ScheduledKpi, Variation
from demonstration.acts_place import service_of
from demonstration.papers_calendar import working_day_from
from demonstration.stage import Stage
from tenders import law
from workflow import calendar
from workflow.door import begin, take
from workflow.lifecycle import SYSTEM


def first_quarter(stage: Stage, row: dict[str, Any]) -> Quarter:
    """The first quarter an agreement reports; not before the law it was made under."""
    wanted = last_ended(stage.today).shifted(1 - row["quarters"])
    return max(wanted, Quarter.parse(row.get("not_before", str(wanted))))


def plan_agreement(stage: Stage, row: dict[str, Any], ends: date | None) -> None:
    """Enter an earlier agreement: registered, signed, in force from its first quarter."""
    start = first_quarter(stage, row).start
    stage.diary.on(start - timedelta(days=60), lambda at: _register(stage, row, start, ends, at))
    stage.diary.on(start - timedelta(days=30), lambda at: _sign(stage, row["key"], at))
    stage.diary.on(start, lambda at: _step(stage, row["key"], "bring_into_force", at), hour=0)


def _register(
    stage: Stage, row: dict[str, Any], start: date, ends: date | None, at: datetime
) -> None:
    who = stage.who("commissioner")
    service = service_of(stage, row["service"], row["service_description"], at, who)
    end = ends or calendar.term_end(start, 12 * row["years"])
    agreement = Agreement(
        partnership=stage.partnership,
        provider=stage.organisations[row["provider"]],
        kind=row["kind"],
        reference=row["reference"],
        title=row["title"],
        service=service,
        regime=row["regime"],
        route=row.get("route", law.Route.NONE),
        regime_note=row["regime_note"],
        value_awarded=Decimal(row["value"]),
        value=Decimal(row["value"]),
        start_on=start,
        end_on=end,
        end_as_awarded=end,
        review_on=_next_yearly(start, end, stage.today),
    )
    begin(agreement, by=who, at=at)
    for area in stage.localities.values():
        begin(AgreementArea(agreement=agreement, area=area), by=who, at=at)
    for order, line in enumerate(row["kpi"]):
        _schedule(stage, agreement, line, order, Quarter.containing(start), at)
    stage.agreements[row["key"]] = agreement


def _schedule(
    stage: Stage,
    agreement: Agreement,
    line: dict[str, Any],
    order: int,
    first: Quarter,
    at: datetime,
) -> None:
    who, kpi = stage.who("commissioner"), stage.kpis[line["code"]]
    scheduled = begin(ScheduledKpi(agreement=agreement, kpi=kpi, order=order), by=who, at=at)
    starts = {first: ""}
    if "rebase_at" in line:
        starts[first.shifted(line["rebase_at"])] = line["rebase"]
    for quarter, rebased in starts.items():
        terms = KpiTerms(
            agreement=agreement,
            scheduled=scheduled,
            from_quarter=str(quarter),
            definition=kpi.version_in(str(quarter)),
            target=Decimal(line["target"]),
            tolerance=Decimal(line["tolerance"]),
            baseline=Decimal(str(line["base"])),
            rebased=rebased,
        )
        begin(terms, by=who, at=at)


def _sign(stage: Stage, key: str, at: datetime) -> None:
    day = calendar.london_date(at)
    take(stage.agreements[key], "sign", by=stage.who("commissioner"), at=at, signed_on=day)


def _step(stage: Stage, key: str, name: str, at: datetime) -> None:
    take(stage.agreements[key], name, by=SYSTEM, at=at)


def _next_yearly(start: date, end: date, today: date) -> date | None:
    """The next yearly review after today; None when the agreement ends before it."""
    day = calendar.add_months(start, 12)
    while day <= today:
        day = calendar.add_months(day, 12)
    return day if day <= end else None


# --- The variation --------------------------------------------------------------------------------


def plan_variation(stage: Stage, key: str, row: dict[str, Any], quarter: Quarter) -> None:
    """Enter a variation that changes a KPI target from `quarter`, with the Board's advice."""
    start = quarter.start
    made: dict[str, Variation] = {}

    def propose(at: datetime) -> None:
        made["it"] = _propose(stage, key, row, quarter, at)

    def to_board(at: datetime) -> None:
        meeting = Meeting(partnership=stage.partnership, held_on=_meeting_day(start))
        begin(meeting, by=stage.who("commissioner"), at=at)
        take(made["it"], "send_to_board", by=stage.who("commissioner"), at=at, meeting=meeting)

    def advise(at: datetime) -> None:
        _advise(stage, made["it"], row["advice"], at)

    diary = stage.diary
    diary.on(start - timedelta(days=90), propose)
    diary.on(start - timedelta(days=80), to_board)
    diary.on(_meeting_day(start), advise, hour=16)
    diary.on(
        start - timedelta(days=30),
        lambda at: take(made["it"], "approve", by=stage.who("approver"), at=at),
    )
    diary.on(start, lambda at: take(made["it"], "bring_into_force", by=SYSTEM, at=at), hour=1)


def _propose(
    stage: Stage, key: str, row: dict[str, Any], quarter: Quarter, at: datetime
) -> Variation:
    who, agreement = stage.who("commissioner"), stage.agreements[key]
    variation = variations.propose(
        agreement,
        title=row["title"],
        reasons=row["reasons"],
        effective_on=quarter.start,
        ground_code=row["ground"],
        ground_reason=row["ground_reason"],
        value_change=Decimal(row["value_change"]),
        by=who,
        at=at,
    )
    scheduled = agreement.kpis.get(kpi__code=row["kpi"])
    terms = scheduled.terms_in(str(quarter))
    variations.change_kpi(
        variation,
        scheduled,
        from_quarter=str(quarter),
        target=Decimal(row["target"]),
        tolerance=Decimal(row["tolerance"]),
        baseline=terms.baseline if terms else None,
        by=who,
        at=at,
    )
    return variation


def _advise(stage: Stage, variation: Variation, text: str, at: datetime) -> None:
    fresh = Variation.objects.get(pk=variation.pk)
    take(fresh, "take_advice", by=stage.who("board"), at=at, position="for", text=text)


def _meeting_day(start: date) -> date:
    """A working day about six weeks before."""
    return working_day_from(start - timedelta(days=45))
