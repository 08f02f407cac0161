"""The account: links to set a password, closing and opening again; and whose business it is."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from accounts.actions.account import close_account, make_link, reopen_account
from accounts.models import AccountChange, User
from accounts.roles import Role
from accounts.tokens import SetPasswordTokens, set_password_path
from tests.accounts.conftest import PASSWORD, with_password
from tests.factories import people
from workflow.audit import history
from workflow.lifecycle import SYSTEM, NotAllowed, Refused

NEW = "quite another phrase"


@pytest.fixture
def colleague(cumbria):
    return with_password(people.person(Role.COMMISSIONER, cumbria, "Col League"))


@pytest.fixture
def link(colleague, cumbria, administrator, at):
    return make_link(colleague, partnership=cumbria, by=administrator, at=at)


def set_password(link, *, new=NEW, again=NEW, client=None):
    client = client or Client()
    opened = client.get(link, follow=True)
    url = opened.redirect_chain[-1][0] if opened.redirect_chain else link
    return client.post(url, {"new_password1": new, "new_password2": again})


def test_a_link_sets_the_password_once(link, colleague):
    answer = set_password(link)

    assert answer["Location"] == "/sign-in/"
    colleague.refresh_from_db()
    assert colleague.check_password(NEW)
    assert Client().get(link).status_code == 410


def test_the_link_s_token_does_not_stay_in_the_address(link, client):
    url = client.get(link)["Location"]

    assert re.fullmatch(r"/set-password/\w+/set-password/", url)
    assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    ("new", "again", "why"),
    [("short", "short", "too short"), (NEW, NEW + "!", "not the same")],
)
def test_a_poor_password_is_refused(link, new, again, why):
    answer = set_password(link, new=new, again=again)

    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_a_link_runs_out_after_three_days(link, client, monkeypatch):
    made = datetime.now()  # noqa: DTZ005 - as Django counts
    monkeypatch.setattr(SetPasswordTokens, "_now", lambda self: made + timedelta(days=3, minutes=1))

    answer = client.get(link)

    assert answer.status_code == 410
    assert "This link no longer works" in answer.content.decode()


def test_a_link_ends_with_the_next_sign_in(link, colleague, client):
    client.post("/sign-in/", {"username": colleague.email, "password": PASSWORD})

    assert Client().get(link).status_code == 410


def test_a_link_ends_when_the_account_closes(link, colleague, cumbria, administrator, at):
    close_account(colleague, partnership=cumbria, by=administrator, at=at, reasons="Left")

    assert Client().get(link).status_code == 410


def test_a_link_does_not_follow_into_another_place(link, colleague, cornwall):
    people.also(colleague, Role.BOARD, cornwall)

    assert Client().get(link).status_code == 410


def test_a_link_for_one_is_none_for_another(link, cumbria, client):
    other = people.person(Role.BOARD, cumbria)
    token = link.rstrip("/").split("/")[-1]
    uid = set_password_path(other).split("/")[2]

    assert client.get(f"/set-password/{uid}/{token}/").status_code == 410
    assert client.get(f"/set-password/zzzz/{token}/").status_code == 410


def test_every_link_is_entered_and_none_is_kept(link, colleague, administrator):
    change = AccountChange.objects.get()
    entry = history(change).get()

    assert (entry.actor_name, entry.facts["kind"]) == (str(administrator), "link")
    assert link.split("/")[-2] not in str(entry.facts)


def test_setting_a_password_signs_out_everywhere(colleague, cumbria, administrator, signed_in, at):
    elsewhere = signed_in(colleague)

    set_password(make_link(colleague, partnership=cumbria, by=administrator, at=at))

    assert elsewhere.get("/p/cumbria/").status_code == 302


@pytest.mark.parametrize("deed", [close_account, reopen_account])
def test_closing_and_opening_are_entered(deed, colleague, cumbria, administrator, at):
    if deed is reopen_account:
        close_account(colleague, partnership=cumbria, by=administrator, at=at, reasons="Left")

    deed(colleague, partnership=cumbria, by=administrator, at=at, reasons="Because")

    colleague.refresh_from_db()
    assert colleague.is_active is (deed is reopen_account)
    assert history(AccountChange.objects.last()).get().reasons == "Because"


def test_not_twice(colleague, cumbria, administrator, at):
    deed = {"partnership": cumbria, "by": administrator, "at": at, "reasons": "Because"}

    with pytest.raises(Refused, match="This account is open"):
        reopen_account(colleague, **deed)
    close_account(colleague, **deed)
    with pytest.raises(Refused, match="This account is closed"):
        close_account(colleague, **deed)


def deeds(person, partnership, by, at):
    usual = {"partnership": partnership, "by": by, "at": at}
    yield lambda: make_link(person, **usual)
    yield lambda: close_account(person, **usual, reasons="Because")


def refused_everything(person, partnership, by, at, kind=Refused):
    for deed in deeds(person, partnership, by, at):
        with pytest.raises(kind):
            deed()
    person.refresh_from_db()
    assert person.is_active
    assert not AccountChange.objects.exists()


def test_not_your_own(administrator, cumbria, at):
    refused_everything(administrator, cumbria, administrator, at)


def test_not_of_somebody_who_works_elsewhere_too(cumbria, cornwall, administrator, at):
    both = people.also(people.person(Role.BOARD, cumbria), Role.BOARD, cornwall)
    refused_everything(both, cumbria, administrator, at)


def test_not_of_somebody_who_certifies_for_a_provider_too(cumbria, administrator, at):
    both = people.also(people.person(Role.BOARD, cumbria), Role.CERTIFIER, people.provider())
    refused_everything(both, cumbria, administrator, at)


def test_not_of_somebody_of_another_place(cumbria, cornwall, administrator, at):
    refused_everything(people.person(Role.BOARD, cornwall), cumbria, administrator, at)


def test_not_of_somebody_of_no_place(cumbria, administrator, at):
    nobody = User.objects.create_person("no@example.org", "No Body", None)
    refused_everything(nobody, cumbria, administrator, at)


def test_not_in_the_name_of_another_partnership_or_of_none(colleague, cornwall, administrator, at):
    refused_everything(colleague, cornwall, administrator, at, NotAllowed)
    refused_everything(colleague, None, administrator, at, NotAllowed)


@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.APPROVER, Role.ANALYST])
def test_only_an_administrator(colleague, cumbria, at, role):
    refused_everything(colleague, cumbria, people.person(role, cumbria), at, NotAllowed)


def test_the_operator_may_for_everybody(cornwall, colleague, at):
    people.also(colleague, Role.BOARD, cornwall)

    link = make_link(colleague, partnership=None, by=SYSTEM, at=at, acting_for="the operator")

    assert set_password(link).status_code == 302
