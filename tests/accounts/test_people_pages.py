"""The administrator's pages about people."""

import re

import pytest
from django.test import Client

from accounts.models import Membership, User
from accounts.roles import Role
from tests.accounts.conftest import with_password
from tests.factories import people
from workflow.models import AuditEntry

PEOPLE = "/p/cumbria/people/"
TODAY = {"from_day_0": "24", "from_day_1": "11", "from_day_2": "2026"}


@pytest.fixture
def colleague(cumbria):
    return people.person(Role.COMMISSIONER, cumbria, "Col League")


def page(answer):
    return answer.content.decode()


def new_person(cumbria, **differently):
    return {
        "name": "Ada Love",
        "email": "ada@example.org",
        "job_title": "Analyst",
        "organisation": people._lead(cumbria).pk,
        "role": "analyst",
        **TODAY,
        **differently,
    }


@pytest.mark.parametrize("many", [3, 30])
def test_the_list_costs_the_same_for_any_number(
    office, cumbria, many, django_assert_max_num_queries
):
    for n in range(many):
        people.also(people.person(Role.BOARD, cumbria, f"Person {n}"), Role.ANALYST, cumbria)

    with django_assert_max_num_queries(8):
        answer = office.get(PEOPLE)

    assert answer.context["found"] == many + 1


def test_the_person_s_page_costs_the_same_for_any_history(
    office, cumbria, colleague, django_assert_max_num_queries
):
    for role in (Role.BOARD, Role.ANALYST, Role.EVALUATOR, Role.APPROVER):
        people.also(colleague, role, cumbria)

    with django_assert_max_num_queries(12):
        answer = office.get(f"{PEOPLE}{colleague.pk}/")

    assert len(answer.context["roles"]) == 5


def test_the_list_finds_and_tells_who_left(office, colleague, cumbria):
    people.person(Role.BOARD, cumbria, "Other One")
    assert [line.person for line in office.get(PEOPLE, {"wanted": "leag"}).context["page"]] == [
        colleague
    ]

    role = colleague.memberships.get()
    end = {"when": "at_once", "reasons": "Left the council"}
    office.post(f"{PEOPLE}{colleague.pk}/roles/{role.pk}/end/", end)

    assert "Col League" not in page(office.get(PEOPLE))
    everybody = page(office.get(PEOPLE, {"standing": "all"}))
    assert "Col League" in everybody
    assert "Ended" in everybody


def test_the_list_is_of_this_partnership_alone(office, cornwall):
    people.person(Role.BOARD, cornwall, "Far Away")
    people.person(Role.CERTIFIER, people.provider(), "Pro Vider")

    everybody = page(office.get(PEOPLE, {"standing": "all"}))

    assert "Far Away" not in everybody
    assert "Pro Vider" not in everybody


def test_a_person_of_another_partnership_is_not_there(office, cornwall):
    stranger = people.person(Role.BOARD, cornwall)
    role = stranger.memberships.get()

    for end in ("", "roles/new/", f"roles/{role.pk}/end/", "password-link/", "close/", "reopen/"):
        assert office.get(f"{PEOPLE}{stranger.pk}/{end}").status_code == 404
        assert office.post(f"{PEOPLE}{stranger.pk}/{end}").status_code == 404


def test_a_role_elsewhere_is_neither_shown_nor_ended_here(office, colleague, cornwall):
    people.also(colleague, Role.BOARD, cornwall)
    there = colleague.memberships.get(partnership=cornwall)

    shown = page(office.get(f"{PEOPLE}{colleague.pk}/"))

    assert "Cornwall" not in shown
    assert "has worked outside this partnership too" in shown
    assert office.get(f"{PEOPLE}{colleague.pk}/roles/{there.pk}/end/").status_code == 404


def test_a_new_person_gets_a_link_that_works(office, cumbria):
    answer = office.post(f"{PEOPLE}new/", new_person(cumbria))

    link = re.search(r'value="http://testserver(/set-password/[^"]+)"', page(answer))
    assert link
    assert "no-store" in answer["Cache-Control"]
    theirs = Client()
    url = theirs.get(link[1])["Location"]
    words = {"new_password1": "a good long phrase", "new_password2": "a good long phrase"}
    theirs.post(url, words)
    signed = theirs.post(
        "/sign-in/", {"username": "ada@example.org", "password": "a good long phrase"}
    )
    assert signed.status_code == 302
    assert theirs.get("/p/cumbria/").status_code == 200
    assert link[1].split("/")[-2] not in str(list(AuditEntry.objects.values_list("facts")))


