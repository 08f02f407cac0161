"""Signing in and out: who gets in, what the others are told."""

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import SignInAttempt
from accounts.roles import Role
from tests.accounts.conftest import PASSWORD, with_password
from tests.factories import people

SIGN_IN = "/sign-in/"


@pytest.fixture
def board_member(cumbria):
    return with_password(people.person(Role.BOARD, cumbria, "Bo Ard"))


def attempt(client, email, password, **extra):
    return client.post(SIGN_IN, {"username": email, "password": password}, **extra)


def test_the_right_password_leads_to_your_work(client, board_member):
    answer = attempt(client, board_member.email, PASSWORD)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/", follow=True).status_code == 200


def test_the_case_of_the_address_does_not_matter(client, board_member):
    assert attempt(client, board_member.email.upper(), PASSWORD).status_code == 302


def test_every_refusal_reads_the_same(client, board_member, cumbria):
    closed = with_password(people.person(Role.BOARD, cumbria))
    closed.is_active = False
    closed.save()

    said = set()
    for email, password in [
        (board_member.email, "wrong"),
        ("nobody@example.org", "wrong"),
        (closed.email, PASSWORD),
    ]:
        answer = attempt(client, email, password)
        assert answer.status_code == 422
        said.add(str(answer.context["form"].non_field_errors()))

    assert len(said) == 1
    assert "The email address or the password is not right." in said.pop()


def test_a_person_without_a_password_cannot_sign_in(client, cumbria):
    invited = people.person(Role.BOARD, cumbria)

    assert attempt(client, invited.email, "").status_code == 422
    assert attempt(client, invited.email, invited.password).status_code == 422


def test_an_account_nobody_has_costs_a_password_check_too(client, monkeypatch):
    hashed = []
    monkeypatch.setattr("accounts.models.User.set_password", lambda self, raw: hashed.append(raw))

    attempt(client, "nobody@example.org", "wrong")

    assert hashed == ["wrong"]


def test_nothing_filled_in_is_not_an_attempt(client):
    assert attempt(client, "", "").status_code == 422
    assert not SignInAttempt.objects.exists()


def test_the_session_changes_its_key(client, board_member):
    client.get(SIGN_IN)
    session = client.session
    session["kept"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    before = session.session_key

    attempt(client, board_member.email, PASSWORD)

    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/p/cumbria/", "/p/cumbria/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("\\\\elsewhere.example", "/"),
    ],
)
def test_next_leads_to_our_own_pages_only(client, board_member, asked, given):
    answer = client.post(
        SIGN_IN, {"username": board_member.email, "password": PASSWORD, "next": asked}
    )

    assert answer["Location"] == given


def test_a_page_asked_for_signed_out_leads_to_sign_in(client, cumbria):
    answer = client.get("/p/cumbria/people/")

    assert answer["Location"] == "/sign-in/?next=/p/cumbria/people/"


def test_signing_out_is_a_post(client, board_member):
    client.force_login(board_member)

    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 200
    assert "/sign-in/" in client.get("/")["Location"]


def test_a_form_without_its_token_is_refused(board_member):
    strict = Client(enforce_csrf_checks=True)

    assert attempt(strict, board_member.email, PASSWORD).status_code == 403


def test_closing_an_account_ends_what_is_signed_in(client, board_member):
    client.force_login(board_member)
    assert client.get("/p/cumbria/").status_code == 200

    board_member.is_active = False
    board_member.save()

    assert client.get("/p/cumbria/").status_code == 302


def test_cookies_stay_with_our_own_pages(client, board_member):
    answer = attempt(client, board_member.email, PASSWORD)

    cookie = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
