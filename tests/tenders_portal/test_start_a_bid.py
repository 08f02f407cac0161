"""A bid is started once per provider, while the tender is open."""

from tenders.models import Bid
from tests.factories import tenders


def start(portal, tender=None):
    client = portal.client(portal.preparer)
    return client.post(portal.url("portal_start", (tender or portal.tender).pk))


def test_starting_leads_to_the_bid(portal, open_at):
    response = start(portal)
    assert response.status_code == 302
    assert response["Location"] == Bid.objects.get().get_absolute_url()


def test_a_second_one_is_refused(portal, open_at):
    start(portal)
    response = start(portal)
    assert response.status_code == 409
    assert "has a bid for this tender already" in response.content.decode()
    assert Bid.objects.count() == 1


def test_after_the_deadline_none_is_started(portal, clock):
    clock(portal.tender.deadline)
    response = start(portal)
    assert response.status_code == 409
    assert "The deadline has passed." in response.content.decode()


def test_for_a_draft_there_is_nothing_to_start(portal, open_at):
    draft = tenders.draft(portal.tender.partnership)
    assert start(portal, draft).status_code == 404


def test_starting_by_get_starts_nothing(portal, open_at):
    client = portal.client(portal.preparer)
    assert client.get(portal.url("portal_start", portal.tender.pk)).status_code == 200
    assert not Bid.objects.exists()


def test_another_providers_bid_is_not_there(portal, other, open_at):
    bid = portal.submitted(open_at)
    client = other.client(other.certifier)
    for name, args in [
        ("bid", [bid.pk]),
        ("bid_price", [bid.pk]),
        ("bid_document", [bid.pk]),
        ("bid_document_remove", [bid.pk, bid.documents.get().pk]),
        ("bid_step", [bid.pk, "withdraw"]),
        ("bid_receipt", [bid.pk]),
    ]:
        assert client.get(other.url(name, *args)).status_code == 404
        assert client.post(other.url(name, *args)).status_code == 404
        assert client.get(portal.url(name, *args)).status_code == 404


def test_a_begun_bid_is_in_your_work(portal, open_at):
    portal.draft(open_at)
    page = portal.client(portal.preparer).get(f"/provider/{portal.provider.slug}/")
    assert "Finish and submit the bid." in page.content.decode()
    assert "Tenders" in page.content.decode()


def test_one_that_missed_the_deadline_is_not(portal, open_at, clock):
    portal.draft(open_at)
    clock(portal.tender.deadline)
    page = portal.client(portal.preparer).get(f"/provider/{portal.provider.slug}/")
    assert "Finish and submit" not in page.content.decode()
    listed = portal.client(portal.preparer).get(portal.url("portal")).content.decode()
    assert "Not submitted in time" in listed
