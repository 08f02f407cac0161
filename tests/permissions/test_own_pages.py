"""Pages of one person alone: how far their own job is, and the link to set their own password."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.roles import Role
from tenders.models import PanelMember
from tests.permissions.visitors import NOBODY, Visitors
from tests.permissions.world import World


def test_a_job_is_followed_by_whoever_asked_for_it(world: World, signed_in: Visitors) -> None:
    url = reverse("job_status", args=[world.home.facts["job"]])
    asker = world.home.people[Role.COMMISSIONER]
    others = [*world.home.people.values(), *world.away.people.values()]
    assert signed_in.ask(asker, "get", url) == 200
    assert signed_in.ask(asker, "post", url) == 405
    assert signed_in.ask(NOBODY, "get", url) == 302
    assert {signed_in.ask(person, "get", url) for person in others if person != asker} == {404}


def test_a_made_up_link_sets_no_password(world: World, signed_in: Visitors) -> None:
    for uid in ("MQ", "x"):
        url = reverse("accounts:set_password", args=[uid, "abc123-0123456789abcdef"])
        assert signed_in.ask(NOBODY, "get", url) == 410
        assert signed_in.ask(NOBODY, "post", url) == 410


@pytest.mark.parametrize("kept_out", ["stranger to the panel", "undeclared", "barred"])
def test_only_evaluators_without_conflicts_read_bids(
    kept_out: str, world: World, signed_in: Visitors
) -> None:
    """An evaluator reads bids from a seat on the panel, with interests declared and no bar."""
    facts, evaluator = world.home.facts, world.home.people[Role.EVALUATOR]
    seats = PanelMember._base_manager.filter(tender=facts["tender.evaluating"], person=evaluator)
    assert seats.count() == 1
    if kept_out == "barred":
        seats.update(barred=True)
    elif kept_out == "undeclared":
        seats.update(declared_at=None, declaration="")
    else:
        seats.delete()
    bid = [facts["partnership"], facts["tender.evaluating"], facts["bid.opened"]]
    pages = [
        reverse("tenders:opened_bid", args=bid),
        reverse("tenders:opened_document", args=[*bid, facts["document.opened"]]),
        reverse("tenders:bid_score", args=bid),
    ]
    for url in pages:
        assert signed_in.ask(evaluator, "get", url) in (403, 404), url
