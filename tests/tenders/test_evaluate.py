"""Declaring, scoring, moderating, ranking and recommending."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Partnership
from accounts.roles import Role
from tenders.actions.evaluation import give_scores, moderate
from tenders.actions.tender import declare_interests
from tenders.models import Moderation
from tests.factories.commissioning import commissioner_of
from tests.factories.people import also, person
from tests.factories.tenders import (
    evaluators_of,
    moderate_all,
    moment_after,
    panel,
    score_all,
    tender,
)
from workflow.door import amend, take
from workflow.lifecycle import NotAllowed, Refused


def test_nobody_scores_before_declaring(cumbria: Partnership) -> None:
    made = tender(cumbria, "opened")
    seat = made.panel.first()
    amend(seat, by=seat.person, at=moment_after(made), declared_at=None, declaration="")
    with pytest.raises(Refused, match="has not declared their interests"):
        take(made, "start_evaluation", by=commissioner_of(cumbria), at=moment_after(made))


def test_only_oneself_declares_ones_interests(cumbria: Partnership) -> None:
    made = tender(cumbria, "opened")
    with pytest.raises(Refused, match="can declare their interests"):
        declare_interests(
            made.panel.first(),
            by=commissioner_of(cumbria),
            at=moment_after(made),
            declaration="None",
            barred=False,
        )


def test_a_barred_member_has_to_leave_the_panel(cumbria: Partnership) -> None:
    made = tender(cumbria, "opened")
    seat, at = made.panel.first(), moment_after(made)
    declare_interests(seat, by=seat.person, at=at, declaration="My sister bids.", barred=True)
    with pytest.raises(Refused, match="Remove the panel member"):
        take(made, "start_evaluation", by=commissioner_of(cumbria), at=at)


def test_the_panel_is_not_changed_once_scoring(cumbria: Partnership) -> None:
    made = tender(cumbria, "evaluating")
    also(person(Role.EVALUATOR, cumbria), Role.COMMISSIONER, cumbria)
    with pytest.raises(Refused, match="The evaluation has begun"):
        panel(made, at=moment_after(made))


def test_a_stranger_to_the_panel_gives_no_mark(cumbria: Partnership) -> None:
    made = tender(cumbria, "evaluating")
    stranger = person(Role.EVALUATOR, cumbria)
    marks = {made.criteria.first(): (4, "Good.")}
    with pytest.raises(NotAllowed):
        give_scores(made.bids.first(), marks, by=stranger, at=moment_after(made))


@pytest.mark.parametrize(
    ("mark", "why"), [((6, "Superb."), "less than or equal"), ((4, " "), "Give the reasons")]
)
def test_a_mark_out_of_range_or_without_reasons_is_refused(
    cumbria: Partnership, mark: tuple[int, str], why: str
) -> None:
    made = tender(cumbria, "evaluating")
    criterion = made.criteria.exclude(kind="price").first()
    with pytest.raises(Refused, match=why):
        give_scores(
            made.bids.first(),
            {criterion: mark},
            by=evaluators_of(cumbria)[0],
            at=moment_after(made),
        )


def test_price_is_scored_by_the_formula_alone(cumbria: Partnership) -> None:
    made = tender(cumbria, "evaluating")
    price = made.criteria.get(kind="price")
    with pytest.raises(Refused, match="published formula"):
        give_scores(
            made.bids.first(),
            {price: (5, "Cheap.")},
            by=evaluators_of(cumbria)[0],
            at=moment_after(made),
        )


def test_nothing_is_moderated_before_the_panel_has_scored_it(cumbria: Partnership) -> None:
    made = tender(cumbria, "evaluating")
    criterion = made.criteria.exclude(kind="price").first()
    with pytest.raises(Refused, match="has not scored"):
        moderate(
            made.bids.first(),
            {criterion: (4, "Good.")},
            by=commissioner_of(cumbria),
            at=moment_after(made),
        )


def test_marks_of_other_bids_and_criteria_do_not_stand_in_for_this_one(
    cumbria: Partnership,
) -> None:
    made = tender(cumbria, "evaluating")
    at = moment_after(made)
    this, other = made.bids.order_by("pk")
    here, there = made.criteria.exclude(kind="price").order_by("pk")[:2]
    for member in evaluators_of(cumbria):
        give_scores(this, {there: (4, "Good.")}, by=member, at=at)
        give_scores(other, {here: (4, "Good.")}, by=member, at=at)
    with pytest.raises(Refused, match=f"has not scored {here.name}"):
        moderate(this, {here: (5, "Superb.")}, by=commissioner_of(cumbria), at=at)


def test_totals_are_weighted_and_the_lowest_price_earns_its_whole_weight(
    cumbria: Partnership,
) -> None:
    made = tender(cumbria, "evaluating")
    at = moment_after(made)
    score_all(made, at=at)
    moderate_all(made, at=at)
    first, second = made.ranking()
    # 4 of 5 over 70 is 56; 3,700,000 / 3,800,000 of 30 is 29.21. 3 of 5 over 70 is 42, and 30.
    assert (first.total, second.total) == (Decimal("85.21"), Decimal("72.00"))


def test_a_recommendation_waits_for_every_mark_and_is_the_highest_total(
    cumbria: Partnership,
) -> None:
    made = tender(cumbria, "evaluating")
    at, by = moment_after(made), commissioner_of(cumbria)
    best, other = made.bids.order_by("pk")
    with pytest.raises(Refused, match="marks to give"):
        take(made, "recommend", by=by, at=at, bid=best, reasons="Best.")
    score_all(made, at=at)
    moderate_all(made, at=at)
    with pytest.raises(Refused, match="The highest total is"):
        take(made, "recommend", by=by, at=at, bid=other, reasons="Nearer.")
    with pytest.raises(Refused, match="Give the reasons"):
        take(made, "recommend", by=by, at=at, bid=best, reasons="")
    assert take(made, "recommend", by=by, at=at, bid=best, reasons="Best.").recommended_bid == best


def test_a_mark_changed_on_an_old_page_comes_too_late_for_a_recommendation(
    cumbria: Partnership,
) -> None:
    made = tender(cumbria, "evaluating")
    at, by = moment_after(made), commissioner_of(cumbria)
    score_all(made, at=at)
    moderate_all(made, at=at)
    agreed = Moderation.objects.select_related("bid__tender").filter(bid__tender=made).first()
    take(made, "recommend", by=by, at=at, bid=made.ranking()[0].bid, reasons="Best.")
    with pytest.raises(Refused, match="while the tender is being evaluated"):
        amend(agreed, by=by, at=at, mark=0)


def test_a_rejected_bid_is_not_ranked_and_its_bidder_is_told(cumbria: Partnership) -> None:
    made = tender(cumbria, "evaluating")
    at, by = moment_after(made), commissioner_of(cumbria)
    rejected = take(made.bids.first(), "reject", by=by, at=at, reasons="No insurance.")
    assert [line.bid for line in made.ranking()] != []
    assert rejected not in [line.bid for line in made.ranking()]
    assert "rejected" in rejected.submitted_by.notices.get().sentence
    later = tender(cumbria, "recommended")
    with pytest.raises(Refused, match="until an award is recommended"):
        take(later.bids.first(), "reject", by=by, at=moment_after(later), reasons="Late.")


def test_marks_by_their_pages_and_the_price_stays_hidden_from_who_scores(
    cumbria: Partnership, signed_in: Callable[..., Client]
) -> None:
    made = tender(cumbria, "evaluating")
    at, member = moment_after(made), evaluators_of(cumbria)[0]
    one = made.bids.order_by("pk").first()
    client = signed_in(member, at)
    url = reverse("tenders:bid_score", args=[cumbria.slug, made.pk, one.pk])
    scored = made.criteria.exclude(kind="price")
    assert client.post(url, {}).status_code == 409, "no mark given"
    bad = {f"mark_{c.pk}": "9" for c in scored}
    assert client.post(url, bad).status_code == 422
    good = {f"mark_{c.pk}": "4" for c in scored} | {f"reasons_{c.pk}": "Good." for c in scored}
    assert client.post(url, good).status_code == 302
    assert one.scores.filter(person=member).count() == scored.count()
    for name in ("tender_bids", "opened_bid"):
        more = [one.pk] if name == "opened_bid" else []
        page = client.get(reverse(f"tenders:{name}", args=[cumbria.slug, made.pk, *more]))
        assert b"3,800,000" not in page.content
    stranger = signed_in(person(Role.EVALUATOR, cumbria), at)
    assert stranger.get(url).status_code == 404


def test_prices_are_seen_once_every_mark_is_moderated(
    cumbria: Partnership, signed_in: Callable[..., Client]
) -> None:
    made = tender(cumbria, "evaluating")
    at, by = moment_after(made), commissioner_of(cumbria)
    one = made.bids.order_by("pk").first()
    pages = [
        reverse("tenders:tender_bids", args=[cumbria.slug, made.pk]),
        reverse("tenders:opened_bid", args=[cumbria.slug, made.pk, one.pk]),
    ]

    def seen() -> set[bool]:
        client = signed_in(by, at)
        return {b"3,800,000" in client.get(url).content for url in pages}

    assert seen() == {False}
    score_all(made, at=at)
    assert seen() == {False}
    moderate_all(made, at=at)
    assert seen() == {True}
