"""The price is sealed at once and never shown back."""

from decimal import Decimal

import pytest

from tenders.actions.bid import seal_price
from workflow.lifecycle import Refused
from workflow.models import AuditEntry
from workflow.sealing import unseal


def send(portal, bid, price):
    return portal.client(portal.preparer).post(portal.url("bid_price", bid.pk), {"price": price})


def test_a_price_is_sealed(portal, open_at):
    bid = portal.draft(open_at)
    assert send(portal, bid, "£1,234,567.89").status_code == 302
    bid.refresh_from_db()
    assert Decimal(unseal(bytes(bid.sealed_price)).decode()) == Decimal("1234567.89")
    assert bid.price is None


def test_it_is_never_shown_back(portal, open_at):
    bid = portal.draft(open_at)
    send(portal, bid, "1234567")
    response = portal.client(portal.preparer).get(portal.url("bid", bid.pk))
    page = response.content.decode()
    assert "A price is sealed." in page
    assert "1234567" not in page.replace(",", "")
    assert response["Cache-Control"] == "no-store"


def test_another_takes_its_place(portal, open_at):
    bid = portal.draft(open_at)
    send(portal, bid, "1000")
    send(portal, bid, "2000")
    bid.refresh_from_db()
    assert Decimal(unseal(bytes(bid.sealed_price)).decode()) == 2000


def test_its_length_says_nothing_of_it(portal, open_at):
    bid, lengths = portal.draft(open_at), set()
    for price in ("0.01", "99999", "999999.5", "3800000.00", "999999999999.99"):
        made = seal_price(bid, Decimal(price), by=portal.preparer, at=open_at)
        assert Decimal(unseal(bytes(made.sealed_price)).decode()) == Decimal(price)
        lengths.add(len(bytes(made.sealed_price)))
    assert len(lengths) == 1


def test_the_audit_trail_says_that_and_not_which(portal, open_at):
    bid = seal_price(portal.draft(open_at), Decimal(1234567), by=portal.preparer, at=open_at)
    entry = AuditEntry.objects.filter(record_type="tenders.bid").latest("sequence")
    assert entry.facts == {"price_sha256": ["", bid.price_sha256]}


@pytest.mark.parametrize("price", ["", "cheap", "-5", "0", "1.234", "9" * 20, "NaN", "1e400"])
def test_what_is_no_price_is_refused_with_words(portal, open_at, price):
    bid = portal.draft(open_at)
    response = send(portal, bid, price)
    assert response.status_code in {409, 422}
    assert "There is a problem" in response.content.decode()
    bid.refresh_from_db()
    assert not bid.price_sha256


def test_a_submitted_bid_keeps_its_price(portal, open_at):
    bid = portal.submitted(open_at)
    assert send(portal, bid, "5").status_code == 409
    with pytest.raises(Refused, match="can no longer be changed"):
        seal_price(bid, Decimal(5), by=portal.certifier, at=open_at)


def test_after_the_deadline_no_price_is_taken(portal, open_at, clock):
    bid = portal.draft(open_at)
    clock(portal.tender.deadline)
    response = send(portal, bid, "5")
    assert response.status_code == 409
    assert "The deadline has passed." in response.content.decode()
