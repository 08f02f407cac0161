"""An administrator brings people in from a spreadsheet."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import AccountChange, Intake, Membership, User
from accounts.roles import Role
from tests.accounts.set_up import ANN, PEOPLE, URL, bring_in, people, said, send, workbook
from tests.factories import people as make
from workflow.models import AuditEntry, StoredFile


def test_nothing_changes_before_it_is_confirmed(office):
    before = AuditEntry.objects.count()
    answer = send(office, people(ANN))

    sent = Intake.objects.get()
    assert answer["Location"] == sent.get_absolute_url()
    page = office.get(sent.get_absolute_url()).content.decode()
    assert "What this file would change" in page
    assert "Bring in 1 change" in page
    assert "ann@cumbria.example, Commissioner, Cumbria Council" in page
    assert not User.objects.filter(email="ann@cumbria.example").exists()
    assert AuditEntry.objects.count() == before + 1


def test_people_come_in_with_their_roles(office, cumbria, administrator):
    sent = bring_in(office, people(ANN, (*ANN[:4], "Analyst", None, date(2027, 3, 31))))

    ann = User.objects.get(email="ann@cumbria.example")
    assert (ann.name, ann.job_title) == ("Ann Other", "Head")
    held = {m.role: m.until_day for m in ann.memberships.all()}
    assert held == {Role.COMMISSIONER: None, Role.ANALYST: date(2027, 3, 31)}
    assert sent.applied_at is not None
    told = AuditEntry.objects.get(record_type="accounts.intake", step="amend")
    assert told.actor_name == "Ada Minster"
    assert str(cumbria.pk) == told.tenant


def test_links_are_shown_once_and_kept_nowhere(office):
    sent = bring_in(office, people(ANN))

    shown = office.post(f"{URL}files/{sent.pk}/links/")

    ann = User.objects.get(email="ann@cumbria.example")
    ((_, link),) = shown.context["links"]
    assert link in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    path = link.removeprefix("http://testserver")
    assert Client().get(path, follow=True).status_code == 200
    assert AccountChange.objects.get(person=ann).kind == AccountChange.Kind.LINK
    token = path.rstrip("/").split("/")[-1]
    kept = [*AuditEntry.objects.values_list("facts", flat=True), *Intake.objects.values("begun")]
    assert token not in str(kept)


def test_the_same_file_twice_changes_nothing(office):
    bring_in(office, people(ANN))
    before = Membership.objects.count()

    send(office, people(ANN))

    again = Intake.objects.latest("pk")
    assert (again.sheets[0]["unchanged"], again.changes) == (1, 0)
    refused = office.post(f"{URL}files/{again.pk}/bring-in/")
    assert refused.status_code == 409
    assert "would change nothing" in refused.content.decode()
    assert Membership.objects.count() == before


def test_what_was_brought_in_is_not_brought_in_again(office):
    sent = bring_in(office, people(ANN))

    refused = office.post(f"{URL}files/{sent.pk}/bring-in/")

    assert refused.status_code == 409
    assert "brought in already" in refused.content.decode()


def test_every_finding_at_once_with_its_cell(office, cornwall, cumbria):
    known = make.person(Role.ANALYST, cornwall)
    rows = [
        ("Bo", "no address", "", "", "Wizard", "31/02/2027", ""),
        ("Cy", known.email, "", "Cornwall Council", "Analyst", "", "01/01/2020"),
        ("", "di@example.org", "", "", "Analyst", "", ""),
        ANN,
        ANN,
    ]

    answer = send(office, people(*rows))

    assert answer.status_code == 422
    found = dict(said(Intake.objects.get()))
    assert found["B2"] == "This is no email address. Check it."
    assert found["E2"].startswith("This is not known here. Choose one of: Commissioner")
    assert "no date that exists" in found["F2"]
    assert found["B3"].startswith("This address cannot be brought in here.")
    assert found["D3"].startswith("This is no member of the partnership.")
    assert found["G3"] == "The last day lies before the first. Check both."
    assert found["A4"] == "Name: fill this in."
    assert found["B6"].startswith("Row 5 of this sheet is about the same role")
    assert not User.objects.filter(email="ann@cumbria.example").exists()


def test_an_organisation_elsewhere_reads_like_one_that_is_nowhere(office, cornwall):
    told = []
    for name in ("Cornwall Council", "Council of Nowhere"):
        send(office, people((*ANN[:3], name, *ANN[4:])))
        told.append(said(Intake.objects.latest("pk")))

    assert told[0] == told[1]


def test_a_list_of_the_councils_own(office):
    """Another order, other headers, capitals, columns nobody asked for, a title above, two sheets."""
    rows = [
        ("Staff list of Children's Services",),
        (),
        ("E-MAIL", "Payroll no.", "full  name", "access-level"),
        ("ann@cumbria.example", 17, "Ann Other", "board"),
    ]

    sent = bring_in(office, workbook(**{"Tabelle 1": rows, "Notes": [("Hello", "there")]}))

    assert sent.sheets[0]["kind"] == "People"
    assert sent.sheets[0]["ignored"] == ["Payroll no."]
    assert Membership.objects.get(person__email="ann@cumbria.example").role == Role.BOARD
    page = office.get(sent.get_absolute_url()).content.decode()
    assert "Columns left alone: Payroll no." in page
    assert "This sheet was left alone" in page


def test_a_past_first_day_is_noted_and_begins_today(office, at):
    sent = bring_in(office, people((*ANN[:5], date(2019, 4, 1), None)))

    role = Membership.objects.get(person__email="ann@cumbria.example")
    assert role.from_day == at.date()
    assert [f.cell for f in sent.found] == ["F2"]


def test_a_last_day_ends_a_role(office):
    bring_in(office, people(ANN))

    sent = bring_in(office, people((*ANN[:6], date(2027, 7, 31))))

    assert sent.sheets[0]["changed"] == 1
    assert Membership.objects.get(person__email=ANN[1]).until_day == date(2027, 7, 31)


def test_nobody_changes_their_own_role(office, administrator):
    own = (administrator.name, administrator.email, "", "", "Approver", None, None)

    answer = send(office, people(own))

    assert answer.status_code == 422
    assert "Nobody changes their own roles" in answer.content.decode()


def test_a_commissioner_s_people_are_left_alone(cumbria, signed_in):
    client = signed_in(make.person(Role.COMMISSIONER, cumbria))
    services = [("Service", "Description"), ("Play", "Playing")]

    sent = bring_in(client, workbook(People=[PEOPLE, ANN], Services=services))

    assert "Only an administrator" in sent.sheets[0]["left_alone"]
    assert cumbria.services.get().name == "Play"
    assert not User.objects.filter(email=ANN[1]).exists()


def test_changed_meanwhile_it_is_looked_at_anew(office, cumbria, administrator, at):
    send(office, people(ANN))
    sent = Intake.objects.get()
    bring_in(office, people(ANN), "other.xlsx")

    refused = office.post(f"{URL}files/{sent.pk}/bring-in/")

    assert refused.status_code == 409
    assert "has changed since this file was looked at" in refused.content.decode()
    sent.refresh_from_db()
    assert (sent.changes, sent.applied_at) == (0, None)


def test_a_large_file_is_read_and_brought_in_in_the_background(office, do_jobs, monkeypatch):
    monkeypatch.setattr("accounts.actions.intake.READ_AT_ONCE", 10)
    monkeypatch.setattr("accounts.actions.intake.CHANGED_AT_ONCE", 0)

    send(office, people(ANN))
    sent = Intake.objects.get()
    assert "is being read" in office.get(sent.get_absolute_url()).content.decode()
    assert do_jobs() == 1
    office.post(f"{URL}files/{sent.pk}/bring-in/")
    assert not User.objects.filter(email=ANN[1]).exists()
    assert do_jobs() == 1

    sent.refresh_from_db()
    assert sent.applied_at is not None
    assert User.objects.filter(email=ANN[1]).exists()


def test_a_long_file_is_read_in_the_background(office, do_jobs):
    rows = [(f"Ann {n}", f"ann{n}@example.org", "", "", "Analyst", None, None) for n in range(101)]

    send(office, people(*rows))

    sent = Intake.objects.get()
    assert sent.read_at is None
    do_jobs()
    sent.refresh_from_db()
    assert (sent.changes, sent.standing[0]) == (101, "Ready to bring in")


def test_somebody_else_s_file_is_not_there(office, cumbria, cornwall, signed_in):
    send(office, people(ANN))
    url = Intake.objects.get().get_absolute_url()

    for place, role in ((cumbria, Role.COMMISSIONER), (cornwall, Role.ADMINISTRATOR)):
        assert signed_in(make.person(role, place)).get(url).status_code == 404


@pytest.mark.parametrize("name", ["file/", ""])
def test_the_file_is_kept(office, name):
    send(office, people(ANN))

    answer = office.get(f"{Intake.objects.get().get_absolute_url()}{name}")

    assert answer.status_code == 200
    assert StoredFile.objects.get().name == "ours.xlsx"
