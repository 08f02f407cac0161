"""Agreements and variations, driven through their real steps."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import Organisation, Partnership
from commissioning.models import Area, Kpi, Meeting
from commissioning.quarters import Quarter
from contracts.actions import agreements as verbs
from contracts.actions import reviews, variations
from contracts.actions.schedule import add_kpi
from contracts.models import Agreement, Review, ScheduledKpi, Variation
from tenders import law
from tenders.models import Award
from tests.factories import commissioning, people
from tests.factories.commissioning import approver_of, commissioner_of
from tests.factories.people import AT
from tests.factories.tenders import moment_after, record_gates
from tests.factories.tenders import tender as tender_in
from workflow.calendar import end_of_day, london_date, london_time
from workflow.door import take

_numbers = itertools.count(1)

#: Every state an agreement can be asked for in.
STATES = ("drafted", "signed", "in_force", "suspended", "ended")
START = date(2025, 4, 1)
END = date(2029, 3, 31)


def agreement(
    trust: Partnership,
    state: str = "in_force",
    provider: Organisation | None = None,
    *,
    areas: Sequence[Area] | None = None,
    kpis: Sequence[Kpi] | None = None,
    **fields: Any,
) -> Agreement:
    """A registered light-touch contract with two areas and two KPIs, in the state asked for.

    `fields` are those of the agreement; a KPI has target 80, tolerance 5 and baseline 70.
    """
    number = next(_numbers)
    start = fields.get("start_on", START)
    given: dict[str, Any] = {
        "kind": Agreement.Kind.CONTRACT,
        "provider": provider or _provider(trust, fields.get("kind", ""), number),
        "title": f"Early Help {number}",
        "service": fields.get("service") or commissioning.service(trust),
        "regime": law.Regime.PA.value,
        "route": law.Route.LIGHT_TOUCH.value,
        "regime_note": "Light touch, awarded before this register was begun.",
        "value_awarded": Decimal(1_200_000),
        "start_on": start,
        "end_on": max(END, start + timedelta(days=365)),
        **fields,
    }
    by, drafted_at = commissioner_of(trust), london_time(start - timedelta(days=60), 10)
    chosen = areas or [commissioning.area(trust, name) for name in ("Eden", "Carlisle")]
    made = verbs.register(trust, areas=chosen, by=by, at=drafted_at, **given)
    for kpi in kpis if kpis is not None else [commissioning.kpi(trust) for _ in range(2)]:
        schedule(made, kpi)
    return moved(made, state)


def _provider(trust: Partnership, kind: str, number: int) -> Organisation:
    """A provider of its own, or for an in-house service the lead council."""
    if kind == Agreement.Kind.IN_HOUSE:
        return trust.members.get(part="lead").organisation
    return people.provider(f"Provider {number}")


def schedule(made: Agreement, kpi: Kpi | None = None, **fields: Any) -> ScheduledKpi:
    """One KPI on the schedule of a drafted agreement, with its first terms."""
    trust = made.partnership
    at = london_time(made.start_on - timedelta(days=60), 11)
    given = {"target": Decimal(80), "tolerance": Decimal(5), "baseline": Decimal(70), **fields}
    chosen = kpi or commissioning.kpi(trust)
    return add_kpi(made, chosen, by=commissioner_of(trust), at=at, **given)


def moved(made: Agreement, state: str) -> Agreement:
    """Take the steps that lead to a state, each on its day."""
    by = commissioner_of(made.partnership)
    if state == "drafted":
        return made
    signed_on = made.start_on - timedelta(days=30)
    made = take(made, "sign", by=by, at=london_time(signed_on, 12), signed_on=signed_on)
    if state == "signed":
        return made
    made = take(made, "bring_into_force", by=by, at=london_time(made.start_on, 9))
    if state == "suspended":
        at = london_time(made.start_on + timedelta(days=40), 9)
        boss = approver_of(made.partnership)
        return take(made, "suspend", by=boss, at=at, reasons="The building is closed.")
    if state == "ended":
        return take(made, "expire", by=by, at=end_of_day(made.end_on) + timedelta(hours=9))
    return made


def award(trust: Partnership, **fields: Any) -> Award:
    """The award of a tender taken through every step; its gates before signing are recorded."""
    made = tender_in(trust, "awarded", **fields)
    return Award.objects.select_related("tender", "bid").get(tender=made)


def drafted_from_award(trust: Partnership, **fields: Any) -> Agreement:
    """The contract drafted from an award on the day after it."""
    made = fields.pop("award", None) or award(trust)
    at = moment_after(made.tender)
    areas = [commissioning.area(trust, name) for name in ("Eden", "Carlisle")]
    return verbs.draft_from_award(made, areas=areas, by=commissioner_of(trust), at=at, **fields)


def ready_to_sign(made: Agreement) -> datetime:
    """Record what the tender's gates before signing still need; the moment it can be signed."""
    if made.award is None:
        return london_time(made.start_on - timedelta(days=30), 12)
    at = moment_after(made.award.tender)
    record_gates(made.award.tender, "sign", at=at)
    return at + timedelta(hours=1)


