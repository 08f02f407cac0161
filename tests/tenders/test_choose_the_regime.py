"""The regime worksheet: proposed by one, approved by another, refused where the law says so."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Partnership
from accounts.roles import Role
from tests.factories.commissioning import approver_of, commissioner_of, specification
from tests.factories.people import AT, also
from tests.factories.tenders import draft, regime_choice
from workflow.door import amend, take
from workflow.lifecycle import Refused


def test_somebody_else_approves_it(cumbria: Partnership) -> None:
    choice = regime_choice(cumbria, state="proposed")
    author = also(commissioner_of(cumbria), Role.APPROVER, cumbria)
    with pytest.raises(Refused, match="You proposed this yourself"):
        take(choice, "approve", by=author, at=AT)
    approved = take(choice, "approve", by=approver_of(cumbria), at=AT)
    assert approved.approved_by == approver_of(cumbria)


def test_a_mainly_health_value_is_refused_with_its_reason(cumbria: Partnership) -> None:
    choice = regime_choice(cumbria, state="proposed", health_value=Decimal(5_000_000))
    with pytest.raises(Refused, match="Provider Selection Regime"):
        take(choice, "approve", by=approver_of(cumbria), at=AT)


@pytest.mark.parametrize(("other", "refused"), [(663_539, True), (663_540, False)])
def test_the_threshold_of_the_day_decides(cumbria: Partnership, other: int, refused: bool) -> None:
    values = {"health_value": Decimal(0), "other_value": Decimal(other)}
    choice = regime_choice(cumbria, state="proposed", **values)
    if refused:
        with pytest.raises(Refused, match="below the threshold of £663,540"):
            take(choice, "approve", by=approver_of(cumbria), at=AT)
    else:
        assert take(choice, "approve", by=approver_of(cumbria), at=AT).is_settled


def test_only_an_approved_specification_has_a_regime_chosen(cumbria: Partnership) -> None:
    with pytest.raises(Refused, match="Have the specification approved first"):
        regime_choice(cumbria, specification(cumbria, "draft"), state="proposed")


def test_no_tender_is_drafted_under_a_proposed_regime(cumbria: Partnership) -> None:
    with pytest.raises(Refused, match="Have the choice of regime approved"):
        draft(cumbria, regime_choice=regime_choice(cumbria, state="proposed"))


def test_one_tender_under_one_choice(cumbria: Partnership) -> None:
    choice = regime_choice(cumbria)
    draft(cumbria, regime_choice=choice)
    with pytest.raises(Refused, match="drafted under this choice of regime already"):
        draft(cumbria, regime_choice=choice)


def test_an_approved_worksheet_cannot_be_changed(cumbria: Partnership) -> None:
    choice = regime_choice(cumbria)
    with pytest.raises(Refused, match="can no longer be changed"):
        amend(choice, by=commissioner_of(cumbria), at=AT, other_value=Decimal(1))


def test_the_worksheet_by_its_page(cumbria: Partnership, signed_in: Callable[..., Client]) -> None:
    spec = specification(cumbria)
    client = signed_in(commissioner_of(cumbria))
    url = reverse("tenders:regime_new", args=[cumbria.slug])
    assert client.post(url, {"cpv": "85311300"}).status_code == 422
    given = {
        "specification": spec.pk,
        "cpv": "85311300",
        "health_value": "£3,000,000",
        "other_value": "500,000",
        "separable": "no",
        "reason": "One team.",
    }
    answer = client.post(url, given, follow=True)
    assert answer.status_code == 200
    content = answer.content.decode()
    assert "Provider Selection Regime" in content
    assert "Run this one outside Wholesight for now" in content
