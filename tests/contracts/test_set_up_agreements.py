"""Areas, outcomes, objectives, services and agreements come in from a council's own spreadsheet."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import Intake
from accounts.roles import Role
from commissioning.models import Area, Objective
from contracts.models import Agreement
from tests.accounts.set_up import bring_in, said, send, workbook
from tests.factories import commissioning, people
from workflow.clock import start_at
from workflow.models import AuditEntry

AREAS = [
    ("Locality", "Part of", "Reporting area"),
    ("Alston", "Eden", "No"),
    ("Eden", "", "yes"),
]
OUTCOMES = [
    ("Outcome", "Plan", "From", "Aims"),
    ("Children are healthy", "Children's Plan", "1 April 2026", "A good start"),
    ("Children are safe", "Children's Plan", "", ""),
]
OBJECTIVES = [
    ("Outcome", "Which way", "Objective", "Indicator"),
    ("children are  HEALTHY", "up", "breastfeeding", "cla-rate"),
]
REGISTER = [
    ("Contract title", "Supplier", "Type", "Total value", "Start date", "End date", "Law", "Route",
     "Procedure", "Localities", "Budget code", "Company number"),
    ("Short breaks", "fellside families", "Contract", "£1,100,000.50", "01/04/2025", "31/03/2028",
     "PCR 2015", "Light touch", "Open, 2024", "Eden; Alston", "X17", "ce 01234"),
    ("Play", "Fellside Families", "grant", 12000, date(2026, 4, 1), date(2027, 3, 31), "", "", "",
     "", ""),
]  # fmt: skip
EVERYTHING = {"Areas": AREAS, "Plan": OUTCOMES, "Aims": OBJECTIVES, "Contracts": REGISTER}


@pytest.fixture
def cumbria(db, at):
    start_at(at)
    fellside = people.provider()
    fellside.registration_number = "CE 01234"
    fellside.save()
    commissioning.indicator()
    return people.trust()


@pytest.fixture
def client(cumbria, signed_in):
    return signed_in(people.person(Role.COMMISSIONER, cumbria, "Con Missioner"))


def test_everything_at_once(client, cumbria):
    sent = bring_in(client, workbook(**EVERYTHING))

    counts = {sheet["kind"]: sheet["new"] for sheet in sent.sheets}
    assert counts == {"Areas": 2, "Outcomes": 2, "Objectives": 1, "Agreements": 2}
    assert Area.objects.get(name="Alston").parent.name == "Eden"
    assert list(cumbria.areas.filter(reported=True).values_list("area__name", flat=True)) == [
        "Eden"
    ]
    objective = Objective.objects.get()
    assert (str(objective), objective.indicator.code) == ("Increase breastfeeding", "cla-rate")
    assert cumbria.frameworks.get().from_day == date(2026, 4, 1)
    made = Agreement.objects.get(title="Short breaks")
    assert (made.value, made.end_on) == (Decimal("1100000.50"), date(2028, 3, 31))
    assert made.law_words == "Public Contracts Regulations 2015, light touch"
    assert [str(line) for line in made.areas.all()] == ["Alston", "Eden"]
    assert made.service.name == "Short breaks"
    assert Agreement.objects.get(title="Play").regime == "none"


def test_every_change_is_in_the_trail(client, cumbria):
    bring_in(client, workbook(**EVERYTHING))

    trail = AuditEntry.objects.filter(actor_name="Con Missioner", tenant=str(cumbria.pk))
    kinds = set(trail.values_list("record_type", flat=True))
    assert {
        "commissioning.area",
        "commissioning.partnershiparea",
        "commissioning.outcome",
        "commissioning.objective",
        "contracts.agreement",
        "accounts.intake",
    } <= kinds


def test_the_same_again_changes_nothing(client):
    bring_in(client, workbook(**EVERYTHING))

    send(client, workbook(**EVERYTHING))

    again = Intake.objects.latest("pk")
    assert (again.stopped, again.changes) == (False, 0), again.sheets
    assert sum(sheet["unchanged"] for sheet in again.sheets) == 7


def test_what_is_there_comes_back_unchanged(client):
    bring_in(client, workbook(**EVERYTHING))
    exported = client.get("/p/cumbria/set-up/workbook/as-it-is/").content

    send(client, exported)

    again = Intake.objects.latest("pk")
    assert (said(again), again.changes) == ([], 0), again.sheets
    assert sum(sheet["unchanged"] for sheet in again.sheets) == 9


def test_the_example_is_never_brought_in(client, cumbria):
    empty = client.get("/p/cumbria/set-up/workbook/").content

    send(client, empty)

    sent = Intake.objects.get()
    assert [sheet["kind"] for sheet in sent.sheets][-1] == "Targets"
    assert (said(sent), sent.changes) == ([], 0)


def test_a_corrected_workbook_changes_what_differs(client):
    bring_in(client, workbook(**EVERYTHING))
    outcomes = [OUTCOMES[0], ("Children are healthy", "", "", "A better start")]
    areas = [AREAS[0], ("alston", "", "Yes")]
    register = [REGISTER[0], (*REGISTER[1][:3], 900000, *REGISTER[1][4:])]

    sent = bring_in(client, workbook(Areas=areas, Outcomes=outcomes, Register=register))

    lines = {sheet["kind"]: sheet["lines"][0]["changes"] for sheet in sent.sheets}
    assert lines["Outcomes"] == [["Aims", "A good start", "A better start"]]
    assert lines["Areas"] == [["Reported by", "No", "Yes"]]
    assert lines["Agreements"] == [["Value as awarded", "£1,100,000.50", "£900,000"]]
    assert Agreement.objects.get(title="Short breaks").value_awarded == 900000


def test_every_finding_at_once(client, cumbria):
    ended = Area.objects.create(
        code="E07000030", name="Eden", kind=Area.Kind.DISTRICT, until_day=date(2023, 3, 31)
    )
    ended.successors.add(
        Area.objects.create(code="E06000064", name="Westmorland and Furness", kind="authority")
    )
    areas = [
        ("Area", "Code", "Part of", "First day", "Last day"),
        ("Eden", "E07000030", "", "", ""),
        ("Nowhere", "E99999999", "", "", ""),
        ("Top", "", "Atlantis", "01/04/2026", "01/04/2025"),
    ]
    objectives = [("Outcome", "Direction", "Objective"), ("Unheard of", "sideways", "x")]
    outcomes = [("Outcome", "Aims"), ("Safe", ""), ("safe ", "")]
    register = [
        REGISTER[0],
        ("A", "Unheard of Ltd", "Treaty", "lots", "01/04/2026", "32/01/2027", "", "", "", "", ""),
        ("B", "Fellside Families", "Contract", 5, "01/04/2026", "01/04/2025", "", "", "", "Mars", ""),
    ]  # fmt: skip

    answer = send(
        client,
        workbook(Areas=areas, Outcomes=outcomes, Objectives=objectives, Register=register),
    )

    assert answer.status_code == 422
    found = {(f.sheet, f.cell): f.message for f in Intake.objects.get().found if f.stops}
    assert "ended on 31 March 2023. In its place: Westmorland" in found["Areas", "B2"]
    assert "No official area of this code" in found["Areas", "B3"]
    assert "No such area is known" in found["Areas", "C4"]
    assert "lies before the first" in found["Areas", "E4"]
    assert "Row 2 of this sheet is about the same outcome" in found["Outcomes", "A3"]
    assert "No outcome of this name" in found["Objectives", "A2"]
    assert "Choose one of: Reduce, Increase, Improve" in found["Objectives", "B2"]
    assert found["Register", "B2"] == found["Register", "B3"]
    assert found["Register", "B2"].startswith("No provider you have worked with here")
    assert "Choose one of: Contract" in found["Register", "C2"]
    assert "This is no number" in found["Register", "D2"]
    assert "no date that exists" in found["Register", "F2"]
    assert "must end after it starts" in found["Register", "F3"]
    assert "which law this contract" in found["Register", "G3"]
    assert "no area of this partnership" in found["Register", "J3"]
    assert not cumbria.areas.exists()


def test_an_official_area_is_found_by_its_code(client, cumbria):
    carlisle = Area.objects.create(code="E06000063", name="Cumberland", kind="authority")

    bring_in(client, workbook(Areas=[("Area", "GSS code"), ("cumberland", "e06000063")]))

    assert cumbria.areas.get().area == carlisle
    assert Area.objects.count() == 2


def test_a_signed_agreement_is_not_changed(client, cumbria, monkeypatch):
    from tests.factories import contracts

    made = contracts.agreement(cumbria, "in_force")
    register = [
        ("Reference", "Title", "Provider", "Kind", "Value", "Start", "End"),
        (made.reference, "Another title", made.provider.name, made.get_kind_display(),
         str(made.value_awarded), made.start_on.isoformat(), made.end_on.isoformat()),
    ]  # fmt: skip

    answer = send(client, workbook(Register=register))

    assert answer.status_code == 422
    assert "can no longer be changed" in answer.content.decode()


def test_a_reference_of_elsewhere_may_be_ones_own_too(client, cumbria):
    from tests.factories import contracts

    elsewhere = contracts.agreement(people.trust("Cornwall", "cornwall"), "drafted")
    row = (elsewhere.reference, "Ours", "Fellside Families", "CE 01234", "Grant", 5, "1/4/2026",
           "31/3/2027")  # fmt: skip
    headers = ("Reference", "Title", "Provider", "Company number", "Kind", "Value", "Start", "End")

    bring_in(client, workbook(Register=[headers, row]))

    assert cumbria.agreements.get().reference == elsewhere.reference


def test_a_provider_of_elsewhere_reads_like_one_that_is_nowhere(client):
    headers, told = ("Title", "Provider", "Kind", "Value", "Start", "End"), []
    for name in ("Fellside Families", "Families of Nowhere"):
        row = ("Ours", name, "Grant", 5, "1/4/2026", "31/3/2027")
        send(client, workbook(Register=[headers, row]))
        told.append(said(Intake.objects.latest("pk")))

    assert told[0] == told[1] != []


def test_an_administrator_brings_in_no_agreements(cumbria, signed_in):
    office = signed_in(people.person(Role.ADMINISTRATOR, cumbria))

    send(office, workbook(Register=REGISTER))

    sent = Intake.objects.get()
    assert sent.sheets[0]["left_alone"].startswith("Only a commissioner may bring this in.")
    assert sent.changes == 0
