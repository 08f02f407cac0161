"""Bids and their sealed contents."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.crypto import salted_hmac

from accounts.models import Organisation
from accounts.roles import preparer
from tenders.lifecycles.bid import LIVE, READABLE, BidLifecycle
from tenders.models.tender import Tender
from workflow.door import amend_within
from workflow.files import keep
from workflow.lifecycle import Deed, Obstacles, Record, Refused
from workflow.models import StoredFile
from workflow.sealing import unseal


def salt_of(sealed: StoredFile) -> str:
    """What goes before a document when its fingerprint is taken: another for every sealed file.

    It is made from the installation's secret key and kept nowhere, so that a copy of the database
    confirms no guess at a document.
    """
    return salted_hmac("tenders.document", sealed.sha256, algorithm="sha256").hexdigest()


def fingerprint_of(content: bytes, salt: str) -> str:
    """SHA-256 of the salt followed by the document as it was sent."""
    return hashlib.sha256(salt.encode() + content).hexdigest()


class Bid(BidLifecycle):
    """One provider's bid. Price and documents are sealed from the moment they arrive.

    `price` (pounds over the term, VAT included) is empty until the bid is opened.
    """

    part_of = "tender"
    kept_out_of_audit: ClassVar[frozenset[str]] = frozenset({"sealed_price", "price"})

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="bids")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bids")
    sealed_price = models.BinaryField(blank=True, default=b"")
    price_sha256 = models.CharField("SHA-256 of the sealed price", max_length=64, blank=True)
    price = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    receipt = models.CharField(max_length=64, blank=True)
    outcome_reasons = models.TextField(blank=True)

    class Meta:
        ordering = ["tender", "provider"]
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "provider"],
                condition=models.Q(state__in=sorted(LIVE)),
                name="one_live_bid_per_provider",
            )
        ]

    def __str__(self) -> str:
        return f"Bid of {self.provider} for {self.tender.reference}"

    def get_absolute_url(self) -> str:
        """The bid's page in its provider's portal."""
        return reverse("tenders:bid", args=[self.provider.slug, self.pk])

    @property
    def partnership_id(self) -> int:
        """Whose tender it is for."""
        return self.tender.partnership_id

    @property
    def is_readable(self) -> bool:
        """Whether the panel may read its contents."""
        return self.state in READABLE

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        return super().standing_in_the_way(deed) or self.tender.closed_to_bids(deed.at)

    def receipt_lines(self) -> list[str]:
        """What the receipt is made over: the sealed price, then each document as sent and sealed."""
        documents = sorted(
            f"{d.fingerprint} {d.sealed_file.sha256}"
            for d in self.documents.select_related("sealed_file")
        )
        return [self.price_sha256, *documents]

    def receipt_text(self) -> str:
        """SHA-256 over the receipt's lines: the same sealed bid gives the same receipt."""
        return hashlib.sha256("\n".join(self.receipt_lines()).encode()).hexdigest()

    def unseal(self, deed: Deed) -> None:
        """Decrypt price and documents. Called by the opening step only."""
        self.price = Decimal(unseal(bytes(self.sealed_price)).decode())
        for document in self.documents.select_related("sealed_file"):
            opened = keep(
                unseal(document.sealed_file.read()),
                name=document.title,
                content_type=document.content_type,
                by=deed.by,
                at=deed.at,
                tenant=self.tenant,
            )
            amend_within(document, deed, opened_file=opened)


class BidDocument(Record):
    """A document of a bid: sealed on arrival; `opened_file` exists after the opening."""

    may_begin = preparer
    part_of = "bid"

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField("file name", max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    fingerprint = models.CharField("SHA-256 of the salt and the file as sent", max_length=64)
    sealed_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    opened_file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    def contents(self) -> StoredFile:
        """The opened file. Raises Refused while it is sealed."""
        if self.opened_file is None:
            raise Refused("This document is sealed. It can be read once the bids are opened.")
        return self.opened_file

    @property
    def salt(self) -> str:
        """With this before it, the file as sent gives the fingerprint."""
        return salt_of(self.sealed_file)

    @property
    def provider_id(self) -> int:
        """Whose it is."""
        return self.bid.provider_id

    @property
    def partnership_id(self) -> int:
        """Whose tender it is for."""
        return self.bid.tender.partnership_id

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        return self.bid.standing_in_the_way(deed) or self.bid.tender.closed_to_bids(deed.at)
