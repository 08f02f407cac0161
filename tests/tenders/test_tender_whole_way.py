"""A tender's usual way, from the draft to the award."""

import pytest

from tests.factories.people import trust
from tests.factories.tenders import STATES, tender

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", STATES)
def test_a_tender_reaches_every_state_by_its_steps(state: str) -> None:
    made = tender(trust(), state)
    made.refresh_from_db()
    assert made.state == state


def test_the_award_tells_every_bid_its_outcome() -> None:
    made = tender(trust(), "awarded")
    assert sorted(b.state for b in made.bids.all()) == ["successful", "unsuccessful"]
    assert made.award_made.value == made.recommended_bid.price
