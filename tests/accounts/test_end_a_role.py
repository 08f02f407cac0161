"""Ending a role on a day or at once; nothing is removed."""

from datetime import date, timedelta

import pytest

from accounts.actions.people import end_role, end_role_at_once, give_role
from accounts.roles import Role
from tests.factories import people
from workflow.audit import history
from workflow.door import remove
from workflow.lifecycle import NotAllowed, Refused

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


@pytest.fixture
def held(cumbria):
    return people.person(Role.COMMISSIONER, cumbria).memberships.get()


def test_on_a_day(held, administrator, at):
    ended = end_role(held, TODAY + 7 * DAY, by=administrator, at=at, reasons="New job")

    assert ended.holds_on(TODAY + 7 * DAY)
    assert not ended.holds_on(TODAY + 8 * DAY)
    entry = history(held).last()
    assert entry.facts == {"until_day": [None, "2026-12-01"]}
    assert entry.reasons == "New job"


def test_at_once(held, administrator, at):
    ended = end_role_at_once(held, by=administrator, at=at, reasons="Left")

    assert not ended.holds_on(TODAY)
    assert ended.holds_on(TODAY - DAY)
    assert ended.standing_on(TODAY) == "ended"


@pytest.mark.parametrize("begins", [TODAY, TODAY + 30 * DAY])
def test_before_it_ever_held(held, cumbria, administrator, at, begins):
    later = give_role(
        held.person,
        Role.APPROVER,
        organisation=held.organisation,
        partnership=cumbria,
        from_day=begins,
        by=administrator,
        at=at,
    )

    ended = end_role_at_once(later, by=administrator, at=at, reasons="A mistake")

    assert ended.standing_on(TODAY) == "never began"
    assert not ended.holds_on(begins)


def test_not_in_the_past(held, administrator, at):
    with pytest.raises(Refused, match="The last day has passed"):
        end_role(held, TODAY - 2 * DAY, by=administrator, at=at, reasons="Left")


def test_not_when_it_has_ended(held, administrator, at):
    end_role_at_once(held, by=administrator, at=at, reasons="Left")

    with pytest.raises(Refused, match="Give it anew"):
        end_role(held, TODAY + DAY, by=administrator, at=at, reasons="Back")


def test_an_end_to_come_can_be_moved(held, administrator, at):
    end_role(held, TODAY + DAY, by=administrator, at=at, reasons="Leaving")

    moved = end_role(held, TODAY + 9 * DAY, by=administrator, at=at, reasons="A week more")

    assert moved.until_day == TODAY + 9 * DAY


def test_not_your_own(administrator, at):
    own = administrator.memberships.get()

    with pytest.raises(Refused, match="Nobody changes their own roles"):
        end_role_at_once(own, by=administrator, at=at, reasons="Enough")


@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.APPROVER, Role.BOARD])
def test_only_an_administrator_ends(held, cumbria, at, role):
    with pytest.raises(NotAllowed):
        end_role_at_once(held, by=people.person(role, cumbria), at=at, reasons="Because")


def test_not_in_another_partnership(held, cornwall, at):
    other = people.person(Role.ADMINISTRATOR, cornwall)

    with pytest.raises(NotAllowed):
        end_role_at_once(held, by=other, at=at, reasons="Because")


def test_not_a_provider_s(administrator, at):
    held = people.person(Role.CERTIFIER, people.provider()).memberships.get()

    with pytest.raises(NotAllowed):
        end_role_at_once(held, by=administrator, at=at, reasons="Because")


def test_a_role_is_never_removed(held, administrator, at):
    with pytest.raises(Refused, match="never removed"):
        remove(held, by=administrator, at=at)
