"""The page that sets a partnership up, the workbook it gives, and the list of files."""

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions.places import add_partnership
from accounts.roles import Role
from tests.accounts.set_up import ANN, URL, people, send
from tests.factories import people as make
from workflow.models import AuditEntry


def test_a_partnership_that_has_nothing_yet(signed_in, at):
    _, welcome = add_partnership(
        "Tees Children's Trust",
        "tees",
        "Tees Council",
        administrator_email="ada@tees.example",
        administrator_name="Ada",
        at=at,
    )
    client = signed_in(welcome.person)

    assert "Bring in people, areas and outcomes" in client.get("/p/tees/").content.decode()
    answer = client.get("/p/tees/set-up/")

    counts = {line.name: line.count for line in answer.context["standings"]}
    assert counts == {
        "Member organisations": 1,
        "People": 1,
        "Areas": 0,
        "Outcomes": 0,
        "Objectives": 0,
        "Services": 0,
        "KPI library": 0,
        "Agreements": 0,
        "Targets": 0,
    }
    let_in = AuditEntry.objects.filter(acting_for="the operator").values_list(
        "record_type", flat=True
    )
    assert {"accounts.partnership", "accounts.organisation", "accounts.partnershipmember"} <= set(
        let_in
    )


def test_a_person_with_two_roles_is_counted_once(cumbria, signed_in):
    both = make.person(Role.ADMINISTRATOR, cumbria)
    client = signed_in(make.also(both, Role.ANALYST, cumbria))

    answer = client.get("/p/cumbria/set-up/")

    assert next(line.count for line in answer.context["standings"] if line.name == "People") == 1


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.ADMINISTRATOR, ["People"]),
        (
            Role.COMMISSIONER,
            ["Areas", "Outcomes", "Objectives", "Services", "KPI library", "Agreements", "Targets"],
        ),
    ],
)
def test_the_workbook_has_the_sheets_its_reader_may_bring_in(role, names, cumbria, signed_in):
    client = signed_in(make.person(role, cumbria))

    book = openpyxl.load_workbook(BytesIO(client.get(f"{URL}workbook/").content))

    shown = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert shown == ["Read this first", *names]
    for name in names:
        assert str(book[name]["A2"].value).startswith("Example:")
        assert "None" not in str(book[name]["A2"].value)
    rules = [row[1].value for row in book["Read this first"].iter_rows(min_row=3)]
    assert any(rule.startswith(f"{names[-1]}: ") for rule in rules)


def test_drop_downs_offer_what_the_check_takes(office):
    book = openpyxl.load_workbook(BytesIO(office.get(f"{URL}workbook/").content))

    ruled = {
        str(rule.sqref).split(":")[0][0] for rule in book["People"].data_validations.dataValidation
    }
    choices = [cell.value for column in book["Choices"].iter_cols() for cell in column]

    assert {"D", "E"} <= ruled
    assert {"Cumbria Council", "Commissioner", "Analyst"} <= set(choices)
    assert "Provider certifier" not in choices


def test_no_other_partnership_s_people_are_given_out(office, cornwall):
    hidden = make.person(Role.ANALYST, cornwall, "Hid Den")

    book = openpyxl.load_workbook(BytesIO(office.get(f"{URL}workbook/as-it-is/").content))

    cells = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value]
    assert "Ada Minster" in cells
    assert not [text for text in cells if hidden.name in text or "Cornwall" in text]


def test_the_list_of_files_stays_quick(office):
    for number in range(3):
        send(office, people((*ANN[:4], "Analyst", None, None)), f"{number}.xlsx")
    few = asked(office)
    for number in range(3, 30):
        send(office, b"", f"{number}.xlsx")

    assert asked(office) == few <= 12


def asked(client):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{URL}files/").status_code == 200
    return len(queries)


def test_only_those_who_set_up_come_here(cumbria, signed_in):
    for role in (Role.ANALYST, Role.BOARD, Role.APPROVER, Role.EVALUATOR):
        assert signed_in(make.person(role, cumbria)).get(URL).status_code == 403
