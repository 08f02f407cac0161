"""After the assessment each bidder reads its own points beside the winner's, and the outcome."""

import pytest

from tests.factories import people, tenders
from tests.tenders_portal.conftest import Portal


@pytest.fixture
def assessed(db, clock):
    """A tender awarded to the first of two bidders; both as portals."""
    trust = people.trust()
    bidders = [people.provider("Fellside Families"), people.provider("Northern Lights")]
    tender = tenders.tender(trust, "awarded", bidders=bidders)
    clock(tenders.moment_after(tender))
    portals = []
    for provider in bidders:
        certifier = tenders.certifier_of(provider)
        portals.append(Portal(tender, provider, certifier, certifier))
    return portals


def page_of(portal):
    bid = portal.tender.bids.get(provider=portal.provider)
    return portal.client(portal.certifier).get(bid.get_absolute_url()).content.decode()


def test_each_reads_its_outcome(assessed):
    winner, loser = sorted(assessed, key=lambda p: "Not successful" in page_of(p))
    assert "Successful" in page_of(winner)
    assert "Not successful" in page_of(loser)


def test_the_loser_reads_its_points_beside_the_winners(assessed):
    winner, loser = sorted(assessed, key=lambda p: "Not successful" in page_of(p))
    page = page_of(loser)
    assert "Assessment summary" in page
    assert winner.provider.name in page
    assert "Agreed by all." in page
    assert loser.provider.name not in page_of(winner)


def test_inner_states_are_not_shown(db, clock):
    bidder = people.provider()
    tender = tenders.tender(people.trust(), "recommended", bidders=[bidder, people.provider("B")])
    clock(tenders.moment_after(tender))
    certifier = tenders.certifier_of(bidder)
    portal = Portal(tender, bidder, certifier, certifier)
    page = page_of(portal)
    assert "Being assessed" in page
    assert "Reject the bid" not in page
    assert "Assessment summary" not in page
    about = portal.client(certifier).get(portal.url("portal_tender", tender.pk)).content.decode()
    assert "Being assessed" in about
    assert "recommended" not in about.lower()


def test_past_bids_are_listed(assessed):
    portal = assessed[0]
    page = portal.client(portal.certifier).get(portal.url("portal")).content.decode()
    assert "Past bids" in page
    assert portal.tender.title in page
