"""Procurements, driven through their real steps by different people on their own days."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import Organisation, Partnership, User
from accounts.roles import Role
from commissioning.models import Specification
from tenders import law
from tenders.actions.bid import sealed_price
from tenders.actions.evaluation import declare_to_moderate
from tenders.lifecycles.gate_facts import FACTS
from tenders.models import (
    Assurance,
    Bid,
    BidDocument,
    Criterion,
    Lot,
    Moderation,
    PanelMember,
    RegimeChoice,
    Score,
    Tender,
)
from tenders.models.bid import fingerprint_of, salt_of
from tests.factories.commissioning import approver_of, commissioner_of, specification
from tests.factories.people import AT, person, provider
from workflow.calendar import decision_day, london_date, london_time
from workflow.door import amend, begin, take
from workflow.files import keep
from workflow.lifecycle import SYSTEM
from workflow.sealing import seal

#: The states a tender can be asked for in, in their order.
STATES = (
    "drafting",
    "published",
    "closed",
    "opened",
    "evaluating",
    "recommended",
    "decided",
    "standstill",
    "awarded",
)
STATEMENT = "Recorded on the file, with the assessment attached."
_numbers = itertools.count(1)


def evaluators_of(trust: Partnership) -> list[User]:
    """Two evaluators of the partnership; made when there are none."""
    held = trust.memberships.filter(role=Role.EVALUATOR).order_by("pk").select_related("person")
    people = [membership.person for membership in held[:2]]
    return people + [person(Role.EVALUATOR, trust) for _ in range(2 - len(people))]


def certifier_of(organisation: Organisation) -> User:
    """The provider's first certifier; made when there is none."""
    held = organisation.memberships.filter(role=Role.CERTIFIER).select_related("person").first()
    return held.person if held else person(Role.CERTIFIER, organisation)


def regime_choice(
    trust: Partnership, spec: Specification | None = None, state: str = "approved", **fields: Any
) -> RegimeChoice:
    """A worksheet of £4m light-touch services, a tenth of it health; 'proposed' or 'approved'."""
    at = fields.pop("at", AT)
    given = {
        "cpv": "85311300",
        "health_value": Decimal(400_000),
        "other_value": Decimal(3_600_000),
        "separable": False,
        "reason": "Families meet one team; splitting the nursing from it would harm them.",
        "as_at": london_date(at),
        **fields,
    }
    author = commissioner_of(trust)
    spec = spec or specification(trust, at=at)
    made = RegimeChoice(partnership=trust, specification=spec, proposed_by=author, **given)
    begin(made, by=author, at=at)
    return made if state == "proposed" else take(made, "approve", by=approver_of(trust), at=at)


def draft(trust: Partnership, *, at: datetime = AT, **fields: Any) -> Tender:
    """A tender just drafted: a timetable, no criteria, no panel, nothing recorded."""
    number = next(_numbers)
    choice = fields.pop("regime_choice", None) or regime_choice(trust, at=at)
    today = london_date(at)
    deadline = london_time(today + timedelta(days=31), 12)
    decision = decision_day(today + timedelta(days=66))
    given = {
        "reference": f"{trust.slug.upper()}-T{number:03d}",
        "title": choice.specification.title,
        "description": "Help for families before difficulties grow, in every area.",
        "publish_on": today + timedelta(days=1),
        "questions_until": deadline - timedelta(days=8),
        "deadline": deadline,
        "decision_on": decision,
        "start_on": decision + timedelta(days=75),
        "end_on": decision + timedelta(days=75 + 3 * 365),
        "extension_months": 24,
        **fields,
    }
    made = Tender(
        partnership=trust,
        specification=choice.specification,
        regime_choice=choice,
        regime=choice.finding().regime,
        route=choice.finding().route,
        rules_as_at=choice.as_at,
        **given,
    )
    return begin(made, by=commissioner_of(trust), at=at)


def criteria(tender: Tender, *, at: datetime = AT) -> list[Criterion]:
    """Two of quality, one of social value and the price: 100%."""
    clause = tender.specification.clauses.first()
    measured = tender.specification.kpis.first()
    rows: list[tuple[str, str, int, dict[str, Any]]] = [
        ("Reach", "quality", 30, {"clause": clause}),
        ("Outcomes", "quality", 25, {"kpi": measured.kpi if measured else None}),
        ("Local jobs", "social_value", 15, {}),
        ("Price", "price", 30, {}),
    ]
    author = commissioner_of(tender.partnership)
    return [
        begin(
            Criterion(
                tender=tender, name=name, kind=kind, weight=weight, description="Show how.", **more
            ),
            by=author,
            at=at,
        )
        for name, kind, weight, more in rows
    ]


