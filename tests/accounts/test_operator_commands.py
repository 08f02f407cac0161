"""The operator's commands: partnerships, providers, links; refused in plain words."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Membership, Organisation, Partnership, User
from accounts.roles import Role
from tests.factories import people
from workflow.audit import history


def run(command, /, **options):
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


TRUST = {
    "name": "Stockton Children's Trust",
    "slug": "stockton",
    "lead_council": "Stockton-on-Tees Borough Council",
    "administrator_email": "admin@stockton.example",
    "administrator_name": "Ann Admin",
}
PROVIDER = {
    "name": "Fellside Families",
    "kind": "voluntary",
    "certifier_email": "cert@fellside.example",
    "certifier_name": "Cer Tifier",
}


def test_a_partnership_with_its_administrator():
    said = run("add_partnership", **TRUST)

    link = next(line for line in said.splitlines() if line.startswith("/set-password/"))
    assert Client().get(link).status_code == 302
    role = Membership.objects.get(person__email="admin@stockton.example")
    assert (role.role, role.partnership.slug) == (Role.ADMINISTRATOR, "stockton")
    assert role.partnership.members.get().organisation.name == TRUST["lead_council"]


@pytest.mark.parametrize("differently", [{}, {"slug": "other"}, {"name": "Other"}])
def test_the_same_partnership_is_refused(differently):
    run("add_partnership", **TRUST)

    with pytest.raises(CommandError, match=r"already exists.* Nothing was changed\."):
        run("add_partnership", **{**TRUST, **differently})

    assert Partnership.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"slug": "two words"},
        {"administrator_email": "nonsense"},
        {"administrator_name": " "},
        {"name": ""},
    ],
)
def test_a_mistake_leaves_nothing_behind(wrong):
    with pytest.raises(CommandError, match="Nothing was changed"):
        run("add_partnership", **{**TRUST, **wrong})

    assert not Partnership.objects.exists()
    assert not Organisation.objects.exists()
    assert not User.objects.exists()


def test_a_provider_with_its_certifier():
    said = run("add_provider", **PROVIDER)

    assert "/provider/fellside-families/" in said
    role = Membership.objects.get()
    assert (role.role, role.partnership) == (Role.CERTIFIER, None)
    with pytest.raises(CommandError, match="Nothing was changed"):
        run("add_provider", **PROVIDER)
    assert Membership.objects.count() == 1


def test_a_further_member(cumbria):
    member = {"partnership": "cumbria", "name": "An NHS Board", "kind": "nhs"}

    assert "An NHS Board takes part in Cumbria" in run("add_member", **member)
    with pytest.raises(CommandError, match=r"takes part in .* already"):
        run("add_member", **member)
    with pytest.raises(CommandError, match="There is no partnership"):
        run("add_member", **{**member, "partnership": "nowhere"})


def test_somebody_is_let_into_a_second_place(cumbria, cornwall):
    member = people.person(Role.BOARD, cumbria)
    role = {
        "email": member.email,
        "role": "board",
        "partnership": "cornwall",
        "organisation": "cornwall-council",
    }

    assert "signs in as before" in run("give_role", **role)
    assert member.memberships.count() == 2
    with pytest.raises(CommandError, match="holds the role"):
        run("give_role", **role)


def test_a_colleague_at_a_provider():
    people.provider()
    role = {
        "email": "new@fellside.example",
        "role": "preparer",
        "organisation": "fellside-families",
    }

    with pytest.raises(CommandError, match="Give the person's name"):
        run("give_role", **role)
    assert "/set-password/" in run("give_role", **role, name="Ne W")
    assert Membership.objects.get().role == Role.PREPARER


@pytest.mark.parametrize(
    ("differently", "why"),
    [
        ({"role": "certifier"}, "belongs to no partnership"),
        ({"partnership": None}, "Name the partnership"),
        ({"organisation": "fellside-families"}, "is no member"),
        ({"organisation": "nowhere"}, "There is no organisation"),
    ],
)
def test_a_role_in_the_wrong_place(cumbria, differently, why):
    people.provider()
    role = {
        "email": "a@example.org",
        "name": "A B",
        "role": "board",
        "partnership": "cumbria",
        "organisation": "cumbria-council",
    }

    with pytest.raises(CommandError, match=why):
        run("give_role", **{**role, **differently})

    assert not User.objects.exists()


def test_links_and_closing(cumbria):
    member = people.person(Role.BOARD, cumbria)

    assert "/set-password/" in run("password_link", email=member.email.upper())
    assert "closed" in run("close_account", email=member.email, reasons="Left")
    with pytest.raises(CommandError, match="This account is closed"):
        run("password_link", email=member.email)
    assert "open" in run("close_account", email=member.email, reasons="Back", reopen=True)
    with pytest.raises(CommandError, match="Nobody has the address"):
        run("password_link", email="nobody@example.org")


def test_a_provider_s_role_is_ended():
    member = people.person(Role.CERTIFIER, people.provider())
    role = {
        "email": member.email,
        "role": "certifier",
        "organisation": "fellside-families",
        "reasons": "Left",
    }

    assert "Ended." in run("end_role", **role)
    entry = history(member.memberships.get()).last()
    assert (entry.acting_for, entry.reasons) == ("the operator", "Left")
    with pytest.raises(CommandError, match="holds no such role"):
        run("end_role", **role)
