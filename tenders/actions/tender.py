"""Drafting a tender and putting it together."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import Partnership, User
from tenders.law import Route
from tenders.lifecycles.regime import law_allows_this_route
from tenders.models import (
    Assurance,
    Challenge,
    Criterion,
    Lot,
    PanelMember,
    RegimeChoice,
    Tender,
)
from workflow.calendar import london_date
from workflow.door import amend, begin
from workflow.lifecycle import Deed, Refused
from workflow.locking import locked

#: The price's share of the weights suggested for a new tender, in per cent.
PRICE_WEIGHT = 30
SOCIAL_VALUE_WEIGHT = 10
#: At most this many KPIs become criteria by themselves; more are a choice of the commissioner.
MOST_SUGGESTED = 4


def draft_tender(choice: RegimeChoice, *, by: User, at: datetime, **fields: Any) -> Tender:
    """Draft a tender from an approved worksheet, with criteria suggested from its specification.

    `fields` are the tender's title, description and dates. Raises Refused when the worksheet is
    not approved, has a tender already, the law keeps its route shut, or the dates do not hold.
    """
    if shut := law_allows_this_route(choice, Deed(by=by, at=at)):
        raise Refused(*shut)
    finding = choice.finding()
    with transaction.atomic():
        tender = Tender(
            partnership=choice.partnership,
            reference=_next_reference(choice.partnership, at),
            specification=choice.specification,
            regime_choice=choice,
            regime=finding.regime,
            route=Route(finding.route),
            rules_as_at=choice.as_at,
            **fields,
        )
        begin(tender, by=by, at=at)
        _refuse_faults(tender, at)
        for criterion in suggested_criteria(tender):
            begin(criterion, by=by, at=at)
    return tender


def change_timetable(tender: Tender, *, by: User, at: datetime, **dates: Any) -> Tender:
    """Change the dates of a draft. Raises Refused when the dates do not hold."""
    with transaction.atomic():
        amended = amend(tender, by=by, at=at, **dates)
        _refuse_faults(amended, at)
    return amended


def _refuse_faults(tender: Tender, at: datetime) -> None:
    """Dates in the wrong order are put right at once, not on the day of publishing."""
    if faults := list(tender.timetable_faults(at)):
        raise Refused(*faults)


def _next_reference(partnership: Partnership, at: datetime) -> str:
    """The partnership's next number, such as CUMBRIA-2026-003; its row is locked meanwhile."""
    locked(partnership)
    head = f"{partnership.slug.upper()[:24]}-{london_date(at):%Y}-"
    known = partnership.tenders.filter(reference__startswith=head)
    taken = [
        int(tail)
        for tail in (ref[len(head) :] for ref in known.values_list("reference", flat=True))
        if tail.isdigit()
    ]
    return f"{head}{max(taken, default=0) + 1:03d}"


def suggested_criteria(tender: Tender) -> list[Criterion]:
    """Criteria to begin with: the specification's KPIs (or clauses), social value and price."""
    quality = 100 - PRICE_WEIGHT - SOCIAL_VALUE_WEIGHT
    sources = _sources(tender)
    made = [
        Criterion(tender=tender, kind=Criterion.Kind.QUALITY, weight=weight, **source)
        for source, weight in zip(sources, _shares(quality, len(sources)), strict=True)
    ]
    made.append(
        Criterion(
            tender=tender,
            kind=Criterion.Kind.SOCIAL_VALUE,
            name="Social value",
            weight=SOCIAL_VALUE_WEIGHT,
            description="What the bid adds to the well-being of the area, and how it is measured.",
        )
    )
    price = PRICE_WEIGHT if sources else PRICE_WEIGHT + quality
    made.append(
        Criterion(
            tender=tender,
            kind=Criterion.Kind.PRICE,
            name="Price",
            weight=price,
            description="The lowest price earns the whole weight, others in proportion to it.",
        )
    )
    return made


def _sources(tender: Tender) -> list[dict[str, Any]]:
    spec = tender.specification
    measured = spec.kpis.select_related("kpi", "clause")[:MOST_SUGGESTED]
    if measured:
        return [
            {
                "name": line.kpi.name,
                "kpi": line.kpi,
                "clause": line.clause,
                "description": f"How the bid will reach the target for {line.kpi.name.lower()}.",
            }
            for line in measured
        ]
    return [
        {
            "name": clause.heading,
            "clause": clause,
            "description": f"How the bid meets clause {clause.number}.",
        }
        for clause in spec.clauses.all()[:MOST_SUGGESTED]
    ]


def _shares(whole: int, parts: int) -> list[int]:
    """A whole number shared out in whole numbers: 60 over 4 is 15 each, the first takes the rest."""
    if not parts:
        return []
    each = whole // parts
    return [each + whole - each * parts, *[each] * (parts - 1)]


def record_gate(
    tender: Tender,
    code: str,
    *,
    by: User,
    at: datetime,
    statement: str,
    on_day: date,
    reference: str = "",
    reasons_instead: bool = False,
) -> Assurance:
    """Record what answers one gate, or put right what was recorded. Raises Refused."""
    if on_day > london_date(at):
        raise Refused("The day lies in the future. Record it when it has come.")
    given: dict[str, Any] = {
        "statement": statement,
        "on_day": on_day,
        "reference": reference,
        "reasons_instead": reasons_instead,
        "recorded_by": by,
    }
    known = tender.assurances.filter(code=code).first()
    if known is not None:
        return amend(known, by=by, at=at, **given)
    return begin(Assurance(tender=tender, code=code, **given), by=by, at=at)


def add_criterion(tender: Tender, *, by: User, at: datetime, **fields: Any) -> Criterion:
    """Add an award criterion while the tender is a draft."""
    return begin(Criterion(tender=tender, **fields), by=by, at=at)


def add_lot(tender: Tender, *, by: User, at: datetime, **fields: Any) -> Lot:
    """Add a lot while the tender is a draft."""
    return begin(Lot(tender=tender, **fields), by=by, at=at)


def name_to_panel(tender: Tender, person: User, *, by: User, at: datetime) -> PanelMember:
    """Name an evaluator to the panel, until the evaluation begins."""
    return begin(PanelMember(tender=tender, person=person), by=by, at=at)


def declare_interests(
    seat: PanelMember, *, by: User, at: datetime, declaration: str, barred: bool
) -> PanelMember:
    """A panel member declares their interests, and whether one bars them from scoring."""
    return amend(seat, by=by, at=at, declaration=declaration, barred=barred, declared_at=at)


def record_challenge(tender: Tender, *, by: User, at: datetime, **fields: Any) -> Challenge:
    """Record a challenge to the award: it holds the award until it is closed."""
    if fields["received_on"] > london_date(at):
        raise Refused("The day it was received lies in the future.")
    return begin(Challenge(tender=tender, **fields), by=by, at=at)


def close_challenge(
    challenge: Challenge, *, by: User, at: datetime, closed_on: date, outcome: str
) -> Challenge:
    """Close a challenge with its outcome."""
    if challenge.closed_on is not None:
        raise Refused("This challenge is closed already.")
    if not challenge.received_on <= closed_on <= london_date(at):
        raise Refused("The day it was closed lies between the day it came and today.")
    return amend(challenge, by=by, at=at, closed_on=closed_on, outcome=outcome)
