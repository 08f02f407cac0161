"""A plan becomes a workbook that guides typing, and is known again when it comes back."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tabular.book import Book
from tabular.identity import Template, template_of
from tabular.plans import Column, Kind, PlannedRow, SheetPlan, WorkbookPlan
from tabular.reading import read
from tabular.writing import workbook_bytes

STATUSES = ("reported", "nil, certified", "not available")
PLAN = WorkbookPlan(
    "Quarterly return",
    "3",
    sheets=(
        SheetPlan(
            "Quarter",
            (
                Column("KPI", 40),
                Column(
                    "Numerator",
                    kind=Kind.WHOLE,
                    unlocked=True,
                    minimum=0,
                    prompt_title="Numerator",
                    prompt="Count each child once.",
                ),
                Column("Share", kind=Kind.PERCENT, unlocked=True, minimum=0, maximum=1),
                Column("Status", unlocked=True, choices=STATUSES),
                Column("Counted on", kind=Kind.DATE, unlocked=True),
                Column("Key", hidden=True),
            ),
            (
                PlannedRow(("=SUM(A1:A9)", 12, None, None, date(2026, 6, 30), "x")),
                PlannedRow(("007",)),
            ),
            title="Return for Quarter 1",
            guidance="Type in the yellow cells.",
            blank_rows=2,
        ),
    ),
    title="Quarterly return",
    instructions=("Fill in the yellow cells.", "=Send it back."),
    restriction="OFFICIAL & SENSITIVE",
    facts={"Return": "42"},
)
CONTENT = workbook_bytes(PLAN)


@pytest.fixture(scope="module")
def book() -> Book:
    return read(CONTENT, "template.xlsx")


def opened():  # openpyxl's own type
    return load_workbook(BytesIO(CONTENT))


def test_equal_plans_give_equal_bytes() -> None:
    assert workbook_bytes(replace(PLAN)) == CONTENT


def test_is_known_again(book: Book) -> None:
    assert template_of(book) == Template("Quarterly return", "3")
    assert book.properties["Return"] == "42"


def test_workbook_of_someone_elses_is_not(book: Book) -> None:
    stranger = replace(book, properties={}, sheets=())
    assert template_of(stranger) is None


def test_text_never_becomes_a_formula(book: Book) -> None:
    sheet = book.sheet("Quarter")
    assert sheet is not None
    assert (sheet["A4"], sheet["A5"]) == ("=SUM(A1:A9)", "007")
    assert opened()["Quarter"]["A4"].data_type == "s"


def test_sheets_in_order_with_the_hidden_ones_last(book: Book) -> None:
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [
        ("Read this first", False),
        ("Quarter", False),
        ("Choices", True),
    ]


def test_instructions_are_numbered(book: Book) -> None:
    assert book.sheets[0].rows == (
        ("Quarterly return",),
        (),
        (1, "Fill in the yellow cells."),
        (2, "=Send it back."),
    )


def test_only_cells_for_typing_are_unlocked() -> None:
    sheet = opened()["Quarter"]
    assert sheet.protection.sheet
    unlocked = [
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    ]
    assert unlocked == [f"{column}{row}" for row in range(4, 8) for column in "BCDE"]


def test_rules_of_typing() -> None:
    rules = {
        str(rule.sqref): (rule.type, rule.formula1, rule.formula2, rule.error, rule.prompt)
        for rule in opened()["Quarter"].data_validations.dataValidation
    }
    assert rules == {
        "B4:B7": (
            "whole",
            "0",
            "1000000000000000",
            "Enter a whole number from 0.",
            "Count each child once.",
        ),
        "C4:C7": ("decimal", "0", "1", "Enter a number from 0% to 100%.", None),
        "D4:D7": ("list", "Choices!$A$1:$A$3", None, "Choose one from the list.", None),
        "E4:E7": ("date", "1", "2958465", "Enter a date.", None),
    }


def test_prints_with_its_headers_and_marking() -> None:
    sheet = opened()["Quarter"]
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "A4")
    assert sheet.oddHeader.center.text == "OFFICIAL && SENSITIVE"
    assert sheet.oddFooter.left.text == "OFFICIAL && SENSITIVE"
    assert sheet.column_dimensions["F"].hidden


def test_unprotected_workbook_without_hidden_sheets() -> None:
    sheet = SheetPlan("Contracts", (Column("Name"),), (PlannedRow(("One",)),))
    content = workbook_bytes(WorkbookPlan("Register", "1", (sheet,), protected=False))
    assert [one.name for one in read(content, "a.xlsx").sheets] == ["Contracts"]
    assert not load_workbook(BytesIO(content))["Contracts"].protection.sheet


def test_text_that_does_not_fit_is_refused() -> None:
    sheet = SheetPlan("A", (Column("Name"),), (PlannedRow(("x" * 32_768,)),))
    with pytest.raises(ValueError, match="does not fit"):
        workbook_bytes(WorkbookPlan("T", "1", (sheet,)))


def test_prompt_that_would_not_be_shown_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than Excel shows"):
        Column("Name", prompt="x" * 256)


@pytest.mark.slow
@pytest.mark.libreoffice
def test_comes_back_from_libreoffice_as_it_went(tmp_path: Path, book: Book) -> None:
    (tmp_path / "sent.xlsx").write_bytes(CONTENT)
    office = shutil.which("soffice") or "soffice"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "sent.xlsx")], check=True, capture_output=True)
    back = read(tmp_path / "sent.ods", "sent.ods")
    assert [sheet.rows for sheet in back.sheets] == [sheet.rows for sheet in book.sheets]
    assert template_of(back) == template_of(book)
