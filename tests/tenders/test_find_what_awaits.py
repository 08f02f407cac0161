"""What awaits somebody stays until it is done, and is not asked of who cannot do it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.gate import Visit
from accounts.models import Partnership, User
from accounts.roles import Role
from tenders.actions.question import answer, ask
from tenders.models import RegimeChoice
from tenders.queries.work import waiting_for
from tests.factories.commissioning import approver_of, commissioner_of
from tests.factories.people import AT, person, provider
from tests.factories.tenders import moment_after, regime_choice, tender
from workflow.door import take
from workflow.lifecycle import SYSTEM


def todos(somebody: User, trust: Partnership, at: object) -> list[str]:
    """What Your work says to a person."""
    roles = somebody.roles_in_partnership(trust.pk, at)
    return [i.todo for i in waiting_for(Visit(somebody, at, partnership=trust, roles=roles))]


def test_a_question_awaits_its_answer_after_the_tender_closed(cumbria: Partnership) -> None:
    made, asker = tender(cumbria, "published"), provider("Asker")
    before = made.questions_until - timedelta(days=1)
    asked = ask(made, asker, "How many?", by=person(Role.PREPARER, asker), at=before)
    at, by = moment_after(made), commissioner_of(cumbria)
    made = take(made, "close", by=SYSTEM, at=at)
    assert f"Answer it: {made}" in todos(by, cumbria, at)
    answer(asked, "Twelve.", by=by, at=at)
    assert f"Answer it: {made}" not in todos(by, cumbria, at)


def test_no_answer_is_awaited_once_the_tender_is_abandoned(cumbria: Partnership) -> None:
    made, asker = tender(cumbria, "published"), provider("Asker")
    at, by = made.questions_until - timedelta(days=1), commissioner_of(cumbria)
    ask(made, asker, "How many?", by=person(Role.PREPARER, asker), at=at)
    take(made, "abandon", by=by, at=at, reasons="No longer wanted.")
    assert todos(by, cumbria, at) == []


@pytest.mark.parametrize(
    "values",
    [
        {"health_value": Decimal(5_000_000)},
        {"health_value": Decimal(0), "other_value": Decimal(9_000)},
    ],
)
def test_a_worksheet_nobody_can_approve_is_to_be_withdrawn(
    cumbria: Partnership, values: dict[str, Decimal]
) -> None:
    choice: RegimeChoice = regime_choice(cumbria, state="proposed", **values)
    by = commissioner_of(cumbria)
    assert todos(approver_of(cumbria), cumbria, AT) == []
    assert todos(by, cumbria, AT) == ["Withdraw it: this route is not run here"]
    take(choice, "withdraw", by=by, at=AT)
    assert todos(by, cumbria, AT) == []


def test_the_health_regime_is_named_once(
    cumbria: Partnership, signed_in: Callable[..., Client]
) -> None:
    choice = regime_choice(cumbria, state="proposed", health_value=Decimal(5_000_000))
    page = signed_in(approver_of(cumbria)).get(choice.get_absolute_url()).content.decode()
    assert "<strong>Provider Selection Regime</strong>" in page


@pytest.mark.parametrize(("role", "linked"), [(Role.BOARD, False), (Role.APPROVER, True)])
def test_the_regime_is_a_link_for_who_may_open_it(
    cumbria: Partnership, signed_in: Callable[..., Client], role: Role, linked: bool
) -> None:
    made = tender(cumbria)
    page = signed_in(person(role, cumbria)).get(made.get_absolute_url()).content.decode()
    assert "Procurement Act 2023, light touch" in page
    assert (made.regime_choice.get_absolute_url() in page) is linked


def test_the_source_of_a_gate_begins_with_a_capital(
    cumbria: Partnership, signed_in: Callable[..., Client]
) -> None:
    made = tender(cumbria)
    url = reverse("tenders:tender_gates", args=[cumbria.slug, made.pk])
    page = signed_in(commissioner_of(cumbria)).get(url).content.decode()
    assert ">Statutory: Procurement Act 2023" in page
    assert ">Council policy: " in page
