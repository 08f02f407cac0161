"""The clock closes a tender; a commissioner opens every bid; until then nobody reads any."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Partnership
from tests.factories.commissioning import commissioner_of
from tests.factories.tenders import bid, certifier_of, evaluators_of, moment_after, tender
from workflow.deadlines import take_all_due
from workflow.door import take
from workflow.lifecycle import SYSTEM, NotAllowed, Refused


def test_the_clock_closes_a_tender_at_its_deadline(cumbria: Partnership) -> None:
    made = tender(cumbria, "published")
    take_all_due(made.deadline - timedelta(seconds=1))
    made.refresh_from_db()
    assert made.state == "published"
    take_all_due(made.deadline)
    made.refresh_from_db()
    assert made.state == "closed"
    assert made.closed_at == made.deadline


def test_nobody_closes_a_tender_by_a_click(cumbria: Partnership) -> None:
    made = tender(cumbria, "published")
    with pytest.raises(NotAllowed):
        take(made, "close", by=commissioner_of(cumbria), at=moment_after(made))
    with pytest.raises(Refused, match="The deadline has not passed"):
        take(made, "close", by=SYSTEM, at=made.deadline - timedelta(minutes=1))


def test_a_late_scheduler_admits_no_bid(cumbria: Partnership) -> None:
    made = tender(cumbria, "published")
    late = bid(made, at=made.deadline - timedelta(hours=1), submit=False)
    with pytest.raises(Refused, match="The deadline has passed"):
        take(late, "submit", by=certifier_of(late.provider), at=made.deadline)


def test_the_opening_opens_every_bid(cumbria: Partnership) -> None:
    made = tender(cumbria, "opened")
    assert {b.price for b in made.bids.all()} == {Decimal(3_800_000), Decimal(3_700_000)}
    contents = [d.opened_file.read() for b in made.bids.all() for d in b.documents.all()]
    assert len(contents) == 2
    assert all(c.startswith(b"How Bidder") for c in contents)


def test_without_a_bid_there_is_nothing_to_open(cumbria: Partnership) -> None:
    made = tender(cumbria, "published")
    for one in made.bids.all():
        at = made.deadline - timedelta(hours=1)
        take(one, "withdraw", by=certifier_of(one.provider), at=at)
    made = take(made, "close", by=SYSTEM, at=made.deadline)
    with pytest.raises(Refused, match="No bid was submitted"):
        take(made, "open_bids", by=commissioner_of(cumbria), at=moment_after(made))


@pytest.mark.parametrize("state", ["published", "closed"])
def test_a_sealed_bid_is_read_by_nobody_and_nothing_tells_who_bids(
    cumbria: Partnership, signed_in: Callable[..., Client], state: str
) -> None:
    made = tender(cumbria, state)
    names = [str(b.provider).encode() for b in made.bids.all()]
    at = min(moment_after(made), made.deadline - timedelta(hours=1))
    at = at if state == "published" else moment_after(made)
    for who in (commissioner_of(cumbria), evaluators_of(cumbria)[0]):
        client = signed_in(who, at)
        pages = ("tender", "tender_bids", "tender_history", "tender_gates", "tender_questions")
        for page in pages:
            content = client.get(reverse(f"tenders:{page}", args=[cumbria.slug, made.pk])).content
            assert not any(name in content for name in names), page
        for one in made.bids.all():
            url = reverse("tenders:opened_bid", args=[cumbria.slug, made.pk, one.pk])
            assert client.get(url).status_code == 404
            assert one.price is None
            assert all(d.opened_file is None for d in one.documents.all())
    bids = client.get(reverse("tenders:tender_bids", args=[cumbria.slug, made.pk])).content
    told = state == "closed"
    assert (b"2 bids submitted" in bids) == told, "how many bid is told once nobody can bid"
    overview = client.get(made.get_absolute_url()).content
    assert (b"Bids submitted" in overview) == told


def test_names_appear_in_the_history_at_the_opening(
    cumbria: Partnership, signed_in: Callable[..., Client]
) -> None:
    made = tender(cumbria, "opened")
    client = signed_in(commissioner_of(cumbria), moment_after(made))
    content = client.get(reverse("tenders:tender_bids", args=[cumbria.slug, made.pk])).content
    assert all(str(b.provider).encode() in content for b in made.bids.all())


def test_a_deadline_moves_later_only_with_a_reason_all_bidders_are_told(
    cumbria: Partnership,
) -> None:
    made = tender(cumbria, "published")
    at, by = made.deadline - timedelta(days=1), commissioner_of(cumbria)
    later = made.deadline + timedelta(days=7)
    with pytest.raises(Refused, match="must be later"):
        take(made, "extend", by=by, at=at, deadline=at, reasons="Snow.")
    with pytest.raises(Refused, match="Say why"):
        take(made, "extend", by=by, at=at, deadline=later, reasons=" ")
    made = take(made, "extend", by=by, at=at, deadline=later, reasons="Snow.")
    assert made.deadline == later
    told = certifier_of(made.bids.first().provider).notices.get()
    assert "deadline was extended" in told.sentence
