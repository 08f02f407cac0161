"""What a provider does with a bid before the deadline. Submitting and withdrawing are its steps."""

from __future__ import annotations

import hashlib
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import Organisation, User
from tenders.checks.document import kind_of
from tenders.lifecycles.bid_states import LIVE
from tenders.models import Bid, BidDocument, Tender
from tenders.models.bid import fingerprint_of, salt_of
from workflow.door import amend, begin, remove
from workflow.files import clean_name, keep
from workflow.lifecycle import Refused
from workflow.sealing import seal

#: A bid holds at most this many documents.
MOST_DOCUMENTS = 40
#: Characters of a price when it is sealed, whatever it is; more than any price has.
PRICE_WIDTH = 32


def start_bid(tender: Tender, provider: Organisation, *, by: User, at: datetime) -> Bid:
    """Start a provider's bid. Raises Refused when it has one, or the tender is not open for bids."""
    if Bid.objects.filter(tender=tender, provider=provider, state__in=LIVE).exists():
        raise Refused("Your organisation has a bid for this tender already. Go on with that one.")
    return begin(Bid(tender=tender, provider=provider), by=by, at=at)


def sealed_price(price: Decimal) -> bytes:
    """A price sealed at a width of its own: the length of what is kept tells nothing of it."""
    return seal(f"{price:>{PRICE_WIDTH}.2f}".encode())


def seal_price(bid: Bid, price: Decimal, *, by: User, at: datetime) -> Bid:
    """Seal the price (pounds over the whole term, VAT included) in place of an earlier one.

    The audit trail says that a price was sealed, by the hash of the sealed bytes, never which.
    """
    if price <= 0:
        raise Refused("Enter a price above £0.")
    sealed = sealed_price(price)
    named = hashlib.sha256(sealed).hexdigest()
    return amend(bid, sealed_price=sealed, price_sha256=named, by=by, at=at)


def add_document(bid: Bid, *, name: str, content: bytes, by: User, at: datetime) -> BidDocument:
    """Seal a document into the bid; one of the same name is replaced.

    Raises Refused when the file is of no accepted kind, the bid is full or no longer in hand.
    Only the sealed bytes are kept.
    """
    named = clean_name(name)
    kind = kind_of(named, content)
    with transaction.atomic():
        for earlier in bid.documents.filter(title=named):
            remove(earlier, by=by, at=at)
        if bid.documents.count() >= MOST_DOCUMENTS:
            raise Refused(f"A bid holds at most {MOST_DOCUMENTS} documents. Remove one first.")
        sealed = keep(
            seal(content),
            name=named,
            content_type="application/octet-stream",
            by=by,
            at=at,
            sealed=True,
            tenant=bid.tenant,
        )
        document = BidDocument(
            bid=bid,
            title=named,
            content_type=kind.content_type,
            size=len(content),
            fingerprint=fingerprint_of(content, salt_of(sealed)),
            sealed_file=sealed,
        )
        return begin(document, by=by, at=at)


def remove_document(document: BidDocument, *, by: User, at: datetime) -> None:
    """Take a document out of a bid that is still in hand, before the deadline."""
    remove(document, by=by, at=at)
