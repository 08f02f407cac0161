"""What is filled in reads back the same, whichever program saved the workbook, in whichever format."""

import subprocess
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from performance.checks import check_file
from performance.models import Figure
from performance.questions import QUESTIONS, Section
from performance.workbook.cover import Cover
from performance.workbook.definition import Entry
from performance.workbook.writing import return_workbook
from tabular.reading import read
from tests.performance_returns.test_workbook_answers import USUAL

ALL = tuple(Section)
Status = Figure.Status
LONG = "Not counted: the system moved – £5 & “quotes”, =1+1, <b>, \u00e9. " * 7
#: Every status, with the least and the largest there is; by place.
SAID = (
    Entry(30, 40),
    Entry(0, 999_999_999, Status.NIL),
    Entry(None, None, Status.NOT_AVAILABLE, LONG[:500].strip()),
    Entry(999_999_999, None),
    Entry(Decimal("30.25"), 40),
    Entry(None, None, Status.NOT_APPLICABLE, "=SUM(A1:A9)\nSecond line, 'quoted'"),
)
TOLD = {**USUAL, "finance.budget": "120000", "finance.spent": "118250.5"}
SHOWN = {**TOLD, "narrative.well": "First line – with £.\nSecond line, =not a formula."}


@pytest.fixture
def content(asked):
    return return_workbook(full(asked), (), by_key(asked), Cover(told=SHOWN))


def full(asked):
    return replace(asked, sections=ALL)


def by_key(asked):
    return {(one.code, one.area): said for one, said in zip(asked.lines, SAID, strict=True)}


def same(content, name, asked, *, told=True):
    """Whether a file says just what was filled in."""
    checked = check_file(content, name, full(asked))
    assert [f.message for f in checked.findings if f.stops] == []
    entries = checked.entries
    for place, entry in enumerate(SAID):
        number = None if entry.numerator is None else round(Decimal(entry.numerator) * 100)
        assert entries.numerator[place] == (-1 if number is None else number)
        whole = -1 if entry.denominator is None else entry.denominator * 100
        assert entries.denominator[place] == whole
        assert entries.reasons.get(place, "") == " ".join(entry.reason.split())
    codes = ["reported", "nil", "not_available", "reported", "reported", "not_applicable"]
    assert [list(Status)[code].value for code in entries.status] == codes
    said = {name: one.said for name, one in checked.told.answers.given.items()}
    assert said == (SHOWN if told else {})


def test_as_it_was_written(content, asked):
    same(content, "return.xlsx", asked)


def test_as_another_library_saves_it(content, asked):
    target = BytesIO()
    load_workbook(BytesIO(content)).save(target)
    same(target.getvalue(), "return.xlsx", asked)


def test_every_question_is_asked_in_it(content):
    told = read(content, "a.xlsx")
    listed = [row[3] for s in ALL for row in told.sheet(s).rows[3:]]
    assert listed == [one.identifier for one in QUESTIONS]


def saved_by_libreoffice(content, folder, kind):
    """The workbook as LibreOffice saves it in a format; a CSV is of the sheet of figures."""
    filters = {
        "xlsx": "xlsx:Calc MS Excel 2007 XML",
        "ods": "ods",
        "csv": "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2",
        "pdf": "pdf",
    }
    (folder / "return.xlsx").write_bytes(content)
    out = folder / "out"
    home = f"-env:UserInstallation=file://{folder}/home"
    command = ["libreoffice", home, "--headless", "--convert-to", filters[kind]]
    command += ["--outdir", str(out), str(folder / "return.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (made,) = out.iterdir()
    return made.read_bytes()


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_as_libreoffice_saves_it(content, asked, tmp_path, kind):
    same(saved_by_libreoffice(content, tmp_path, kind), f"return.{kind}", asked, told=kind != "csv")


@pytest.mark.slow
@pytest.mark.libreoffice
def test_what_is_left_to_do_is_what_libreoffice_works_out(asked, tmp_path):
    entries = [
        *(Entry(), Entry("thirty", 40), Entry(41, 40), Entry(0, 40)),
        *(Entry(5, 7, Status.NIL), Entry(None, None, Status.NOT_AVAILABLE)),
    ]
    filled = {(a.code, a.area): e for a, e in zip(asked.lines, entries, strict=True)}
    content = return_workbook(full(asked), (), filled)
    # without what we worked out, so that it has to
    bare = load_workbook(BytesIO(content))
    target = BytesIO()
    bare.save(target)
    again = read(saved_by_libreoffice(target.getvalue(), tmp_path, "ods"), "a.ods")
    before = read(content, "a.xlsx")
    for cell in [f"M{row}" for row in range(4, 10)]:
        assert again.sheet("Return")[cell] == before.sheet("Return")[cell]
    counted = [row[:2] for row in before.sheet("Start here").rows if row and "ows" in str(row[0])]
    assert counted == [r[:2] for r in again.sheet("Start here").rows if r and "ows" in str(r[0])]


@pytest.mark.slow
@pytest.mark.libreoffice
def test_it_prints(content, tmp_path):
    assert saved_by_libreoffice(content, tmp_path, "pdf").startswith(b"%PDF")
