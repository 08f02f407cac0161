"""Act one: areas, outcomes, levels of need, the Board's roles, history, consultation and KPIs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commissioning.actions.kpi_library import adopt, record_breakdown
from commissioning.models import (
    Area,
    BoardRole,
    Breakdown,
    Indicator,
    Kpi,
    KpiVersion,
    LevelOfNeed,
    Milestone,
    Objective,
    Outcome,
    OutcomesFramework,
    PartnershipArea,
)
from commissioning.periods import Frequency
from commissioning.quarters import Quarter
from demonstration.acts_consult import plan_consultations
from demonstration.stage import Stage
from workflow import calendar
from workflow.door import begin
from workflow.lifecycle import SYSTEM

#: KPI definitions hold from here: before any return of the demonstration.
FIRST_QUARTER = Quarter(2017, 1)


def lay_out(stage: Stage) -> None:
    """Record everything that is so before the live part begins, from the day the papers count from."""
    facts = stage.paper("partnership")
    at = calendar.start_of_day(facts["papers"]["from"])
    _areas(stage, facts)
    _outcomes(stage, facts, at)
    _levels(stage, facts, at)
    _board_roles(stage, facts, at)
    _history(stage, facts, at)
    plan_consultations(stage, stage.paper("consultation"))
    library = stage.paper("kpis")
    for row in library["kpi"]:
        _kpi(stage, row, at)
    shipped = {row["measure"]: stage.outcomes[row["outcome"]] for row in library["shipped"]}
    adopted = adopt(stage.partnership, shipped, from_quarter=str(FIRST_QUARTER), by=SYSTEM, at=at)
    stage.kpis |= {kpi.code: kpi for kpi in adopted.kpis}


def _areas(stage: Stage, facts: dict[str, Any]) -> None:
    wanted = Area.objects.filter(code__in=facts["areas"]["official"])
    for order, area in enumerate(sorted(wanted, key=lambda a: a.code)):
        PartnershipArea.objects.create(partnership=stage.partnership, area=area, order=order)
    for order, row in enumerate(facts["locality"], start=10):
        area = Area.objects.create(
            name=row["name"],
            kind=Area.Kind.LOCALITY,
            partnership=stage.partnership,
            parent=Area.objects.get(code=row["council"]),
        )
        stage.localities[area.name] = area
        PartnershipArea.objects.create(
            partnership=stage.partnership, area=area, order=order, reported=True
        )


def _outcomes(stage: Stage, facts: dict[str, Any], at: datetime) -> None:
    row = facts["framework"]
    framework = OutcomesFramework(
        partnership=stage.partnership,
        name=row["name"],
        source=row["source"],
        from_day=row["from"],
    )
    begin(framework, by=SYSTEM, at=at)
    for order, row in enumerate(facts["outcome"]):
        outcome = Outcome(
            partnership=stage.partnership,
            framework=framework,
            name=row["name"],
            aims="\n".join(row["aims"]),
            order=order,
        )
        stage.outcomes[row["name"]] = begin(outcome, by=SYSTEM, at=at)
    for order, row in enumerate(facts["objective"]):
        objective = Objective(
            partnership=stage.partnership,
            outcome=stage.outcomes[row["outcome"]],
            direction=row["direction"],
            statement=row["statement"],
            indicator=Indicator.objects.filter(code=row.get("indicator", "")).first(),
            order=order,
        )
        begin(objective, by=SYSTEM, at=at)


def _levels(stage: Stage, facts: dict[str, Any], at: datetime) -> None:
    for row in facts["level"]:
        for order, name in enumerate(row["names"]):
            level = LevelOfNeed(
                partnership=stage.partnership,
                scheme=row["scheme"],
                name=name,
                order=order,
                until_day=row.get("until"),
            )
            begin(level, by=SYSTEM, at=at)


def _board_roles(stage: Stage, facts: dict[str, Any], at: datetime) -> None:
    for order, text in enumerate(facts["board"]["roles"]):
        role = BoardRole(partnership=stage.partnership, text=text, order=order)
        begin(role, by=SYSTEM, at=at)


def _history(stage: Stage, facts: dict[str, Any], at: datetime) -> None:
    for row in facts["milestone"]:
        milestone = Milestone(
            partnership=stage.partnership,
            happened_on=row["on"],
            shown=row["shown"],
            text=row["text"],
        )
        begin(milestone, by=SYSTEM, at=at)


def _kpi(stage: Stage, row: dict[str, Any], at: datetime) -> None:
    outcome = stage.outcomes[row["outcome"]]
    kpi = Kpi(
        partnership=stage.partnership,
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        national_code=row.get("national", ""),
        outcome=outcome,
        objective=outcome.objectives.filter(statement=row.get("objective", "")).first(),
    )
    stage.kpis[row["code"]] = begin(kpi, by=SYSTEM, at=at)
    version = KpiVersion(
        kpi=kpi,
        number=1,
        from_quarter=str(FIRST_QUARTER),
        numerator_definition=row["numerator"],
        denominator_definition=row.get("denominator", ""),
        cohort_rule=row.get("cohort", ""),
        unit=row["unit"],
        polarity=row["polarity"],
        roll_up=row["roll_up"],
        frequency=row.get("frequency", Frequency.QUARTER),
        breakdown=_breakdown(stage, row, at) if "groups" in row else None,
        suppression="standard" if row.get("people", True) else "none",
        decimals=0 if row["unit"] == "count" else 1,
        source=row["source"],
    )
    begin(version, by=SYSTEM, at=at)


def _breakdown(stage: Stage, row: dict[str, Any], at: datetime) -> Breakdown:
    """The groups a KPI is broken down by: `by` names them in its paper, `groups` lists them."""
    breakdown = Breakdown(partnership=stage.partnership, name=row["by"])
    return record_breakdown(breakdown, row["groups"], by=SYSTEM, at=at)
