"""A certifier submits, in time and whole, and gets a receipt that can be checked."""

import hashlib

import pytest

from workflow.door import take
from workflow.lifecycle import NotAllowed, Refused
from workflow.models import AuditEntry


def step(portal, user, bid, name="submit"):
    return portal.client(user).post(portal.url("bid_step", bid.pk, name))


def test_the_certifier_submits_and_gets_a_receipt(portal, open_at):
    bid = portal.ready(open_at)
    response = step(portal, portal.certifier, bid)
    assert response["Location"] == portal.url("bid_receipt", bid.pk)
    bid.refresh_from_db()
    page = portal.client(portal.certifier).get(response["Location"]).content.decode()
    document = bid.documents.get()
    for shown in (bid.receipt, document.fingerprint, document.salt, portal.certifier.name):
        assert shown in page


def test_the_receipt_code_is_what_the_page_says_it_is(portal, open_at):
    bid = portal.submitted(open_at)
    lines = "\n".join(bid.receipt_lines())
    assert hashlib.sha256(lines.encode()).hexdigest() == bid.receipt
    assert hashlib.sha256(bytes(bid.sealed_price)).hexdigest() in lines


def test_the_preparer_may_not(portal, open_at):
    bid = portal.ready(open_at)
    assert step(portal, portal.preparer, bid).status_code == 403
    page = portal.client(portal.preparer).get(portal.url("bid_step", bid.pk, "submit"))
    assert page.status_code == 403
    assert "a provider certifier" in page.content.decode()
    with pytest.raises(NotAllowed):
        take(bid, "submit", by=portal.preparer, at=open_at)


def test_what_is_missing_is_said(portal, open_at):
    response = step(portal, portal.certifier, portal.draft(open_at))
    assert response.status_code == 409
    page = response.content.decode()
    assert "Upload at least one document." in page
    assert "Enter the price of your bid." in page


def test_a_late_scheduler_admits_nobody(portal, open_at, clock):
    bid = portal.ready(open_at)
    at = clock(portal.tender.deadline)
    assert portal.tender.closed_at is None
    response = step(portal, portal.certifier, bid)
    assert response.status_code == 409
    assert "The deadline has passed." in response.content.decode()
    with pytest.raises(Refused, match="deadline has passed"):
        take(bid, "submit", by=portal.certifier, at=at)


def test_twice_is_once(portal, open_at):
    bid = portal.submitted(open_at)
    response = step(portal, portal.certifier, bid)
    assert response.status_code == 409
    assert "This has been done already" in response.content.decode()
    done = AuditEntry.objects.filter(record_type="tenders.bid", step="submit")
    assert done.count() == 1


def test_without_submission_there_is_no_receipt(portal, open_at):
    bid = portal.ready(open_at)
    client = portal.client(portal.certifier)
    assert client.get(portal.url("bid_receipt", bid.pk)).status_code == 404


@pytest.mark.parametrize("name", ["open", "reject", "succeed", "miss", "nonsense"])
def test_other_peoples_steps_are_not_the_providers(portal, open_at, name):
    bid = portal.submitted(open_at)
    assert step(portal, portal.certifier, bid, name).status_code == 404
    client = portal.client(portal.certifier)
    assert client.get(portal.url("bid_step", bid.pk, name)).status_code == 404


def test_the_receipt_shows_the_lines_its_code_is_made_from(portal, open_at):
    bid = portal.submitted(open_at)
    page = portal.client(portal.preparer).get(portal.url("bid_receipt", bid.pk)).content.decode()
    assert "\n".join(bid.receipt_lines()) in page
