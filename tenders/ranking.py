"""Weighted totals of the assessed bids, and what is missing before there can be any."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

TOP_MARK = Decimal(5)


@dataclass(frozen=True)
class Line:
    """One bid's place: points per criterion (out of its weight), total out of 100."""

    bid: Any
    points: tuple[tuple[Any, Decimal, str], ...]
    total: Decimal

    def beside(self, winner: Line) -> dict[str, Any]:
        """What the bidder is sent: each criterion with its points and reasons, and the winner's."""
        theirs = {criterion.pk: (points, reasons) for criterion, points, reasons in winner.points}
        return {
            "total": str(self.total),
            "winner": str(winner.bid.provider),
            "winner_total": str(winner.total),
            "criteria": [
                {
                    "name": criterion.name,
                    "weight": criterion.weight,
                    "points": str(points),
                    "reasons": reasons,
                    "winner_points": str(theirs[criterion.pk][0]),
                    "winner_reasons": theirs[criterion.pk][1],
                }
                for criterion, points, reasons in self.points
            ],
        }


def ranked(tender: Any) -> list[Line]:
    """Every assessed bid with its weighted total, best first; the lower price breaks a tie.

    A quality mark of 0 to 5 earns its share of the weight; the lowest price earns the whole weight
    of the price criterion and others in proportion (lowest / own).
    """
    bids = list(tender.assessed_bids().prefetch_related("moderations"))
    criteria = list(tender.criteria.all())
    lowest = min((b.price for b in bids if b.price), default=None)
    lines = [_line(bid, criteria, lowest) for bid in bids]
    return sorted(lines, key=lambda line: (-line.total, line.bid.price or 0))


def gaps(tender: Any) -> list[str]:
    """Sentences for every mark that is missing."""
    panel = [seat for seat in tender.panel.select_related("person") if not seat.barred]
    criteria = [c for c in tender.criteria.all() if not c.is_price]
    said = []
    for bid in tender.assessed_bids().prefetch_related("moderations", "scores"):
        scored = {(s.criterion_id, s.person_id) for s in bid.scores.all()}
        moderated = {m.criterion_id for m in bid.moderations.all()}
        for seat in panel:
            left = sum((c.pk, seat.person_id) not in scored for c in criteria)
            if left:
                said.append(f"{seat.person} has {left} marks to give for {bid.provider}.")
        left = sum(c.pk not in moderated for c in criteria)
        if left:
            said.append(f"{left} marks of {bid.provider} are to be moderated.")
    if not tender.assessed_bids().exists():
        said.append("No bid is left to recommend. Abandon the tender, saying why.")
    return said


def _line(bid: Any, criteria: list[Any], lowest: Decimal | None) -> Line:
    agreed = {m.criterion_id: m for m in bid.moderations.all()}
    points = tuple(_points(bid, criterion, agreed, lowest) for criterion in criteria)
    return Line(bid, points, sum((p for _, p, _ in points), Decimal(0)))


def _points(
    bid: Any, criterion: Any, agreed: dict[int, Any], lowest: Decimal | None
) -> tuple[Any, Decimal, str]:
    if criterion.is_price:
        share = lowest / bid.price if lowest and bid.price else Decimal(0)
        words = f"Price £{bid.price:,.2f}; the lowest was £{lowest:,.2f}." if lowest else ""
    else:
        moderation = agreed.get(criterion.pk)
        share = Decimal(moderation.mark) / TOP_MARK if moderation else Decimal(0)
        words = moderation.reasons if moderation else ""
    points = (criterion.weight * share).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return criterion, points, words
