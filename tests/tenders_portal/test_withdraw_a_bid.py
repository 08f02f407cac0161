"""A bid is withdrawn before the deadline, and another may be started."""

from tenders.models import Bid


def withdraw(portal, user, bid):
    return portal.client(user).post(portal.url("bid_step", bid.pk, "withdraw"))


def test_a_submitted_bid_is_withdrawn_and_another_started(portal, open_at):
    bid = portal.submitted(open_at)
    client = portal.client(portal.certifier)
    assert withdraw(portal, portal.certifier, bid)["Location"] == bid.get_absolute_url()
    page = client.get(bid.get_absolute_url()).content.decode()
    assert "It will never be opened." in page
    assert "Start another bid" in page
    assert client.post(portal.url("portal_start", portal.tender.pk)).status_code == 302
    assert Bid.objects.count() == 2
    assert "Start another bid" not in client.get(bid.get_absolute_url()).content.decode()


def test_the_preparer_may_not(portal, open_at):
    assert withdraw(portal, portal.preparer, portal.submitted(open_at)).status_code == 403


def test_after_the_deadline_it_stands(portal, open_at, clock):
    bid = portal.submitted(open_at)
    clock(portal.tender.deadline)
    response = withdraw(portal, portal.certifier, bid)
    assert response.status_code == 409
    assert "The deadline has passed." in response.content.decode()


def test_the_receipt_of_a_withdrawn_bid_says_so(portal, open_at):
    bid = portal.submitted(open_at)
    withdraw(portal, portal.certifier, bid)
    page = portal.client(portal.certifier).get(portal.url("bid_receipt", bid.pk))
    assert "This bid was withdrawn" in page.content.decode()