def record(tender: Tender, code: str, *, at: datetime = AT, **fields: Any) -> Assurance:
    """What a commissioner records for one gate."""
    author = commissioner_of(tender.partnership)
    given = {"statement": STATEMENT, "on_day": london_date(at), **fields}
    return begin(Assurance(tender=tender, code=code, recorded_by=author, **given), by=author, at=at)


def record_gates(tender: Tender, before: str, *, at: datetime = AT) -> None:
    """Record every gate before a step that a person has to record, and is not recorded yet."""
    wanted = law.gates(before, route=law.Route(tender.route), on=tender.rules_as_at)
    known = set(tender.assurances.values_list("code", flat=True))
    for gate in wanted:
        if gate.code in known or gate.code in FACTS:
            continue
        more: dict[str, Any] = {}
        if gate.code == "key_decision_notice":
            more["on_day"] = tender.decision_on - timedelta(days=35)
        if gate.code == "tender_notice":
            more["reference"] = f"2026/S 000-{10000 + tender.pk}"
        record(tender, gate.code, at=at, **more)


def panel(tender: Tender, *, at: datetime = AT, declared: bool = True) -> list[PanelMember]:
    """Two evaluators who have declared that they have no interests; so has who moderates."""
    author, made = commissioner_of(tender.partnership), []
    if declared:
        declare_to_moderate(tender, by=author, at=at, declaration="None.", barred=False)
    for member in evaluators_of(tender.partnership):
        seat = begin(PanelMember(tender=tender, person=member), by=author, at=at)
        if declared:
            seat = amend(seat, by=member, at=at, declaration="None.", declared_at=at)
        made.append(seat)
    return made


def bid(
    tender: Tender,
    organisation: Organisation | None = None,
    *,
    at: datetime,
    price: Decimal = Decimal(3_800_000),
    submit: bool = True,
) -> Bid:
    """A bid with one document and a price, sealed; submitted unless `submit` is false."""
    bidder = organisation or provider(f"Bidder {next(_numbers)}")
    certifier = certifier_of(bidder)
    sealed = sealed_price(price)
    made = Bid(
        tender=tender,
        provider=bidder,
        sealed_price=sealed,
        price_sha256=hashlib.sha256(sealed).hexdigest(),
    )
    begin(made, by=certifier, at=at)
    document(made, at=at)
    return take(made, "submit", by=certifier, at=at) if submit else made


def document(made: Bid, *, at: datetime, clear: bytes = b"") -> BidDocument:
    """One sealed document of a bid."""
    clear = clear or f"How {made.provider} will do it.".encode()
    certifier = certifier_of(made.provider)
    stored = keep(
        seal(clear),
        name="response.txt",
        content_type="text/plain",
        by=certifier,
        at=at,
        sealed=True,
        tenant=made.tenant,
    )
    row = BidDocument(
        bid=made,
        title="response.txt",
        content_type="text/plain",
        size=len(clear),
        fingerprint=fingerprint_of(clear, salt_of(stored)),
        sealed_file=stored,
    )
    return begin(row, by=certifier, at=at)


def score_all(tender: Tender, *, at: datetime) -> None:
    """Every panel member gives every mark: 4 to the first bid, 3 to the others."""
    for place, made in enumerate(tender.assessed_bids().order_by("pk")):
        for criterion in tender.criteria.exclude(kind="price"):
            for seat in tender.panel.all():
                mark = Score(
                    bid=made,
                    criterion=criterion,
                    person=seat.person,
                    mark=3 if place else 4,
                    reasons="It says how, with evidence.",
                )
                begin(mark, by=seat.person, at=at)


def moderate_all(tender: Tender, *, at: datetime) -> None:
    """The panel's agreed marks: 4 to the first bid, 3 to the others."""
    author = commissioner_of(tender.partnership)
    for place, made in enumerate(tender.assessed_bids().order_by("pk")):
        for criterion in tender.criteria.exclude(kind="price"):
            agreed = Moderation(
                bid=made, criterion=criterion, mark=3 if place else 4, reasons="Agreed by all."
            )
            begin(agreed, by=author, at=at)


