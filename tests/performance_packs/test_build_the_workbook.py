"""The workbook: the same bytes, marked on every sheet, every number with its source."""

import subprocess
from datetime import timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from commissioning.quarters import Quarter
from performance.actions import packs
from tests.factories.commissioning import commissioner_of
from tests.factories.figures import accepted, kpi, service_of
from tests.factories.people import AT
from tests.tabular.parts import faults_of
from workflow.door import take

Q = "2025-26Q4"


@pytest.fixture
def figures(trust, areas):
    service = service_of(trust, [kpi(trust, "WAIT")], areas, "Solway Families")
    for place, quarter in enumerate(Quarter(2025, 1).until(Quarter(2025, 4))):
        made = accepted(
            service,
            str(quarter),
            {("WAIT", "Carlisle"): (80 + place, 100), ("WAIT", "Eden"): (35, 50)},
        )
    return made


@pytest.fixture
def frozen(trust, figures):
    by = commissioner_of(trust)
    return take(packs.prepare(trust, Q, by=by, at=AT), "freeze", by=by, at=AT)


@pytest.fixture
def book(frozen):
    return openpyxl.load_workbook(BytesIO(packs.build(frozen).content))


def test_the_same_snapshot_gives_the_same_bytes(frozen):
    assert packs.build(frozen).content == packs.build(frozen).content


def test_it_is_sound_inside(frozen):
    assert faults_of(packs.build(frozen).content) == []


def test_its_sheets(book):
    assert book.sheetnames == [
        "What matters",
        "Children are safe",
        "Returns",
        "Where numbers come from",
        "Notes",
    ]


def test_every_sheet_is_marked_restricted_at_its_top_head_and_foot(book):
    for sheet in book:
        assert sheet["A1"].value.startswith("Restricted: for members and officers")
        assert "Restricted" in sheet.oddHeader.center.text
        assert "Restricted" in sheet.oddFooter.left.text


def test_numbers_are_numbers_with_their_rating_in_words(book):
    sheet = book["Children are safe"]
    rows = [[cell.value for cell in row[2:6]] for row in sheet.iter_rows(min_row=6, max_row=8)]
    assert rows == [
        ["Whole partnership", 78.6666, "80.0%", "Near target"],
        ["Carlisle", 83, "80.0%", "On target"],
        ["Eden", 70, "80.0%", "Off target"],
    ]


def test_each_number_leads_to_its_row_and_to_the_figure(frozen, figures, areas, book):
    sheet, origins = book["Children are safe"], book["Where numbers come from"]
    place = sheet["D8"].hyperlink.location.split("!")[1].replace("A", "")
    row = [cell.value for cell in origins[int(place)]]
    figure = figures.figures.get(area=areas[1])
    assert row[:3] == ["Children are safe!D8", f"WAIT Measure WAIT, Eden, {Q}", "70.0%"]
    assert row[5:7] == [f"Eden, {Q}", "35 of 50"]
    assert row[8:10] == ["Solway Families", f"{figure.sheet}!{figure.cell}"]
    assert row[12] == str(figures.certified_by)
    assert row[14] == str(figures.accepted_by)
    assert row[16] == f"/p/cumbria/returns/{figure.kpi_return_id}/figures/{figure.number}/"
    assert origins[f"A{place}"].hyperlink.location == "'Children are safe'!D8"


def test_every_number_of_the_workbook_has_a_row(frozen, book):
    numbers = packs.build(frozen).numbers
    listed = {row[0].value for row in book["Where numbers come from"].iter_rows(min_row=6)}
    assert listed == {f"{number.sheet}!{number.cell}" for number in numbers}
    # three lines, and four quarters of the whole
    assert len(numbers) == 7


def test_each_kpi_has_a_native_line_chart(book):
    charts = book["Children are safe"]._charts
    assert len(charts) == 1
    drawn = charts[0].series
    assert len(drawn) == 5  # the whole, its target, mean and limits


def test_each_chart_begins_a_page_and_origins_are_one_page_wide(book):
    outcome, origins = book["Children are safe"], book["Where numbers come from"]
    (chart,) = outcome._charts
    # the heading above the chart is the first row of its page
    assert [one.id for one in outcome.row_breaks.brk] == [chart.anchor._from.row - 1]
    assert not outcome.sheet_properties.pageSetUpPr.fitToPage
    assert origins.sheet_properties.pageSetUpPr.fitToPage
    assert (origins.page_setup.orientation, origins.page_setup.paperSize) == ("landscape", 8)
    assert origins.print_title_rows == "$5:$5"


def test_names_of_sheets_are_made_safe(frozen):
    snapshot = frozen.snapshot
    twin = {**snapshot["outcomes"][0], "name": "A [long]: name/with * what? Excel does not allow"}
    snapshot["outcomes"] += [twin, dict(twin)]
    names = [sheet.name for sheet in packs.lay_out(snapshot).outcomes]
    assert names[1:] == ["A  long   name with   what  Exc", "A  long   name with   what  E 2"]
    assert max(len(name) for name in names) <= 31


def command(tmp_path, **options):
    out = StringIO()
    given = {"partnership": "cumbria", "period": "latest", "out": tmp_path, **options}
    call_command("build_pack", stdout=out, **given)
    return out.getvalue()


def test_the_command_gives_the_same_bytes_twice(figures, tmp_path):
    first = command(tmp_path / "one")
    second = command(tmp_path / "two", period=Q)
    assert first.splitlines()[1] == second.splitlines()[1]
    files = sorted(tmp_path.glob("*/*.xlsx"))
    assert [file.name for file in files] == [f"cumbria-pack-{Q}-restricted.xlsx"] * 2
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_command_says_what_there_is(figures, tmp_path):
    with pytest.raises(CommandError, match=r"'cumbra'\. There are: cumbria"):
        command(tmp_path, partnership="cumbra")
    with pytest.raises(CommandError, match="There are: 2025-26Q4, 2025-26Q3"):
        command(tmp_path, period="2030-31Q1")
    with pytest.raises(CommandError, match="is not a quarter"):
        command(tmp_path, period="autumn")


def test_a_later_freeze_of_the_same_figures_differs_in_its_moment_only(trust, frozen):
    later = packs.build(frozen).numbers
    frozen.frozen_at = AT + timedelta(days=1)
    assert packs.build(frozen).numbers == later


@pytest.mark.libreoffice
@pytest.mark.slow
def test_libreoffice_opens_it_with_its_values(frozen, tmp_path):
    path = tmp_path / "pack.xlsx"
    path.write_bytes(packs.build(frozen).content)
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    for form in ("ods", "pdf"):
        command = ["libreoffice", home, "--headless", "--convert-to", form, str(path)]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "pack.pdf").stat().st_size > 10_000
    again = ["libreoffice", home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    out = tmp_path / "again"
    subprocess.run(
        [*again, "--outdir", str(out), str(tmp_path / "pack.ods")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    sheet = openpyxl.load_workbook(out / "pack.xlsx")["Children are safe"]
    assert [sheet[cell].value for cell in ("D6", "D7", "D8")] == [78.6666, 83, 70]
