"""The factories make people who can do what their role says."""

import pytest

from accounts.roles import Role
from tests.factories import commissioning
from tests.factories.people import AT, also, person, provider, trust

pytestmark = pytest.mark.django_db


def test_people_hold_their_roles():
    cumbria, fellside = trust(), provider()
    ann = person(Role.COMMISSIONER, cumbria)
    also(ann, Role.ANALYST, cumbria)
    pat = person(Role.PREPARER, fellside)
    assert ann.roles_in_partnership(cumbria.pk, AT) == {Role.COMMISSIONER, Role.ANALYST}
    assert pat.roles_in_organisation(fellside.pk, AT) == {Role.PREPARER}
    assert ann.email != person(Role.COMMISSIONER, cumbria, name=ann.name).email


@pytest.mark.parametrize("state", ["draft", "for_approval", "approved"])
def test_a_specification_is_taken_to_its_state(state):
    cumbria = trust()
    made = commissioning.specification(cumbria, state)
    assert made.state == state
    assert made.kpis.count() == 2
    assert commissioning.meeting(cumbria).pk
    assert commissioning.action(cumbria).pk