def tender(
    trust: Partnership,
    state: str = "drafting",
    *,
    at: datetime = AT,
    bidders: list[Organisation] | None = None,
    standstill: bool = True,
    **fields: Any,
) -> Tender:
    """A tender in the state asked for, with two bids once it is open, every step really taken.

    `at` is the moment it is drafted; later steps are taken on later days, see `moment_after`.
    `fields` are those of the tender, and `regime_choice`.
    """
    made = draft(trust, at=at, **fields)
    criteria(made, at=at)
    begin(Lot(tender=made, number=1, title="The whole service"), by=commissioner_of(trust), at=at)
    panel(made, at=at)
    record_gates(made, "publish", at=at)
    for wanted in STATES[1 : STATES.index(state) + 1]:
        made = _WAYS[wanted](made, bidders, standstill)
    return made


def moment_after(made: Tender) -> datetime:
    """A moment at which the next step of the usual way may be taken, in office hours."""
    return {
        "drafting": lambda: london_time(made.publish_on, 9),
        "published": lambda: made.deadline + timedelta(minutes=1),
        "closed": lambda: made.deadline + timedelta(days=1),
        "opened": lambda: made.deadline + timedelta(days=2),
        "evaluating": lambda: made.deadline + timedelta(days=14),
        "recommended": lambda: london_time(made.decision_on, 14),
        "decided": lambda: london_time(_effective(made), 10),
        "standstill": lambda: london_time(_standstill_over(made), 10),
        "awarded": lambda: london_time(_standstill_over(made) + timedelta(days=1), 10),
    }[made.state]()


def _published(made: Tender, bidders: list[Organisation] | None, _: bool) -> Tender:
    at = moment_after(made)
    made = take(made, "publish", by=commissioner_of(made.partnership), at=at)
    for place, bidder in enumerate(bidders or [None, None]):
        bid(made, bidder, at=at + timedelta(days=20), price=Decimal(3_800_000 - 100_000 * place))
    return made


def _closed(made: Tender, *_: Any) -> Tender:
    return take(made, "close", by=SYSTEM, at=moment_after(made))


def _opened(made: Tender, *_: Any) -> Tender:
    return take(made, "open_bids", by=commissioner_of(made.partnership), at=moment_after(made))


def _evaluating(made: Tender, *_: Any) -> Tender:
    at = moment_after(made)
    return take(made, "start_evaluation", by=commissioner_of(made.partnership), at=at)


def _recommended(made: Tender, *_: Any) -> Tender:
    at = moment_after(made)
    score_all(made, at=at)
    moderate_all(made, at=at)
    best = made.ranking()[0].bid
    by = commissioner_of(made.partnership)
    return take(made, "recommend", by=by, at=at, bid=best, reasons="The highest total.")


def _decided(made: Tender, *_: Any) -> Tender:
    record_gates(made, "decide", at=moment_after(made) - timedelta(days=1))
    return take(made, "decide", by=approver_of(made.partnership), at=moment_after(made))


def _standstill(made: Tender, _: Any, standstill: bool) -> Tender:
    at, by = moment_after(made), commissioner_of(made.partnership)
    made = take(made, "send_summaries", by=by, at=at)
    return take(
        made,
        "publish_award_notice",
        by=by,
        at=at + timedelta(hours=2),
        number=f"2027/S 000-{20000 + made.pk}",
        published_on=london_date(at),
        standstill=standstill,
    )


def _awarded(made: Tender, *_: Any) -> Tender:
    return take(made, "award", by=commissioner_of(made.partnership), at=moment_after(made))


def _effective(made: Tender) -> date:
    if made.effective_on is None:
        raise ValueError("The award is not decided.")
    return made.effective_on


def _standstill_over(made: Tender) -> date:
    ends = made.standstill_ends or made.award_notice_on
    if ends is None:
        raise ValueError("There is no award notice.")
    return ends + timedelta(days=1)


_WAYS: dict[str, Callable[..., Tender]] = {
    "published": _published,
    "closed": _closed,
    "opened": _opened,
    "evaluating": _evaluating,
    "recommended": _recommended,
    "decided": _decided,
    "standstill": _standstill,
    "awarded": _awarded,
}
