"""Giving roles: by an administrator of the partnership, to people who belong there."""

from datetime import date, timedelta

import pytest

from accounts.actions.people import give_role, register_person
from accounts.models import Membership, Organisation, PartnershipMember, User
from accounts.roles import Role
from tests.factories import people
from workflow.audit import history
from workflow.door import begin
from workflow.lifecycle import SYSTEM, NotAllowed, Refused

TODAY = date(2026, 11, 24)


@pytest.fixture
def give(cumbria, administrator, at):
    """The administrator of Cumbria gives a role; anything may be put differently."""

    def do(person, role=Role.APPROVER, **differently):
        usual = {
            "organisation": people._lead(cumbria),
            "partnership": cumbria,
            "from_day": TODAY,
            "by": administrator,
            "at": at,
        }
        return give_role(person, role, **{**usual, **differently})

    return do


@pytest.fixture
def colleague(cumbria):
    return people.person(Role.COMMISSIONER, cumbria, "Col League")


def test_a_role_is_given_and_entered(give, colleague, administrator):
    given = give(colleague)

    assert given.holds_on(TODAY)
    entry = history(given).get()
    assert (entry.actor_name, entry.sentence) == (str(administrator), "recorded the role")
    assert entry.facts["role"] == "approver"


@pytest.mark.parametrize("role", [r for r in Role if r != Role.ADMINISTRATOR])
def test_only_an_administrator_gives(give, colleague, cumbria, role):
    if role in {Role.PREPARER, Role.CERTIFIER}:
        other = people.person(role, people.provider())
    else:
        other = people.person(role, cumbria)

    with pytest.raises(NotAllowed):
        give(colleague, by=other)


def test_not_the_administrator_of_another_partnership(give, colleague, cornwall):
    with pytest.raises(NotAllowed):
        give(colleague, by=people.person(Role.ADMINISTRATOR, cornwall))


def test_not_to_yourself(give, administrator):
    with pytest.raises(Refused, match="Nobody changes their own roles"):
        give(administrator)


def test_not_in_another_partnership(give, colleague, cornwall):
    with pytest.raises(NotAllowed):
        give(colleague, partnership=cornwall, organisation=people._lead(cornwall))


@pytest.mark.parametrize("role", [Role.PREPARER, Role.CERTIFIER])
def test_not_a_role_with_a_provider(give, colleague, role):
    fellside = people.provider()

    with pytest.raises(NotAllowed):
        give(colleague, role, partnership=None, organisation=fellside)
    with pytest.raises(Refused):
        give(colleague, role)
    with pytest.raises(Refused, match="is no member"):
        give(colleague, role, organisation=fellside)


def test_not_for_an_organisation_that_is_no_member(give, colleague, cornwall):
    with pytest.raises(Refused, match="Cornwall Council is no member of Cumbria"):
        give(colleague, organisation=people._lead(cornwall))


def test_not_for_a_member_that_has_left(give, colleague, cumbria):
    left = Organisation.objects.create(name="Old Council", slug="old", kind="council")
    PartnershipMember.objects.create(
        partnership=cumbria, organisation=left, part="partner", until_day=date(2023, 3, 31)
    )

    with pytest.raises(Refused, match="Old Council is no member"):
        give(colleague, organisation=left)


def test_not_from_a_day_that_has_passed(give, colleague):
    with pytest.raises(Refused, match="begins today at the earliest"):
        give(colleague, from_day=TODAY - timedelta(days=1))


def test_not_twice_at_a_time(give, colleague):
    give(colleague)

    with pytest.raises(Refused, match="holds the role Approver"):
        give(colleague, from_day=TODAY + timedelta(days=30))


def test_not_to_somebody_of_another_place(give, cornwall):
    stranger = people.person(Role.BOARD, cornwall)
    certifier = people.person(Role.CERTIFIER, people.provider())

    for person in (stranger, certifier):
        with pytest.raises(Refused, match="Ask its operator to let them into yours"):
            give(person)


def test_whom_the_operator_let_in_can_be_given_more(give, cumbria, cornwall):
    both = people.also(people.person(Role.BOARD, cornwall), Role.BOARD, cumbria)

    assert give(both).role == Role.APPROVER


def test_a_membership_is_not_moved_by_amending(give, colleague, administrator, at, cornwall):
    from workflow.door import amend

    given = give(colleague)
    for change in ({"partnership": cornwall}, {"role": Role.ADMINISTRATOR}):
        with pytest.raises(Refused, match="Only the last day of a role is changed"):
            amend(given, by=administrator, at=at, **change)


def test_a_new_person_has_an_account_without_a_password(cumbria, administrator, at):
    made = register_person(
        " Ada@Example.ORG",
        "Ada Love",
        Role.ANALYST,
        organisation=people._lead(cumbria),
        partnership=cumbria,
        from_day=TODAY,
        job_title="Analyst",
        by=administrator,
        at=at,
    )

    assert (made.email, made.has_usable_password()) == ("ada@example.org", False)


def test_a_refused_role_leaves_no_account(cumbria, cornwall, at):
    other = people.person(Role.ADMINISTRATOR, cornwall)

    with pytest.raises(NotAllowed):
        register_person(
            "ada@example.org",
            "Ada Love",
            Role.ANALYST,
            organisation=people._lead(cumbria),
            partnership=cumbria,
            from_day=TODAY,
            by=other,
            at=at,
        )

    assert not User.objects.filter(email="ada@example.org").exists()


def test_one_account_for_an_address(cumbria, administrator, colleague, at):
    with pytest.raises(Refused, match="has an account already"):
        register_person(
            colleague.email.upper(),
            "Impostor",
            Role.ANALYST,
            organisation=people._lead(cumbria),
            partnership=cumbria,
            from_day=TODAY,
            by=administrator,
            at=at,
        )


def test_the_door_itself_refuses(cumbria, administrator, at):
    """However the record is put together, nobody writes themselves a role."""
    role = Membership(
        person=administrator,
        role=Role.COMMISSIONER,
        partnership=cumbria,
        organisation=people._lead(cumbria),
        from_day=TODAY,
    )
    with pytest.raises(Refused):
        begin(role, by=administrator, at=at)
    assert begin(role, by=SYSTEM, at=at).pk
