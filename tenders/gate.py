"""The one way to a record of this app: whoever has no part in it is told it does not exist."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.gate import Visit
from accounts.roles import Role
from commissioning.models import Specification
from tenders import law
from tenders.lifecycles.tender_states import PUBLIC
from tenders.models import (
    Bid,
    BidDocument,
    Challenge,
    Criterion,
    Lot,
    PanelMember,
    Question,
    RegimeChoice,
    Tender,
)
from tenders.models.evaluation import declared_unbarred


def tenders(visit: Visit) -> QuerySet[Tender]:
    """Every tender of the visitor's partnership."""
    whole = Tender.objects.filter(partnership=visit.trust)
    return whole.select_related("partnership", "specification", "regime_choice", "recommended_by")


def tender(visit: Visit, pk: int) -> Tender:
    """A tender of the visitor's partnership, or 404."""
    return get_object_or_404(tenders(visit), pk=pk)


def regimes(visit: Visit) -> QuerySet[RegimeChoice]:
    """Every worksheet of the visitor's partnership."""
    whole = RegimeChoice.objects.filter(partnership=visit.trust)
    return whole.select_related(
        "partnership", "specification", "proposed_by", "approved_by", "tender"
    )


def regime(visit: Visit, pk: int) -> RegimeChoice:
    """A worksheet of the visitor's partnership, or 404."""
    return get_object_or_404(regimes(visit), pk=pk)


def specification(visit: Visit, pk: int) -> Specification:
    """A specification of the visitor's partnership, or 404."""
    return get_object_or_404(Specification, partnership=visit.trust, pk=pk)


def law_gate(tender: Tender, code: str) -> law.Gate:
    """A gate of law or policy that stands on the tender's route, or 404."""
    try:
        return law.gate(code, route=law.Route(tender.route), on=tender.rules_as_at)
    except law.LawUnknown:
        raise Http404("No such gate on this route.") from None


def opened_bid(visit: Visit, tender_pk: int, pk: int) -> Bid:
    """A bid the partnership may read: opened, and never before. Sealed ones do not exist here."""
    parent = tender(visit, tender_pk)
    found: Bid = get_object_or_404(parent.bids.select_related("provider"), pk=pk)
    if not found.is_readable:
        raise Http404("This bid is sealed.")
    if not _free_to_read(visit, parent):
        raise PermissionDenied(
            "Bids are read by panel members who have declared that no interest bars them."
        )
    found.tender = parent
    return found


def _free_to_read(visit: Visit, parent: Tender) -> bool:
    """Commissioners and approvers read bids; an evaluator only from an unbarred, declared seat."""
    if visit.holds(Role.COMMISSIONER, Role.APPROVER):
        return True
    seat = parent.panel.filter(person=visit.user).first()
    return seat is not None and seat.has_declared and not seat.barred


def bid_to_moderate(visit: Visit, tender_pk: int, pk: int) -> Bid:
    """An opened bid, for a commissioner who has declared that no interest bars them."""
    found = opened_bid(visit, tender_pk, pk)
    if not declared_unbarred(found.tender, visit.user):
        raise PermissionDenied(
            "Declare your interests before you moderate: the tender's Panel page asks for them. "
            "Whoever is barred by one leaves the moderation to somebody else."
        )
    return found


def opened_document(visit: Visit, tender_pk: int, bid_pk: int, pk: int) -> BidDocument:
    """A document of an opened bid."""
    bid = opened_bid(visit, tender_pk, bid_pk)
    opened = bid.documents.select_related("opened_file").exclude(opened_file=None)
    return get_object_or_404(opened, pk=pk)


def _part(visit: Visit, tender_pk: int, related: str, pk: int) -> Any:
    parent = tender(visit, tender_pk)
    found = get_object_or_404(getattr(parent, related), pk=pk)
    found.tender = parent
    return found


def criterion(visit: Visit, tender_pk: int, pk: int) -> Criterion:
    """A criterion of a tender of the visitor's partnership."""
    found: Criterion = _part(visit, tender_pk, "criteria", pk)
    return found


def lot(visit: Visit, tender_pk: int, pk: int) -> Lot:
    """A lot of a tender of the visitor's partnership."""
    found: Lot = _part(visit, tender_pk, "lots", pk)
    return found


def seat(visit: Visit, tender_pk: int, pk: int) -> PanelMember:
    """A panel member of a tender of the visitor's partnership."""
    found: PanelMember = _part(visit, tender_pk, "panel", pk)
    return found


def own_seat(visit: Visit, tender_pk: int) -> PanelMember:
    """The visitor's own seat on the panel; 404 for everybody else."""
    parent = tender(visit, tender_pk)
    found = get_object_or_404(parent.panel.select_related("person"), person=visit.user)
    found.tender = parent
    return found


def question(visit: Visit, tender_pk: int, pk: int) -> Question:
    """A question about a tender of the visitor's partnership."""
    found: Question = _part(visit, tender_pk, "questions", pk)
    return found


def challenge(visit: Visit, tender_pk: int, pk: int) -> Challenge:
    """A challenge to an award of the visitor's partnership."""
    found: Challenge = _part(visit, tender_pk, "challenges", pk)
    return found


# --- The provider's side ---------------------------------------------------------------------------


def public_tender(visit: Visit, pk: int) -> Tender:
    """A tender any provider may read: of any partnership, once it is published."""
    found: QuerySet[Tender] = Tender.objects.filter(state__in=PUBLIC)
    whole = found.select_related("partnership", "specification", "regime_choice")
    return get_object_or_404(whole, pk=pk)


def own_bid(visit: Visit, pk: int) -> Bid:
    """A bid of the visitor's own organisation."""
    found: QuerySet[Bid] = Bid.objects.filter(provider=visit.provider)
    return get_object_or_404(found.select_related("tender__partnership", "provider"), pk=pk)


def own_document(visit: Visit, bid: int, pk: int) -> BidDocument:
    """A document of a bid of the visitor's own organisation."""
    found = BidDocument.objects.filter(bid=bid, bid__provider=visit.provider)
    return get_object_or_404(found.select_related("bid__tender", "bid__provider"), pk=pk)