def test_a_known_address_is_refused_in_words(office, cumbria, colleague):
    answer = office.post(f"{PEOPLE}new/", new_person(cumbria, email=colleague.email))

    assert answer.status_code == 409
    assert "has an account already" in page(answer)


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("role", "certifier", "Select a valid choice"),
        ("role", "", "Choose what they will do."),
        ("email", "nonsense", "valid email address"),
        ("from_day_1", "13", "real date"),
        ("organisation", "", "choose one"),
    ],
)
def test_a_form_not_filled_in_well(office, cumbria, field, value, why):
    answer = office.post(f"{PEOPLE}new/", new_person(cumbria, **{field: value}))

    assert answer.status_code == 422
    assert why in page(answer)
    assert not User.objects.filter(email="ada@example.org").exists()


def test_an_organisation_elsewhere_is_no_choice(office, cumbria, cornwall):
    form = new_person(cumbria, organisation=people._lead(cornwall).pk)

    assert office.post(f"{PEOPLE}new/", form).status_code == 422


def test_another_role_is_given(office, cumbria, colleague):
    form = {"role": "approver", "organisation": people._lead(cumbria).pk, **TODAY}

    answer = office.post(f"{PEOPLE}{colleague.pk}/roles/new/", form, follow=True)

    assert "Col League is given the role Approver." in page(answer)
    assert "gave the role Approver from 24 November 2026" in page(answer)


def test_nobody_gives_themselves_a_role(office, cumbria, administrator):
    form = {"role": "approver", "organisation": people._lead(cumbria).pk, **TODAY}

    answer = office.post(f"{PEOPLE}{administrator.pk}/roles/new/", form)

    assert answer.status_code == 409
    assert "Nobody changes their own roles" in page(answer)
    assert Membership.objects.filter(person=administrator).count() == 1
    shown = page(office.get(f"{PEOPLE}{administrator.pk}/"))
    assert "This is you." in shown
    assert "Give another role" not in shown


def test_a_role_ends_on_a_day(office, colleague):
    url = f"{PEOPLE}{colleague.pk}/roles/{colleague.memberships.get().pk}/end/"
    day = {"last_day_0": "30", "last_day_1": "November", "last_day_2": "2026"}

    missing = office.post(url, {"when": "on_a_day", "reasons": "New job"})
    past = office.post(url, {"when": "on_a_day", "reasons": "New job", **day, "last_day_2": "2025"})
    done = office.post(url, {"when": "on_a_day", "reasons": "New job", **day}, follow=True)

    assert missing.status_code == 422
    assert "Enter the last day." in page(missing)
    assert past.status_code == 409
    assert "ended the role Commissioner, last day 30 November 2026" in page(done)
    assert "New job" in page(done)


def test_an_account_is_closed_and_opened_again(office, colleague, signed_in):
    with_password(colleague)
    theirs = signed_in(colleague)
    url = f"{PEOPLE}{colleague.pk}/"

    assert "Account closed" in page(
        office.post(f"{url}close/", {"reasons": "On leave"}, follow=True)
    )
    assert theirs.get("/p/cumbria/").status_code == 302
    assert office.post(f"{url}password-link/").status_code == 409
    opened = page(office.post(f"{url}reopen/", {"reasons": "Back"}, follow=True))
    assert "Account closed" not in opened
    assert "opened the account again" in opened


def test_a_forgotten_password(office, colleague):
    url = f"{PEOPLE}{colleague.pk}/password-link/"

    assert "/set-password/" not in page(office.get(url))
    assert "/set-password/" in page(office.post(url))
    assert "/set-password/" not in page(office.get(f"{PEOPLE}{colleague.pk}/"))


def test_colleagues_of_a_provider(signed_in):
    fellside = people.provider()
    certifier = people.person(Role.CERTIFIER, fellside, "Cer Tifier")
    people.person(Role.PREPARER, fellside, "Pre Parer")
    people.person(Role.PREPARER, people.provider("Solway Families"), "Some One")

    shown = page(signed_in(certifier).get("/provider/fellside-families/colleagues/"))

    assert "Pre Parer" in shown
    assert "Some One" not in shown


def test_the_navigation(office, cumbria, signed_in):
    analyst = signed_in(people.person(Role.ANALYST, cumbria))

    assert f'href="{PEOPLE}"' in page(office.get("/p/cumbria/"))
    assert f'href="{PEOPLE}"' not in page(analyst.get("/p/cumbria/"))
