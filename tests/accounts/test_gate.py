"""The gate: another's place does not exist, a lacking role is named, days count."""

import re
from datetime import date, timedelta

import pytest

from accounts.models import Membership, User
from accounts.roles import Role
from tests.factories import people
from workflow.clock import start_at
from workflow.door import begin
from workflow.lifecycle import SYSTEM

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


def plain(answer) -> str:
    """The page without what differs each time: the form's token, the minute."""
    page = answer.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|Page made [^<]+', "", page)


@pytest.mark.parametrize(
    ("theirs", "nobody_s"),
    [
        ("/p/cornwall/", "/p/nowhere/"),
        ("/p/cornwall/people/", "/p/nowhere/people/"),
        ("/provider/fellside-families/", "/provider/nowhere/"),
        ("/provider/fellside-families/colleagues/", "/provider/nowhere/colleagues/"),
    ],
)
def test_another_s_place_and_no_place_look_the_same(office, cornwall, theirs, nobody_s):
    people.provider()
    people.person(Role.ADMINISTRATOR, cornwall)

    first, second = office.get(theirs), office.get(nobody_s)

    assert (first.status_code, second.status_code) == (404, 404)
    assert plain(first) == plain(second)


def test_a_lacking_role_is_named(cumbria, signed_in):
    answer = signed_in(people.person(Role.APPROVER, cumbria)).get("/p/cumbria/people/")

    assert answer.status_code == 403
    assert "This page is for: Administrator." in answer.content.decode()


def test_an_administrator_elsewhere_is_none_here(cumbria, cornwall, signed_in):
    member = people.person(Role.BOARD, cumbria)
    people.also(member, Role.ADMINISTRATOR, cornwall)

    client = signed_in(member)

    assert client.get("/p/cornwall/people/").status_code == 200
    assert client.get("/p/cumbria/people/").status_code == 403


@pytest.mark.parametrize(
    ("from_day", "until_day", "status"),
    [
        (TODAY, None, 200),
        (TODAY, TODAY, 200),
        (TODAY - DAY, TODAY, 200),
        (TODAY + DAY, None, 404),
        (TODAY - DAY, TODAY - DAY, 404),
        (TODAY, TODAY - DAY, 404),
    ],
)
def test_a_role_counts_on_its_days(cumbria, signed_in, at, from_day, until_day, status):
    member = User.objects.create_person("bo@example.org", "Bo Ard", None)
    role = Membership(
        person=member,
        role=Role.BOARD,
        partnership=cumbria,
        organisation=people._lead(cumbria),
        from_day=from_day,
        until_day=until_day,
    )
    begin(role, by=SYSTEM, at=at)

    assert signed_in(member).get("/p/cumbria/").status_code == status


def test_days_are_days_in_london(cumbria, signed_in, at):
    member = User.objects.create_person("bo@example.org", "Bo Ard", None)
    role = Membership(
        person=member,
        role=Role.BOARD,
        partnership=cumbria,
        organisation=people._lead(cumbria),
        from_day=date(2027, 6, 1),
    )
    begin(role, by=SYSTEM, at=at)
    client = signed_in(member)

    start_at(at.replace(year=2027, month=5, day=31, hour=22, minute=30))  # 11:30pm in London
    assert client.get("/p/cumbria/").status_code == 404
    start_at(at.replace(year=2027, month=5, day=31, hour=23, minute=30))  # half past midnight
    assert client.get("/p/cumbria/").status_code == 200


def test_a_provider_s_pages_are_for_its_own_people(signed_in):
    own, other = people.provider(), people.provider("Solway Families")
    certifier = people.person(Role.CERTIFIER, own)
    preparer = people.person(Role.PREPARER, own)
    stranger = people.person(Role.CERTIFIER, other)
    url = "/provider/fellside-families/colleagues/"

    assert signed_in(certifier).get(url).status_code == 200
    assert signed_in(preparer).get(url).status_code == 403
    assert signed_in(stranger).get(url).status_code == 404
