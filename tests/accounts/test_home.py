"""Where a person goes after signing in."""

from datetime import date, timedelta

from accounts.actions.people import end_role, give_role
from accounts.models import User
from accounts.roles import Role
from tests.factories import people
from workflow.lifecycle import SYSTEM


def test_one_place_opens_at_once(cumbria, signed_in):
    member = people.person(Role.BOARD, cumbria)

    assert signed_in(member).get("/")["Location"] == "/p/cumbria/"


def test_a_provider_of_many_partnerships_is_one_place(signed_in):
    fellside = people.provider()
    certifier = people.person(Role.CERTIFIER, fellside)
    people.also(certifier, Role.PREPARER, fellside)

    assert signed_in(certifier).get("/")["Location"] == "/provider/fellside-families/"


def test_two_places_are_offered(cumbria, cornwall, signed_in):
    member = people.person(Role.BOARD, cumbria)
    people.also(member, Role.BOARD, cornwall)
    people.also(member, Role.CERTIFIER, people.provider())

    answer = signed_in(member).get("/")

    assert [str(place) for place in answer.context["places"]] == [
        "Cornwall Children's Trust",
        "Cumbria Children's Trust",
        "Fellside Families",
    ]


def test_nobody_s_place_says_what_to_do(db, signed_in):
    lost = User.objects.create_person("lost@example.org", "Lo St", None)

    assert "You have no role yet" in signed_in(lost).get("/").content.decode()


def test_a_place_left_is_offered_no_more(cumbria, cornwall, signed_in, at):
    member = people.person(Role.BOARD, cumbria)
    there = give_role(
        member,
        Role.BOARD,
        organisation=people._lead(cornwall),
        partnership=cornwall,
        from_day=date(2020, 1, 1),
        by=SYSTEM,
        at=at,
    )
    end_role(there, at.date() - timedelta(days=1), by=SYSTEM, at=at, reasons="Left")

    assert signed_in(member).get("/")["Location"] == "/p/cumbria/"
