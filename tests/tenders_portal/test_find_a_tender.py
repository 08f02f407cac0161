"""A provider finds the tenders open to bid."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.html import escape

from tenders.queries.portal import countdown
from tests.factories import tenders
from tests.factories.commissioning import commissioner_of
from workflow.door import take

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(0), "passed"),
        (timedelta(minutes=9), "in 10 minutes"),
        (timedelta(hours=3), "in 3 hours"),
        (timedelta(hours=24), "tomorrow"),
        (timedelta(days=12), "in 12 days"),
        (timedelta(days=-1), "passed"),
    ],
)
def test_time_left_is_said_in_words(left, words):
    assert countdown(NOON + left, NOON) == words


def test_a_published_tender_of_any_partnership_is_listed(portal, open_at):
    page = portal.client(portal.preparer).get(portal.url("portal")).content.decode()
    assert portal.tender.title in page
    assert escape(str(portal.tender.partnership)) in page


def test_a_draft_is_not_listed_and_not_found(portal, open_at):
    draft = tenders.draft(portal.tender.partnership, title="A secret plan")
    client = portal.client(portal.preparer)
    assert "A secret plan" not in client.get(portal.url("portal")).content.decode()
    assert client.get(portal.url("portal_tender", draft.pk)).status_code == 404


def test_after_the_deadline_it_is_no_longer_open(portal, clock):
    clock(portal.tender.deadline)
    page = portal.client(portal.preparer).get(portal.url("portal")).content.decode()
    assert "No tender is open now" in page


def test_the_page_holds_what_a_bidder_needs(portal, open_at):
    client = portal.client(portal.preparer)
    page = client.get(portal.url("portal_tender", portal.tender.pk)).content.decode()
    spec = portal.tender.specification
    for clause in spec.clauses.all():
        assert clause.heading in page
    for line in spec.kpis.all():
        assert line.kpi.name in page
    for criterion in portal.tender.criteria.all():
        assert criterion.name in page
    assert "Start a bid" in page


def test_the_number_of_queries_does_not_grow(portal, open_at, django_assert_max_num_queries):
    def another():
        draft = tenders.tender(portal.tender.partnership)
        take(
            draft,
            "publish",
            by=commissioner_of(draft.partnership),
            at=tenders.moment_after(draft),
        )

    client = portal.client(portal.preparer)
    for _ in range(2):
        another()
    client.get(portal.url("portal"))
    with django_assert_max_num_queries(10):
        client.get(portal.url("portal"))
    for _ in range(27):
        another()
    with django_assert_max_num_queries(10):
        client.get(portal.url("portal")).content.decode()


def test_another_organisations_portal_is_not_there(portal, other, open_at):
    client = portal.client(portal.preparer)
    assert client.get(portal.url("portal", of=other.provider)).status_code == 404


def test_a_commissioner_has_no_portal(portal, open_at):
    commissioner = commissioner_of(portal.tender.partnership)
    assert portal.client(commissioner).get(portal.url("portal")).status_code == 404
