"""A certifier lets a program of the provider sign in by a token of its own, and ends that."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions.programs import digest_of, make_token, note_use, revoke_token, token_of
from accounts.models import AccessToken, AccessTokenUse
from accounts.roles import Role
from tests.factories import people
from workflow.calendar import london_date
from workflow.door import amend
from workflow.lifecycle import SYSTEM, NotAllowed, Refused
from workflow.models import AuditEntry, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider():
    return people.provider()


@pytest.fixture
def certifier(provider):
    return people.person(Role.CERTIFIER, provider)


@pytest.fixture
def preparer(provider):
    return people.person(Role.PREPARER, provider)


@pytest.fixture
def make(provider, certifier, preparer, at):
    def made(name="Case system", **given):
        terms = {
            "answerable": preparer,
            "until_day": london_date(at) + timedelta(30),
            "by": certifier,
        }
        return make_token(provider, name, "send", at=at, **{**terms, **given})

    return made


def test_a_token_is_known_again_and_kept_as_its_digest_alone(make):
    token, clear = make()
    assert token_of(clear) == token
    assert token.digest == digest_of(clear)
    assert clear.split("_")[1] == token.prefix
    secret = clear.split("_", 2)[2]
    assert len(secret) >= 43
    kept = [str(row) for row in AccessToken.objects.values_list()]
    kept += [f"{e.facts} {e.record_name}" for e in AuditEntry.objects.all()]
    assert not any(secret in row for row in kept)
    assert not any(token.digest in row for row in kept[1:])


@pytest.mark.parametrize("wrong", ["", "wholesight", "é" * 50, "x" * 10_000])
def test_what_is_no_token_is_known_by_nothing(make, wrong):
    _, clear = make()
    assert token_of(wrong) is None
    assert token_of(clear[:-1]) is None


def test_only_a_certifier_makes_one(make, preparer):
    with pytest.raises(NotAllowed):
        make(by=preparer)
    with pytest.raises(NotAllowed):
        make(by=people.person(Role.CERTIFIER, people.provider("Another")))
    assert not AccessToken.objects.exists()


def test_whoever_answers_for_it_works_there_and_is_told(make, preparer):
    with pytest.raises(Refused, match="has no role in Fellside Families now"):
        make(answerable=people.person(Role.PREPARER, people.provider("Another")))
    make()
    told = Notice.objects.get(person=preparer)
    assert told.sentence.startswith("You answer for the program “Case system” of Fellside Families")


@pytest.mark.parametrize("days", [-1, 367])
def test_it_holds_a_year_at_most(make, at, days):
    with pytest.raises(Refused, match="a year from now"):
        make(until_day=london_date(at) + timedelta(days))


def test_two_programs_do_not_share_a_name(make, certifier, at):
    token, _ = make()
    with pytest.raises(Refused, match="Another program has this name"):
        make(name="case  SYSTEM")
    revoke_token(token, by=certifier, at=at)
    make(name="case  SYSTEM")


def test_it_is_revoked_once_and_for_good(make, certifier, preparer, at):
    token, _ = make()
    with pytest.raises(NotAllowed):
        revoke_token(token, by=preparer, at=at)
    assert token.ended_words(at) == ""
    revoked = revoke_token(token, by=certifier, at=at, reasons="The laptop was lost.")
    assert "has been revoked" in revoked.ended_words(at)
    with pytest.raises(Refused, match="revoked already"):
        revoke_token(token, by=certifier, at=at)
    with pytest.raises(Refused, match="revoked already"):
        amend(token, by=certifier, at=at, revoked_at=None)
    entry = AuditEntry.objects.filter(record_type="accounts.accesstoken").last()
    assert (entry.actor, entry.reasons) == (certifier, "The laptop was lost.")


def test_it_ends_after_its_last_day(make, at):
    token, _ = make(until_day=london_date(at))
    assert token.ended_words(at) == ""
    assert "ended on 24 November 2026" in token.ended_words(at + timedelta(days=1))


def test_it_stands_still_when_nobody_answers_for_it(make, preparer, at):
    _, clear = make()
    held = preparer.memberships.get()
    amend(held, by=SYSTEM, at=at, until_day=london_date(at) - timedelta(1))
    assert "has no role in Fellside Families now" in token_of(clear).ended_words(at)


def test_its_use_is_written_once_an_hour(make, at, django_assert_num_queries):
    token, _ = make()
    for minutes, written in ((0, 0), (59, 0), (60, 60), (90, 60), (-30, 60)):
        note_use(token, at + timedelta(minutes=minutes))
        assert AccessTokenUse.objects.get().at == at + timedelta(minutes=written)
    with django_assert_num_queries(1):
        note_use(token, at + timedelta(minutes=100))


def test_on_the_pages_it_is_made_shown_once_and_revoked(provider, certifier, preparer):
    client = Client()
    client.force_login(certifier)
    there = reverse("accounts:programs", args=[provider.slug])
    new = reverse("accounts:program_new", args=[provider.slug])
    page = client.get(new).content.decode()
    assert f">{preparer}<" in page
    last = re.search(r'name="until_day[^"]*" value', page) or "until_day" in page
    assert last
    given = {"name": "Case system", "scope": "read", "answerable": preparer.pk}
    token_page = client.post(new, given | _day(client, new))
    clear = re.search(r">(wholesight_[\w-]+)</textarea>", token_page.content.decode()).group(1)
    assert "no-store" in token_page["Cache-Control"]
    assert token_of(clear).may_send is False
    listed = client.get(there).content.decode()
    assert "Case system" in listed
    assert clear not in listed
    revoke = re.search(r'href="([^"]+/revoke/)"', listed).group(1)
    assert client.post(revoke, {"reasons": "Not needed."}).status_code == 302
    assert "Revoked" in client.get(there).content.decode()
    assert client.post(revoke, {}).status_code == 409


def _day(client, url):
    """The day the form offers, as a browser would send it back."""
    page = client.get(url).content.decode()
    found = re.findall(r'<input[^>]*name="(until_day[^"]*)"[^>]*>', page)
    return {
        name: re.search(
            rf'name="{name}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="{name}"', page
        )
        .group(0)
        .split('value="')[1]
        .split('"')[0]
        for name in found
    }
