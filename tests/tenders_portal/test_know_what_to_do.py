"""A provider is told what is bought, what to do next, and when nothing can be done any more."""

from __future__ import annotations


def page_of(portal, person, address):
    return portal.client(person).get(address).content.decode()


def test_value_regime_and_term_are_on_the_tenders_page(portal, open_at):
    page = page_of(portal, portal.preparer, portal.url("portal_tender", portal.tender.pk))
    assert "£4,000,000 over the whole term, with VAT" in page
    assert "Procurement Act 2023, light touch" in page
    assert "it may be extended by 24 months" in page


def test_an_open_tender_is_in_your_work_until_there_is_a_bid_or_it_closes(portal, open_at, clock):
    home, todo = f"/provider/{portal.provider.slug}/", "Read it and decide whether to bid"
    assert page_of(portal, portal.preparer, home).count(todo) == 1
    portal.draft(open_at)
    page = page_of(portal, portal.preparer, home)
    assert todo not in page
    assert "Finish and submit the bid." in page


def test_a_closed_tender_is_not_in_your_work(portal, open_at, clock):
    clock(portal.tender.deadline)
    page = page_of(portal, portal.preparer, f"/provider/{portal.provider.slug}/")
    assert "decide whether to bid" not in page


def test_the_preparer_is_told_what_the_bid_still_needs(portal, open_at):
    bid = portal.draft(open_at)
    page = page_of(portal, portal.preparer, bid.get_absolute_url())
    assert "Enter the price and a document above." in page
    assert "Nothing here awaits you" not in page
    assert "Next for a provider certifier: Submit the bid" in page


def test_a_complete_bid_is_ready_for_the_certifier(portal, open_at):
    page = page_of(portal, portal.preparer, portal.ready(open_at).get_absolute_url())
    assert "The bid is ready to be submitted." in page


def test_after_the_deadline_nothing_is_next_for_anybody(portal, open_at, clock):
    bid = portal.submitted(open_at)
    clock(portal.tender.deadline)
    page = page_of(portal, portal.preparer, bid.get_absolute_url())
    assert "The deadline has passed. Bids were due by" in page
    assert "Withdraw the bid" not in page
    assert "What you can do" not in page
