"""Reading bids and marks: nothing before the opening, own marks only before moderation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from accounts.gate import Visit
from accounts.models import User
from accounts.roles import Role
from tenders.lifecycles import bid_states
from tenders.lifecycles import tender_states as states
from tenders.models import (
    Bid,
    Criterion,
    Moderation,
    ModeratorDeclaration,
    PanelMember,
    Score,
    Tender,
)
from tenders.models.evaluation import declared_unbarred
from tenders.ranking import Line


@dataclass(frozen=True)
class Seat:
    """A panel member with what they still have to do."""

    member: PanelMember
    given: int
    wanted: int

    @property
    def left(self) -> int:
        """How many marks they still have to give."""
        return self.wanted - self.given


@dataclass(frozen=True)
class MarkedCriterion:
    """One criterion of one bid: the panel's marks side by side and the agreed one."""

    criterion: Criterion
    scores: tuple[Score | None, ...]
    moderation: Moderation | None


def bids_in(tender: Tender) -> int | None:
    """How many bids were submitted and not withdrawn; None until nobody can bid any more."""
    if tender.state not in states.CLOSED_TO_BIDS:
        return None
    return tender.bids.filter(state__in=sorted(bid_states.SEALED | bid_states.READABLE)).count()


def opened_bids(tender: Tender) -> list[Bid]:
    """The bids the partnership may read, with who submitted them."""
    readable = tender.bids.filter(state__in=sorted(bid_states.READABLE))
    return list(readable.select_related("provider").prefetch_related("documents"))


@dataclass(frozen=True)
class BidLine:
    """An opened bid in the list: how many own marks are left, how many are moderated."""

    bid: Bid
    assessed: bool
    own_left: int
    moderated: int
    wanted: int


def bids_with_marks(tender: Tender, person: User) -> list[BidLine]:
    """The opened bids with how far their marking is."""
    wanted = len(scored_criteria(tender))
    readable = tender.bids.filter(state__in=sorted(bid_states.READABLE)).annotate(
        own=Count("scores", filter=Q(scores__person=person), distinct=True),
        moderated=Count("moderations", distinct=True),
    )
    return [
        BidLine(bid, bid.state in bid_states.ASSESSED, wanted - bid.own, bid.moderated, wanted)
        for bid in readable.select_related("provider")
    ]


def scored_criteria(tender: Tender) -> list[Criterion]:
    """The criteria the panel scores: all but the price."""
    return [c for c in tender.criteria.select_related("clause", "kpi") if not c.is_price]


def seat_of(tender: Tender, person: User) -> PanelMember | None:
    """The person's seat on the panel, if they have one."""
    return tender.panel.filter(person=person).select_related("person").first()


def may_score(tender: Tender, seat: PanelMember | None) -> bool:
    """Whether this panel member gives marks now."""
    if seat is None or not seat.has_declared or seat.barred:
        return False
    return tender.state in states.SCORING


def seats(tender: Tender) -> list[Seat]:
    """The panel with the marks each has given, of those wanted."""
    bids = tender.assessed_bids().values_list("pk", flat=True)
    wanted = len(bids) * len(scored_criteria(tender))
    given: dict[int, int] = {}
    for person_id in Score.objects.filter(bid__in=bids).values_list("person_id", flat=True):
        given[person_id] = given.get(person_id, 0) + 1
    members = tender.panel.select_related("person")
    return [Seat(m, given.get(m.person_id, 0), 0 if m.barred else wanted) for m in members]


def may_see_prices(tender: Tender, visit: Visit) -> bool:
    """Price is for commissioners and approvers, once every mark is given and moderated."""
    if tender.is_sealed or not visit.holds(Role.COMMISSIONER, Role.APPROVER):
        return False
    return tender.state not in states.BEING_ASSESSED or not tender.evaluation_gaps()


def declarations(tender: Tender) -> list[ModeratorDeclaration]:
    """What those who moderate declared."""
    return list(tender.moderators.select_related("person"))


def own_declaration(tender: Tender, person: User) -> dict[str, Any]:
    """What a moderator declared, as its form shows it."""
    own = tender.moderators.filter(person=person).first()
    return {"declaration": own.declaration, "barred": own.barred} if own else {}


def may_moderate(tender: Tender, visit: Visit) -> bool:
    """Whether the visitor declared what a moderator declares, and is not barred."""
    return visit.holds(Role.COMMISSIONER) and declared_unbarred(tender, visit.user)


def may_declare_to_moderate(tender: Tender, visit: Visit) -> bool:
    """Whether the visitor can declare, or change what they declared, now."""
    return visit.holds(Role.COMMISSIONER) and tender.state in states.MODERATORS_DECLARE


def ranking(tender: Tender, visit: Visit) -> list[Line]:
    """The ranking, for whoever may see prices, once every mark is moderated."""
    if tender.state not in states.RANKED or not may_see_prices(tender, visit):
        return []
    return [] if tender.evaluation_gaps() else tender.ranking()


def ranked_for(tender: Tender, visit: Visit) -> dict[str, Any]:
    """The ranking and how each price was scored, as its page shows them."""
    lines = ranking(tender, visit)
    return {
        "ranking": lines,
        "price_sums": [said for line in lines for said in _sums(line)],
        "unranked": unranked(tender, visit),
    }


def unranked(tender: Tender, visit: Visit) -> list[str]:
    """What is missing before there is a ranking, for whoever would read it."""
    if tender.state not in states.RANKED or not visit.holds(Role.COMMISSIONER, Role.APPROVER):
        return []
    return tender.evaluation_gaps()


def _sums(line: Line) -> list[str]:
    """The sum behind the points for the price."""
    return [
        f"{line.bid.provider}: {words} {points} of {criterion.weight} points."
        for criterion, points, words in line.points
        if criterion.is_price
    ]


def own_scores(bid: Bid, person: User) -> dict[int, Score]:
    """A panel member's own marks of a bid, by criterion."""
    return {score.criterion_id: score for score in bid.scores.filter(person=person)}


def marks(bid: Bid) -> tuple[list[PanelMember], list[MarkedCriterion]]:
    """Every mark of a bid side by side: the panel, and a row per criterion."""
    panel = list(bid.tender.panel.filter(barred=False).select_related("person"))
    given = {(s.criterion_id, s.person_id): s for s in bid.scores.all()}
    agreed = {m.criterion_id: m for m in bid.moderations.all()}
    rows = [
        MarkedCriterion(c, tuple(given.get((c.pk, p.person_id)) for p in panel), agreed.get(c.pk))
        for c in scored_criteria(bid.tender)
    ]
    return panel, rows


def challengers(tender: Tender) -> list[tuple[int, str]]:
    """The providers that can challenge the award: those whose bid was opened."""
    return [(bid.provider_id, str(bid.provider)) for bid in opened_bids(tender)]


def summary_of(bid: Bid) -> dict[str, Any] | None:
    """What the bidder was sent, once it was."""
    found = getattr(bid, "summary", None)
    return found.contents if found else None
