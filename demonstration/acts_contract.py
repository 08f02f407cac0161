"""Act three: agreements that were registered, signed and brought into force before the day shown."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from commissioning.models import Area
from commissioning.quarters import Quarter, last_ended
from contracts.models import Agreement, AgreementArea, KpiTerms, ScheduledKpi
from demonstration.acts_place import service_of
from demonstration.acts_review import plan_reviews
from demonstration.acts_variation import plan_variation_around
from demonstration.stage import Stage
from tenders import law
from workflow import calendar
from workflow.door import begin, take
from workflow.lifecycle import SYSTEM


def first_quarter(stage: Stage, row: dict[str, Any]) -> Quarter:
    """The first quarter an agreement reports; not before the law it was made under."""
    if "reports_from" in row:
        return Quarter.parse(row["reports_from"])
    if "start_in" in row:
        return Quarter.containing(stage.today + timedelta(days=row["start_in"]))
    wanted = last_ended(stage.today).shifted(1 - row["quarters"])
    return max(wanted, Quarter.parse(row.get("not_before", str(wanted))))


def plan_agreements(stage: Stage, paper: dict[str, Any]) -> None:
    """Enter every agreement of a partnership's paper, and its variations around the day shown."""
    for row in paper["agreement"]:
        plan_agreement(stage, row)
    for row in paper.get("other_variation", []):
        plan_variation_around(stage, row)


def plan_agreement(stage: Stage, row: dict[str, Any], ends: date | None = None) -> None:
    """Enter an earlier agreement: registered, signed, in force from its first day to its last."""
    start = row.get("start") or first_quarter(stage, row).start
    if "start_in" in row:
        start = stage.today + timedelta(days=row["start_in"])
    end = ends or row.get("end") or calendar.term_end(start, 12 * row["years"])
    key, on = row["key"], stage.diary.on
    on(start - timedelta(days=60), lambda at: _register(stage, row, start, end, at))
    if row.get("drafted_only"):
        return
    on(start - timedelta(days=30), lambda at: _sign(stage, key, at))
    on(start, lambda at: _step(stage, key, "bring_into_force", at), hour=0)
    if "review" in row:
        plan_reviews(stage, key, start, end, row["review"])
    if "suspended" in row:
        on(stage.today - timedelta(days=25), lambda at: _suspend(stage, key, row["suspended"], at))
    on(end + timedelta(days=1), lambda at: _step(stage, key, "expire", at), hour=1)


def _register(stage: Stage, row: dict[str, Any], start: date, end: date, at: datetime) -> None:
    who = stage.who("commissioner")
    agreement = Agreement(
        partnership=stage.partnership,
        provider=stage.organisations[row["provider"]],
        kind=row["kind"],
        reference=row["reference"],
        title=row["title"],
        service=service_of(stage, row["service"], row.get("service_description", ""), at, who),
        regime=row["regime"],
        route=row.get("route", law.Route.NONE),
        regime_note=row["regime_note"],
        value_awarded=Decimal(row["value"]),
        value=Decimal(row["value"]),
        start_on=start,
        end_on=end,
        end_as_awarded=end,
        **_reporting(row),
    )
    begin(agreement, by=who, at=at)
    for name in row.get("areas", stage.localities):
        area = stage.localities.get(name) or Area.objects.get(name=name, partnership=None)
        begin(AgreementArea(agreement=agreement, area=area), by=who, at=at)
    for order, line in enumerate(row["kpi"]):
        _schedule(stage, agreement, line, order, first_quarter(stage, row), at)
    stage.agreements[row["key"]] = agreement


def _reporting(row: dict[str, Any]) -> dict[str, Any]:
    """The terms it reports by: `asks` names what its returns tell beside their figures."""
    terms: dict[str, Any] = {f"asks_{section}": True for section in row.get("asks", [])}
    terms |= {name: row[name] for name in ("days_to_report", "lot") if name in row}
    return terms | {"one_person_may_certify": "one_person" in row}


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


def _suspend(stage: Stage, key: str, reasons: str, at: datetime) -> None:
    take(stage.agreements[key], "suspend", by=stage.who("approver"), at=at, reasons=reasons)
