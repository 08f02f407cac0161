"""Whoever moderates marks has declared their interests first (Procurement Act 2023 ss.81 to 83)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Partnership
from accounts.roles import Role
from tenders.actions.evaluation import declare_to_moderate, moderate
from tenders.models import Moderation, ModeratorDeclaration, Tender
from tests.factories.commissioning import approver_of
from tests.factories.people import also, person
from tests.factories.tenders import evaluators_of, moment_after, score_all, tender
from workflow.door import amend, begin
from workflow.lifecycle import NotAllowed, Refused


@pytest.fixture
def scored(cumbria: Partnership) -> Tender:
    made = tender(cumbria, "evaluating")
    score_all(made, at=moment_after(made))
    return made


def agreed(made: Tender, by: object) -> Moderation:
    """The agreed mark of the first criterion of the first bid."""
    marks = {made.criteria.exclude(kind="price").first(): (4, "Agreed.")}
    return moderate(made.bids.first(), marks, by=by, at=moment_after(made))[0]


def test_undeclared_nobody_moderates(scored: Tender, cumbria: Partnership) -> None:
    other = person(Role.COMMISSIONER, cumbria)
    with pytest.raises(NotAllowed, match="who has declared their interests"):
        agreed(scored, other)


def test_declared_they_moderate(scored: Tender, cumbria: Partnership) -> None:
    other, at = person(Role.COMMISSIONER, cumbria), moment_after(scored)
    declare_to_moderate(scored, by=other, at=at, declaration="None.", barred=False)
    assert agreed(scored, other).mark == 4


def test_with_an_interest_that_bars_them_they_do_not(scored: Tender, cumbria: Partnership) -> None:
    other, at = person(Role.COMMISSIONER, cumbria), moment_after(scored)
    declare_to_moderate(scored, by=other, at=at, declaration="None.", barred=False)
    declare_to_moderate(scored, by=other, at=at, declaration="My son bids.", barred=True)
    assert ModeratorDeclaration.objects.get(person=other).barred
    with pytest.raises(NotAllowed):
        agreed(scored, other)


def test_a_declared_seat_on_the_panel_will_do(scored: Tender, cumbria: Partnership) -> None:
    both = also(evaluators_of(cumbria)[0], Role.COMMISSIONER, cumbria)
    assert agreed(scored, both).mark == 4


def test_a_bar_in_either_place_bars(scored: Tender, cumbria: Partnership) -> None:
    both, at = also(evaluators_of(cumbria)[0], Role.COMMISSIONER, cumbria), moment_after(scored)
    declare_to_moderate(scored, by=both, at=at, declaration="My son bids.", barred=True)
    with pytest.raises(NotAllowed):
        agreed(scored, both)


def test_only_oneself_and_only_commissioners_declare(scored: Tender, cumbria: Partnership) -> None:
    at, other = moment_after(scored), person(Role.COMMISSIONER, cumbria)
    given = {"declaration": "None.", "declared_at": at}
    for by in (approver_of(cumbria), person(Role.COMMISSIONER, cumbria)):
        with pytest.raises(NotAllowed):
            begin(ModeratorDeclaration(tender=scored, person=other, **given), by=by, at=at)
    own = declare_to_moderate(scored, by=other, at=at, declaration="None.", barred=False)
    with pytest.raises(NotAllowed):
        amend(own, by=person(Role.COMMISSIONER, cumbria), at=at, declaration="Shares.")


def test_after_the_evaluation_nothing_is_declared(cumbria: Partnership) -> None:
    made = tender(cumbria, "recommended")
    with pytest.raises(Refused, match="The evaluation has ended"):
        declare_to_moderate(
            made,
            by=person(Role.COMMISSIONER, cumbria),
            at=moment_after(made),
            declaration="None.",
            barred=False,
        )


def test_by_the_pages(
    scored: Tender, cumbria: Partnership, signed_in: Callable[..., Client]
) -> None:
    client = signed_in(person(Role.COMMISSIONER, cumbria), moment_after(scored))
    declare = reverse("tenders:moderator_declare", args=[cumbria.slug, scored.pk])
    page = reverse("tenders:bid_moderate", args=[cumbria.slug, scored.pk, scored.bids.first().pk])
    panel = reverse("tenders:tender_panel", args=[cumbria.slug, scored.pk])
    assert client.get(page).status_code == 403
    assert declare in client.get(panel).content.decode()
    assert client.post(declare, {"declaration": ""}).status_code == 422
    assert client.post(declare, {"declaration": "None."}).status_code == 302
    assert client.get(page).status_code == 200
    assert "Moderates" in client.get(panel).content.decode()
