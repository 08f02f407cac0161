"""A published tender and two providers who may bid for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from accounts.roles import Role
from tenders.actions.bid import add_document, seal_price, start_bid
from tenders.models import Bid, Tender
from tests.factories import people, tenders
from tests.factories.commissioning import commissioner_of
from workflow.clock import start_at
from workflow.door import take

PDF = b"%PDF-1.7 how we will reach families"


@dataclass
class Portal:
    """A provider's people, and their way through the portal."""

    tender: Tender
    provider: Organisation
    preparer: User
    certifier: User

    def client(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    def url(self, name: str, *args: int | str, of: Organisation | None = None) -> str:
        return reverse(f"tenders:{name}", args=[(of or self.provider).slug, *args])

    def draft(self, at: datetime) -> Bid:
        return start_bid(self.tender, self.provider, by=self.preparer, at=at)

    def ready(self, at: datetime) -> Bid:
        """A bid with a price and a document."""
        bid = seal_price(self.draft(at), 1_250_000, by=self.preparer, at=at)
        add_document(bid, name="response.pdf", content=PDF, by=self.preparer, at=at)
        return bid

    def submitted(self, at: datetime) -> Bid:
        return take(self.ready(at), "submit", by=self.certifier, at=at)


@pytest.fixture
def clock(db: None) -> Callable[[datetime], datetime]:
    """Let the system's clock show a time."""

    def show(at: datetime) -> datetime:
        start_at(at)
        return at

    return show


@pytest.fixture
def portal(db: None) -> Portal:
    """A published tender without bids, and a provider with a preparer and a certifier."""
    trust = people.trust()
    drafted = tenders.tender(trust)
    tender = take(
        drafted,
        "publish",
        by=commissioner_of(trust),
        at=tenders.moment_after(drafted),
    )
    provider = people.provider()
    return Portal(
        tender,
        provider,
        people.person(Role.PREPARER, provider),
        people.person(Role.CERTIFIER, provider),
    )


@pytest.fixture
def open_at(portal: Portal, clock: Callable[[datetime], datetime]) -> datetime:
    """A time at which questions and bids are taken, shown by the system's clock."""
    return clock(portal.tender.questions_until - timedelta(days=2))


@pytest.fixture
def other(portal: Portal) -> Portal:
    """Another provider, for the same tender."""
    provider = people.provider("Northern Lights")
    return Portal(
        portal.tender,
        provider,
        people.person(Role.PREPARER, provider),
        people.person(Role.CERTIFIER, provider),
    )


def upload(name: str = "response.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, BytesIO(content).read(), content_type="application/pdf")
