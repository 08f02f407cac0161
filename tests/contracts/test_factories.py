"""The factories make every state by real steps."""

import pytest

from tests.factories import contracts as make
from tests.factories.people import trust


@pytest.mark.django_db
@pytest.mark.parametrize("state", make.STATES)
def test_an_agreement_in_every_state(state: str) -> None:
    assert make.agreement(trust(), state).state == state


@pytest.mark.django_db
@pytest.mark.parametrize(
    "state",
    ["proposed", "with_board", "approved", "in_force", "refused", "withdrawn"],
)
def test_a_variation_in_every_state(state: str) -> None:
    assert make.variation(make.agreement(trust()), state).state == state


@pytest.mark.django_db
def test_a_contract_drafted_from_an_award_can_be_signed() -> None:
    made = make.drafted_from_award(trust())
    at = make.ready_to_sign(made)
    signed = make.take(
        made, "sign", by=make.commissioner_of(made.partnership), at=at, signed_on=at.date()
    )
    assert signed.is_binding
