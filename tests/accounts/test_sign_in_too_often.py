"""Trying passwords one after another: refused after five, for a while."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import RequestFactory

from accounts.actions.attempts import WINDOW, TooManyAttempts, admit, caller, forget
from accounts.models import SignInAttempt
from accounts.roles import Role
from accounts.views.sign_in import address_of
from tests.accounts.conftest import PASSWORD, with_password
from tests.factories import people

HERE, THERE = "192.0.2.1", "198.51.100.7"


def fail(times, at, email="bo@example.org", address=HERE):
    for _ in range(times):
        admit(caller(email, address), at=at)


def test_the_sixth_waits(at):
    fail(5, at)

    with pytest.raises(TooManyAttempts) as refusal:
        fail(1, at + timedelta(minutes=3, seconds=1))

    assert refusal.value.sentences == [
        "Too many attempts to sign in. Wait 12 minutes, then try again."
    ]


def test_waiting_is_enough(at):
    fail(5, at)
    fail(1, at + WINDOW)


def test_trying_on_does_not_lengthen_the_wait(at):
    fail(5, at)
    for minute in range(1, 15):
        with pytest.raises(TooManyAttempts):
            fail(1, at + timedelta(minutes=minute))

    fail(1, at + WINDOW)


def test_a_right_password_clears_the_count(at):
    fail(4, at)
    forget(caller("bo@example.org", HERE))
    fail(5, at)


def test_another_address_or_account_is_not_held_up(at):
    fail(5, at)
    fail(5, at, address=THERE)
    fail(5, at, email="al@example.org")


def test_one_account_from_everywhere(at):
    for n in range(20):
        fail(1, at, address=f"192.0.2.{n}")

    with pytest.raises(TooManyAttempts):
        fail(1, at, address=THERE)


def test_one_address_on_every_account(at):
    for n in range(100):
        fail(1, at, email=f"{n}@example.org")

    with pytest.raises(TooManyAttempts):
        fail(1, at)


def test_addresses_of_one_subscriber_count_as_one(at):
    fail(5, at, address="2001:db8::1")

    with pytest.raises(TooManyAttempts):
        fail(1, at, address="2001:db8::ffff:2")
    fail(1, at, address="2001:db8:0:1::1")


def test_spelling_an_account_differently_does_not_help(at):
    fail(5, at)

    with pytest.raises(TooManyAttempts):
        fail(1, at, email=" BO@Example.org")


def test_what_was_typed_is_not_kept_and_old_rows_go(at):
    fail(1, at, email="my password by mistake")
    kept = SignInAttempt.objects.get()
    assert "password" not in kept.account

    fail(1, at + WINDOW)
    assert not SignInAttempt.objects.filter(pk=kept.pk).exists()


def test_the_page_says_how_long_and_does_not_look_at_the_password(client, cumbria):
    person = with_password(people.person(Role.BOARD, cumbria))
    for _ in range(5):
        client.post("/sign-in/", {"username": person.email, "password": "wrong"})

    answer = client.post("/sign-in/", {"username": person.email, "password": PASSWORD})

    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= WINDOW.total_seconds()
    assert "Wait 15 minutes, then try again." in answer.content.decode()


def test_the_page_clears_the_count(client, cumbria):
    person = with_password(people.person(Role.BOARD, cumbria))
    client.post("/sign-in/", {"username": person.email, "password": "wrong"})
    client.post("/sign-in/", {"username": person.email, "password": PASSWORD})

    assert not SignInAttempt.objects.exists()


@pytest.mark.parametrize(
    ("proxies", "chain", "address"),
    [
        (0, "203.0.113.9", HERE),
        (1, "203.0.113.9, 198.51.100.7", THERE),
        (2, "198.51.100.7, 10.0.0.1", THERE),
        (2, "198.51.100.7", HERE),
        (1, "", HERE),
    ],
)
def test_the_address_before_our_own_proxies(settings, proxies, chain, address):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=HERE, headers={"X-Forwarded-For": chain})

    assert address_of(request) == address


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_no_more_than_five_looks(at):
    def one(_):
        try:
            fail(1, at)
        except TooManyAttempts:
            return 0
        finally:
            connections.close_all()
        return 1

    with ThreadPoolExecutor(8) as pool:
        admitted = sum(pool.map(one, range(24)))

    assert admitted <= 5
    assert SignInAttempt.objects.count() == admitted
