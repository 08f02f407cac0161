"""Act two: from a need to an award, on the papers' calendar, each step by the person whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from commissioning.models import (
    Area,
    Clause,
    ConsultationFinding,
    LevelOfNeed,
    Need,
    NeedAnswered,
    Specification,
    SpecificationKpi,
)
from demonstration.acts_place import service_of
from demonstration.stage import Stage
from tenders import law
from tenders.actions import bid, evaluation, question
from tenders.lifecycles.gate_facts import FACTS
from tenders.models import (
    Assurance,
    Criterion,
    Moderation,
    PanelMember,
    RegimeChoice,
    Score,
    Tender,
)
from workflow import calendar
from workflow.door import amend, begin, take
from workflow.lifecycle import SYSTEM

#: What the demonstration records for a gate; `{...}` is filled from the tender.
STATEMENTS = {
    "conflicts_assessed": "Every panel member declared; no conflict that cannot be managed.",
    "engagement": "Two market events held in spring; the engagement notice names both.",
    "lots_considered": "One lot: families are served by one team, which splitting would break up.",
    "timetable_checked": "Time to bid is proportionate for consortia with small charities.",
    "equality_impact": "Assessment done; its main finding, rural access, is in the specification.",
    "data_protection": "Assessment done with the data protection officer; sharing agreement drafted.",
    "social_value": "Considered before the tender; ten per cent of the marks.",
    "tender_notice": "Published on the central digital platform.",
    "exclusions_checked": "No bidder or named sub-contractor is on the debarment list.",
    "conflicts_reviewed": "Reviewed at moderation; nothing has changed.",
    "key_decision_notice": "Entered in the forward plan.",
    "exclusions_rechecked": "Checked again on the day before signature.",
    "conflicts_confirmed": "The conflicts assessment was kept under review and still holds.",
    "kpis_set": "The KPI schedule is part of the contract.",
}


@dataclass(frozen=True)
class TenderDates:
    """When each thing happens in one procurement."""

    drafted: date
    published: date
    questions_until: date
    deadline: date
    decision: date
    start: date


def record_needs(stage: Stage, paper: dict[str, Any], at: datetime) -> dict[str, Need]:
    """The priority needs of the paper, with the published figures behind them."""
    needs = {}
    for row in paper["need"]:
        outcome = stage.outcomes[row["outcome"]]
        objective = outcome.objectives.filter(statement=row.get("objective", "")).first()
        need = Need(
            partnership=stage.partnership,
            title=row["title"],
            statement=row["statement"],
            area=Area.objects.get(code=row["area"]),
            outcome=outcome,
            objective=objective,
            indicator=objective.indicator if objective else None,
            evidence=row.get("evidence", ""),
            priority=row["priority"],
            recorded_at=at,
        )
        needs[row["key"]] = begin(need, by=stage.who("analyst"), at=at)
    return needs


def write_specification(
    stage: Stage, paper: dict[str, Any], needs: dict[str, Need], at: datetime
) -> Specification:
    """The service and the draft of its specification, clause by clause."""
    author = stage.who("commissioner")
    wanted = paper["service"]
    service = service_of(stage, wanted["name"], wanted.get("description", ""), at, author)
    row = paper["specification"]
    spec = Specification(
        partnership=stage.partnership, service=service, title=row["title"], purpose=row["purpose"]
    )
    begin(spec, by=author, at=at)
    for key in row["needs"]:
        begin(NeedAnswered(specification=spec, need=needs[key]), by=author, at=at)
    clauses: dict[str, Clause] = {}
    for line in paper["clause"]:
        clause = _clause(stage, spec, line)
        begin(clause, by=author, at=at)
        clauses |= dict.fromkeys(line["kpis"], clause)
    for line in paper["target"]:
        measured = SpecificationKpi(
            specification=spec,
            clause=clauses.get(line["kpi"]),
            kpi=stage.kpis[line["kpi"]],
            target=Decimal(line["target"]),
            tolerance=Decimal(line["tolerance"]),
            baseline=Decimal(line["baseline"]) if "baseline" in line else None,
        )
        begin(measured, by=author, at=at)
    return spec


def _clause(stage: Stage, spec: Specification, line: dict[str, Any]) -> Clause:
    return Clause(
        specification=spec,
        number=line["number"],
        heading=line["heading"],
        text=line["text"],
        outcome=stage.outcomes[line["outcome"]],
        level=LevelOfNeed.objects.filter(
            partnership=stage.partnership, name=line.get("level", "")
        ).first(),
        finding=ConsultationFinding.objects.filter(
            consultation__partnership=stage.partnership, text=line.get("finding", "")
        ).first(),
    )


def approve_specification(stage: Stage, spec: Specification, at: datetime) -> None:
    """Sent by its author, approved by somebody else."""
    take(spec, "propose", by=stage.who("commissioner"), at=at - timedelta(days=3))
    take(spec, "approve", by=stage.who("approver"), at=at)


def settle_regime(
    stage: Stage, spec: Specification, row: dict[str, Any], at: datetime
) -> RegimeChoice:
    """The worksheet of the legal regime, approved by somebody else, before any drafting.

    Where the paper says so, a first worksheet was wrong and is withdrawn.
    """
    if "withdrawn_first" in row:
        wrong = propose_regime(stage, spec, row | row["withdrawn_first"], at - timedelta(hours=1))
        take(wrong, "withdraw", by=stage.who("commissioner"), at=at)
    choice = propose_regime(stage, spec, row, at)
    return take(choice, "approve", by=stage.who("approver"), at=at + timedelta(days=1))


def propose_regime(
    stage: Stage, spec: Specification, row: dict[str, Any], at: datetime
) -> RegimeChoice:
    """The worksheet, for somebody else to approve."""
    choice = RegimeChoice(
        partnership=stage.partnership,
        specification=spec,
        cpv=row["cpv"],
        health_value=Decimal(row["health_value"]),
        other_value=Decimal(row["other_value"]),
        separable=row["separable"],
        reason=row["reason"],
        as_at=calendar.london_date(at),
        proposed_by=stage.who("commissioner"),
    )
    return begin(choice, by=stage.who("commissioner"), at=at)


def draft_tender(
    stage: Stage,
    spec: Specification,
    choice: RegimeChoice,
    paper: dict[str, Any],
    dates: TenderDates,
    reference: str,
    at: datetime,
) -> Tender:
    """The tender with its timetable and criteria, every gate before publishing recorded."""
    author, row = stage.who("commissioner"), paper["tender"]
    finding = choice.finding()
    end = calendar.term_end(dates.start, 12 * row["term_years"])
    tender = Tender(
        partnership=stage.partnership,
        reference=reference,
        title=row["title"],
        description=row["description"],
        specification=spec,
        regime_choice=choice,
        regime=finding.regime,
        route=finding.route,
        rules_as_at=calendar.london_date(at),
        publish_on=dates.published,
        questions_until=calendar.london_time(dates.questions_until, 17),
        deadline=calendar.london_time(dates.deadline, 12),
        decision_on=dates.decision,
        start_on=dates.start,
        end_on=end,
        extension_months=row["extension_months"],
    )
    begin(tender, by=author, at=at)
    clauses = {c.number: c for c in spec.clauses.all()}
    for line in paper["criterion"]:
        criterion = Criterion(
            tender=tender,
            name=line["name"],
            kind=line["kind"],
            weight=line["weight"],
            description=line["description"],
            clause=clauses.get(line.get("clause", "")),
        )
        begin(criterion, by=author, at=at)
    for key in ("colleague", "evaluator"):
        begin(PanelMember(tender=tender, person=stage.who(key)), by=author, at=at)
    return tender


def pass_gates(stage: Stage, tender: Tender, before: str, at: datetime) -> None:
    """Record what has to be on the record before a step."""
    done = {a.code for a in Assurance.objects.filter(tender=tender)}
    for gate in law.gates(before, route=law.Route(tender.route), on=tender.rules_as_at):
        if gate.code in done or gate.code in FACTS:
            continue
        assurance = Assurance(
            tender=tender,
            code=gate.code,
            statement=STATEMENTS.get(gate.code, "Done and on the file."),
            reference=f"2026/S 000-{tender.pk:06d}" if gate.code == "tender_notice" else "",
            on_day=calendar.london_date(at),
            recorded_by=stage.who("commissioner"),
        )
        begin(assurance, by=stage.who("commissioner"), at=at)


def publish(stage: Stage, tender: Tender, at: datetime, undeclared: str = "") -> None:
    """Published; panel members declare their interests, but for one who has yet to do so."""
    take(tender, "publish", by=stage.who("commissioner"), at=at)
    for seat in PanelMember.objects.filter(tender=tender).select_related("person"):
        if undeclared and seat.person == stage.who(undeclared):
            continue
        amend(seat, by=seat.person, at=at, declaration="None", declared_at=at)
    moderator = stage.who("commissioner")
    evaluation.declare_to_moderate(tender, by=moderator, at=at, declaration="None", barred=False)


def ask_and_answer(stage: Stage, tender: Tender, row: dict[str, Any], at: datetime) -> None:
    """A provider asks; the commissioner answers two days later, to everybody."""
    asker = stage.who(f"{row['provider']}.preparer")
    provider = stage.organisations[row["provider"]]
    asked = question.ask(tender, provider, row["text"], by=asker, at=at)
    if "answer" in row:
        then = at + timedelta(days=2)
        question.answer(asked, row["answer"], by=stage.who("commissioner"), at=then)


def submit_bid(stage: Stage, tender: Tender, row: dict[str, Any], at: datetime) -> None:
    """A provider prepares a bid, sealed as it arrives, and submits it; one may withdraw it again."""
    preparer = stage.who(f"{row['provider']}.preparer")
    certifier = stage.who(f"{row['provider']}.certifier")
    provider = stage.organisations[row["provider"]]
    started = bid.start_bid(tender, provider, by=preparer, at=at)
    bid.seal_price(started, Decimal(row["price"]), by=preparer, at=at)
    text = f"Response of {provider} to {tender.title} (invented)\r\n\r\n"
    text += "\r\n".join(row["reasons"])
    content = text.encode()
    bid.add_document(started, name="Response.txt", content=content, by=preparer, at=at)
    if row.get("unfinished"):
        return
    take(started, "submit", by=certifier, at=at + timedelta(hours=1))
    if row.get("withdrawn"):
        take(started, "withdraw", by=certifier, at=at + timedelta(hours=20))


def evaluate(
    stage: Stage,
    tender: Tender,
    rows: list[dict[str, Any]],
    at: datetime,
    *,
    half_way: bool = False,
) -> None:
    """Every panel member scores and the panel moderates; half way, only the first has scored."""
    seats = list(tender.panel.select_related("person"))[: 1 if half_way else None]
    commissioner = stage.who("commissioner")
    criteria = [c for c in tender.criteria.order_by("pk") if not c.is_price]
    for row in rows:
        made = tender.bids.get(provider=stage.organisations[row["provider"]])
        for criterion, mark, reasons in zip(criteria, row["marks"], row["reasons"], strict=True):
            for seat in seats:
                score = Score(
                    bid=made, criterion=criterion, person=seat.person, mark=mark, reasons=reasons
                )
                begin(score, by=seat.person, at=at)
            if half_way:
                continue
            moderation = Moderation(bid=made, criterion=criterion, mark=mark, reasons=reasons)
            begin(moderation, by=commissioner, at=at + timedelta(days=2))


def recommend(stage: Stage, tender: Tender, at: datetime) -> None:
    """The best bid by the published criteria, with the reasons."""
    best = tender.ranking()[0]
    take(
        tender,
        "recommend",
        by=stage.who("commissioner"),
        at=at,
        bid=best.bid,
        reasons=f"Highest total ({best.total} of 100) by the published criteria.",
    )


def close_by_the_clock(tender: Tender, at: datetime) -> None:
    """The deadline closes a tender, nobody's click."""
    take(tender, "close", by=SYSTEM, at=at)
