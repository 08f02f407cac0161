"""What reviews put on Your work, and what is done about their recommendations."""

from datetime import date, timedelta

import pytest

from accounts.gate import Visit
from accounts.roles import Role
from contracts.work import work
from tests.factories import commissioning, people
from tests.factories import contracts as make
from tests.factories.people import AT
from workflow.door import take

TODAY = AT.date()


def todo(person, trust, role: Role) -> list[str]:
    visit = Visit(person, AT, partnership=trust, roles=frozenset({role}))
    return [item.todo for item in work(visit) if item.kind == "Yearly review"]


def of(commissioner, trust) -> list[str]:
    return todo(commissioner, trust, Role.COMMISSIONER)


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, ["Start the yearly review"]), (30, ["Start the yearly review"]), (31, [])],
)
def test_a_review_is_due_within_thirty_days(trust, commissioner, days, said) -> None:
    make.agreement(trust, review_on=TODAY + timedelta(days=days))
    assert of(commissioner, trust) == said


def test_one_is_written_and_agreed(trust, commissioner, approver) -> None:
    made = make.agreement(trust)
    make.review(made, "under_way")
    assert of(commissioner, trust) == ["Finish the yearly review and send it to an approver"]
    assert todo(approver, trust, Role.APPROVER) == []
    other = make.agreement(trust)
    make.review(other, "waiting")
    assert todo(approver, trust, Role.APPROVER) == ["Agree the review, or send it back"]
    author = commissioning.commissioner_of(trust)
    people.also(author, Role.APPROVER, trust)
    said = todo(author, trust, Role.APPROVER)
    assert said == ["You wrote part of this review. Someone else must agree it."]


@pytest.mark.parametrize("recommends", ["vary", "extend"])
def test_a_change_recommended_waits_for_its_variation(trust, commissioner, recommends) -> None:
    made = make.agreement(trust)
    review = make.review(made, "agreed", recommendation=recommends)
    assert of(commissioner, trust) == [f"The review recommends: {recommends}. Act on it"]
    make.variation(made, review=review, kpi_change=False)
    assert of(commissioner, trust) == []


def test_recommissioning_waits_for_its_plan(trust, commissioner) -> None:
    anew = {"recommendation": "recommission", "act_by": date(2027, 9, 1)}
    review = make.review(make.agreement(trust), "agreed", **anew)
    assert of(commissioner, trust) == ["The review recommends: recommission. Act on it"]
    take(review, "link", by=commissioner, at=AT, need=commissioning.need(trust))
    assert of(commissioner, trust) == []


def test_ending_is_shown_until_it_ended_or_another_review_says_otherwise(
    trust, commissioner, approver
) -> None:
    end = {"recommendation": "end", "act_by": date(2027, 9, 1)}
    first, second = make.agreement(trust), make.agreement(trust)
    for made in (first, second):
        make.review(made, "agreed", **end)
    assert of(commissioner, trust) == ["The review recommends: end. Act on it"] * 2
    take(first, "terminate", by=approver, at=AT, reasons="As reviewed.")
    assert len(of(commissioner, trust)) == 1
    make.review(second, "agreed", at=AT + timedelta(days=100))
    assert of(commissioner, trust) == []


def test_continuing_asks_for_nothing(trust, commissioner) -> None:
    make.review(make.agreement(trust), "agreed")
    assert of(commissioner, trust) == []
