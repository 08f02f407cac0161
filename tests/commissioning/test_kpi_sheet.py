"""The library goes out as a file and comes back: new KPIs, later versions, never a rewritten one."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from accounts.models import Intake
from commissioning import shipped
from commissioning.actions.kpi_library import adopt, record_breakdown
from commissioning.models import Breakdown, Kpi, KpiVersion
from tests.accounts.set_up import bring_in, said, send, workbook
from tests.factories import commissioning as make
from tests.factories.people import AT, trust

URL = "/p/cumbria/specifications/kpis/library"
HEADERS = (
    *("Code", "KPI name", "Type", "Outcome", "From quarter", "Numerator", "Denominator", "Unit"),
    *("Polarity", "Frequency", "Roll-up", "Tolerance", "Definition source", "Breakdown"),
)
ROW = (
    *("EH9", "Seen in time", "Quality", "Children are healthy", "2026-27Q1", "Seen", "Referred"),
    *("Percentage", "High", "Monthly", "Ratio of sums", 2.5, "Local definition", ""),
)


def sheet(*rows):
    return workbook(KPIs=[HEADERS, *rows])


def row(**changed):
    places = {header: place for place, header in enumerate(HEADERS)}
    made = list(ROW)
    for name, value in changed.items():
        made[places[name.replace("_", " ")]] = value
    return tuple(made)


@pytest.fixture
def client(cumbria, commissioner, signed_in):
    make.outcome(cumbria, "Children are healthy")
    return signed_in(commissioner)


def test_a_council_s_own_list_comes_in(client):
    sent = bring_in(client, sheet(ROW))
    assert sent.sheets[0]["new"] == 1
    kpi = Kpi.objects.get()
    version = kpi.latest
    assert (kpi.code, kpi.kind, kpi.outcome.name) == ("EH9", "quality", "Children are healthy")
    assert (version.unit, version.polarity, version.frequency) == ("percent", "higher", "month")
    assert (version.roll_up, version.tolerance, version.suppression) == ("ratio", 2.5, "standard")


def test_a_row_that_differs_from_a_later_quarter_is_a_new_version(client):
    bring_in(client, sheet(ROW))
    changed = row(Numerator="Seen within 10 days", From_quarter="2027-28Q1", Tolerance=4)
    sent = bring_in(client, sheet(changed))
    assert sent.sheets[0]["changed"] == 1
    told = {header: (old, new) for header, old, new in sent.sheets[0]["lines"][0]["changes"]}
    assert told["Tolerance"] == ("2.5", "4")
    assert told["Numerator"] == ("Seen", "Seen within 10 days")
    first, second = KpiVersion.objects.order_by("number")
    assert (first.numerator_definition, first.from_quarter) == ("Seen", "2026-27Q1")
    assert (second.numerator_definition, second.number) == ("Seen within 10 days", 2)
    assert (second.denominator_definition, second.frequency) == ("Referred", "month")


def test_a_definition_is_not_changed_where_it_stands(client):
    bring_in(client, sheet(ROW))
    send(client, sheet(row(Numerator="Something else")))
    words = [message for _, message in said(Intake.objects.latest("pk"))]
    assert len(words) == 1
    assert "Version 1 of this KPI stands" in words[0]
    assert "Numerator" in words[0]
    assert KpiVersion.objects.get().numerator_definition == "Seen"


def test_a_name_is_changed_without_a_new_version(client):
    bring_in(client, sheet(ROW))
    sent = bring_in(client, sheet(row(KPI_name="Seen soon", Type="Output", Outcome="")))
    assert sent.sheets[0]["changed"] == 1
    kpi = Kpi.objects.get()
    assert (kpi.name, kpi.kind, kpi.outcome.name) == ("Seen soon", "output", "Children are healthy")
    assert kpi.versions.count() == 1


def test_a_quarter_alone_makes_no_version(client):
    bring_in(client, sheet(ROW))
    send(client, sheet(row(From_quarter="2028-29Q1")))
    sent = Intake.objects.latest("pk")
    assert sent.sheets[0]["unchanged"] == 1
    assert "no new version is recorded" in sent.found[0].message
    assert KpiVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"From_quarter": "2026"}, "Write the quarter like 2026-27Q1"),
        ({"Outcome": "Nothing"}, "No outcome of this name"),
        ({"Breakdown": "Nothing"}, "No breakdown of this name"),
        ({"Unit": "furlongs"}, "This is not known here."),
        ({"Tolerance": "-1"}, "Enter a number of nought or more"),
        ({"Tolerance": "lots"}, "Enter a number of nought or more"),
        ({"Numerator": ""}, "Numerator: fill this in."),
        ({"Denominator": ""}, "Say what the denominator counts."),
        ({"Code": "x" * 21}, "longer than 20 letters"),
    ],
)
def test_what_is_wrong_is_said(changed, sentence, client):
    send(client, sheet(row(**changed)))
    assert sentence in " ".join(words for _, words in said(Intake.objects.latest("pk")))
    assert not Kpi.objects.exists()


def test_the_same_code_twice_on_a_sheet(client):
    send(client, sheet(ROW, row(Code="eh9")))
    assert "about the same KPI" in said(Intake.objects.latest("pk"))[0][1]


def test_what_goes_out_comes_back_unchanged(client, cumbria, commissioner):
    made = Breakdown(partnership=cumbria, name="Sex")
    record_breakdown(made, ["Girls", "Boys"], by=commissioner, at=AT)
    make.kpi(cumbria, "=SUM(1)", breakdown=made, tolerance_kind="of_target", tolerance=10)
    everything = dict.fromkeys(shipped.measures())
    adopt(cumbria, everything, from_quarter="2025-26Q1", by=commissioner, at=AT)
    for kind in ("xlsx", "csv"):
        answer = client.get(f"{URL}.{kind}")
        assert f".{kind}" in answer["Content-Disposition"]
        send(client, answer.content, f"library.{kind}")
        sent = Intake.objects.latest("pk")
        told = next(one for one in sent.sheets if one["kind"] == "KPI library")
        assert (told["new"], told["changed"], told["refused"]) == (0, 0, 0)
        assert told["unchanged"] == 43


def test_another_s_library_does_not_go_out(client, cumbria):
    make.kpi(trust("Cornwall", "cornwall"), "THEIRS")
    make.kpi(cumbria, "OURS")
    book = openpyxl.load_workbook(BytesIO(client.get(f"{URL}.xlsx").content))
    cells = [cell.value for column in book["KPI library"].iter_cols() for cell in column]
    assert "OURS" in cells
    assert "THEIRS" not in cells
    assert b"THEIRS" not in client.get(f"{URL}.csv").content


def test_a_kind_of_file_that_is_not_made_is_not_there(client):
    assert client.get(f"{URL}.pdf").status_code == 404
