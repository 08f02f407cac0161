"""The list of tenders, what awaits each role, and how many queries it takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.gate import Visit
from accounts.models import Partnership, User
from accounts.roles import Role
from tenders.queries.tender import next_of
from tenders.queries.work import waiting_for
from tests.factories.commissioning import approver_of, commissioner_of
from tests.factories.people import AT
from tests.factories.tenders import (
    STATES,
    draft,
    evaluators_of,
    moment_after,
    regime_choice,
    tender,
)


def todos(person: User, trust: Partnership, at: object) -> list[str]:
    """What Your work says to a person."""
    roles = person.roles_in_partnership(trust.pk, at)
    return [i.todo for i in waiting_for(Visit(person, at, partnership=trust, roles=roles))]


@pytest.mark.parametrize(
    ("state", "todo"),
    [
        ("drafting", "Ready to publish"),
        ("closed", "Open the bids"),
        ("opened", "Start the evaluation"),
        ("evaluating", "Recommend an award"),
        ("decided", "Send the assessment summaries"),
        ("standstill", "Award the contract"),
    ],
)
def test_the_next_step_awaits_the_commissioner(cumbria: Partnership, state: str, todo: str) -> None:
    made = tender(cumbria, state)
    assert todos(commissioner_of(cumbria), cumbria, moment_after(made)) == [todo]


def test_a_draft_says_how_many_gates_stand_in_the_way(cumbria: Partnership) -> None:
    draft(cumbria)
    (todo,) = todos(commissioner_of(cumbria), cumbria, AT)
    assert "things stand in the way of publishing" in todo


def test_nothing_awaits_anyone_while_only_time_passes(cumbria: Partnership) -> None:
    made = tender(cumbria, "standstill")
    at = moment_after(made) - timedelta(days=3)
    assert todos(commissioner_of(cumbria), cumbria, at) == []


def test_approvers_and_evaluators_find_theirs(cumbria: Partnership) -> None:
    made = tender(cumbria, "recommended")
    at = moment_after(made)
    regime_choice(cumbria, state="proposed")
    assert sorted(todos(approver_of(cumbria), cumbria, at)) == [
        "Approve the choice of regime",
        "Decide the award",
    ]
    scoring = tender(cumbria, "evaluating")
    found = todos(evaluators_of(cumbria)[0], cumbria, moment_after(scoring))
    assert found == ["3 marks to give"] * 2


@pytest.mark.parametrize("state", STATES[:-1])
def test_something_comes_next_for_every_running_tender(cumbria: Partnership, state: str) -> None:
    made = tender(cumbria, state)
    following = next_of(made, moment_after(made))
    assert following is not None
    assert following.due is not None


def test_the_list_filters_and_takes_the_same_queries_at_3_and_30(
    cumbria: Partnership,
    signed_in: Callable[..., Client],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in(commissioner_of(cumbria))
    url = reverse("tenders:tenders", args=[cumbria.slug])
    for _ in range(3):
        draft(cumbria, title="Hubs")
    with django_assert_max_num_queries(14):
        assert client.get(url).content.count(b"Hubs") == 3
    for _ in range(27):
        draft(cumbria, title="Nursing")
    with django_assert_max_num_queries(14):
        assert client.get(url).status_code == 200
    assert client.get(url, {"text": "Hubs"}).content.count(b">Hubs<") == 3
    assert b"No tender matches" in client.get(url, {"state": "published"}).content
    assert client.get(url, {"state": "no_such"}).status_code == 200
    assert client.get(url, {"page": "99"}).status_code == 200


def test_the_list_says_closing_soon(cumbria: Partnership, signed_in: Callable[..., Client]) -> None:
    made = tender(cumbria, "published")
    url = reverse("tenders:tenders", args=[cumbria.slug])
    who = commissioner_of(cumbria)
    assert b"Closing soon" in signed_in(who, made.deadline - timedelta(days=3)).get(url).content
    assert b"Closing soon" not in signed_in(who, made.deadline - timedelta(days=9)).get(url).content
    assert Role.COMMISSIONER in who.roles_in_partnership(cumbria.pk, AT)