def meeting(trust: Partnership, day: date) -> Meeting:
    """The Board's meeting on that day; made when there is none."""
    known = Meeting.objects.filter(partnership=trust, held_on=day).first()
    return known or commissioning.meeting(trust, day)


def variation(
    made: Agreement, state: str = "proposed", *, at: datetime = AT, **fields: Any
) -> Variation:
    """A variation of £60,000 and one KPI's target, in the state asked for.

    The Board met on the day of `at` and advised in favour; it takes effect on the day after
    unless `effective_on` says else. `kpi_change=False` leaves the KPIs alone; `position` is the
    Board's advice, "" for none.
    """
    trust, today = made.partnership, london_date(at)
    by = commissioner_of(trust)
    kpi_change, position = fields.pop("kpi_change", True), fields.pop("position", "for")
    given: dict[str, Any] = {
        "title": "More family hubs",
        "reasons": "Demand has grown in Eden.",
        "value_change": Decimal(60_000),
        "effective_on": today + timedelta(days=1),
        "ground_code": "pa.light_touch",
        "ground_reason": "A light touch contract; provider and overall nature stay.",
        **fields,
    }
    varied = variations.propose(made, by=by, at=at, **given)
    if kpi_change:
        change_kpi(varied, at=at)
    if state == "proposed":
        return varied
    if state == "withdrawn":
        return take(varied, "withdraw", by=by, at=at)
    varied = take(varied, "send_to_board", by=by, at=at, meeting=meeting(trust, today))
    if position:
        varied = variations.record_advice(varied, position, "The Board agreed.", by, at)
    if state == "with_board":
        return varied
    boss = approver_of(trust)
    if state == "refused":
        return take(varied, "refuse", by=boss, at=at, reasons="Too dear.")
    varied = take(varied, "approve", by=boss, at=at, reasons="It meets a need.")
    if state == "approved":
        return varied
    return take(varied, "bring_into_force", by=by, at=london_time(varied.effective_on, 9))


def change_kpi(varied: Variation, at: datetime = AT, **fields: Any) -> None:
    """Raise the target of the agreement's first KPI to 90 from the next quarter."""
    line = fields.pop("scheduled", None) or varied.agreement.kpis.first()
    following = str(Quarter.containing(varied.effective_on).shifted(1))
    given = {"target": Decimal(90), "tolerance": Decimal(5), "from_quarter": following, **fields}
    by = commissioner_of(varied.agreement.partnership)
    variations.change_kpi(varied, line, by=by, at=at, **given)


#: What a review says when nothing else is asked for.
FINDINGS = {
    "compliance": "yes",
    "compliance_words": "Every return came on time.",
    "fitness": "partly",
    "fitness_words": "Families in Eden live far from a hub.",
    "views_of_users": "Parents ask for sessions nearer home.",
    "views_of_provider": "Outreach can begin within three months.",
    "value_for_money": "As tendered.",
    "recommendation": "continue",
    "recommendation_reasons": "It does what it was commissioned for.",
}


def review(made: Agreement, state: str = "due", *, at: datetime = AT, **findings: Any) -> Review:
    """The open review of a binding agreement, due on the day of `at` unless it is sooner.

    States: due, under_way, waiting (with an approver), agreed. `findings` are fields of Review.
    """
    trust, by = made.partnership, commissioner_of(made.partnership)
    found = made.reviews.order_by("-number").first()
    assert found is not None
    if found.due_on > london_date(at):
        near = {"due_on": london_date(at), "reasons": "Brought forward."}
        found = take(found, "move", by=by, at=at, **near)
    if state == "due":
        return found
    found = take(found, "start", by=by, at=at)
    if state == "under_way" and not findings:
        return found
    found = reviews.write(found, by=by, at=at, **{**FINDINGS, **findings})
    if state == "under_way":
        return found
    found = take(found, "send", by=by, at=at)
    if state == "waiting":
        return found
    return take(found, "agree", by=approver_of(trust), at=at)
