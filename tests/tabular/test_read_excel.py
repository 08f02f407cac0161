"""Values come out of an Excel workbook with their types kept."""

from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.workbook.defined_name import DefinedName

from tabular.cells import CellError, Uncalculated
from tabular.child import parse
from tabular.limits import Limits
from tests.tabular.workbooks import rows, saved, xlsx

NEVER = '<calcPr calcId="1" fullCalcOnLoad="1"/>'


def one(cell: str, **more: str) -> object:
    """The value of a sheet's one cell, given as XML."""
    found = parse(xlsx(f'<row r="1">{cell}</row>', **more), Limits()).sheets[0].rows
    return found[0][0] if found else None


@pytest.mark.parametrize(
    "value",
    [
        "007",
        "=not a formula",
        " spaced ",
        "two\nlines",
        "£ and é",
        12,
        -3,
        0,
        0.29,
        1.5e-7,
        True,
        False,
        date(2026, 6, 30),
        datetime(2026, 6, 30, 14, 5, 30),
        time(9, 15),
        timedelta(hours=30, minutes=5),
    ],
    ids=repr,
)
def test_value_keeps_its_type(value: object) -> None:
    workbook = Workbook()
    cell = workbook.worksheets[0].cell(1, 1)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    found = parse(saved(workbook), Limits()).sheets[0].rows[0][0]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<c r='A1'><v>n/k</v></c>", "n/k"),
        ("<c r='A1'><v>12.0</v></c>", 12.0),
        ("<c r='A1'><v>0.28999999999999998</v></c>", 0.29),
        ("<c r='A1'><v>1E400</v></c>", CellError("#NUM!")),
        ("<c r='A1' t='e'><v>#DIV/0!</v></c>", CellError("#DIV/0!")),
        ("<c r='A1' t='e'><f>1/0</f><v>#REF!</v></c>", CellError("#REF!")),
        ("<c r='A1'><f>B1+C1</f></c>", Uncalculated("B1+C1")),
        ("<c r='A1'><f>B1+C1</f><v></v></c>", Uncalculated("B1+C1")),
        ("<c r='A1'><f>B1+C1</f><v>0</v></c>", 0),
        ("<c r='A1'><f>B1+C1</f><v>5</v></c>", 5),
        ("<c r='A1' t='str'><f>B1</f><v></v></c>", None),
        ("<c r='A1' t='b'><v>1</v></c>", True),
        ("<c r='A1' t='d'><v>2026-06-30T00:00:00</v></c>", date(2026, 6, 30)),
        ("<c r='A1' t='inlineStr'><is><r><t>a</t></r><r><t>b</t></r></is></c>", "ab"),
        ("<c r='A1' t='inlineStr'><is><t>a</t><rPh><t>x</t></rPh></is></c>", "a"),
        ("<c r='A1' t='inlineStr'><is><t>a_x000A_b_x0000_</t></is></c>", "a\nb_x0000_"),
        ("<c r='A1' t='inlineStr'><is><t></t></is></c>", None),
        ("<c r='A1' s='3'/>", None),
        ("<x:c xmlns:x='m'><x:v>7</x:v></x:c>", 7),
    ],
)
def test_cell_as_written(cell: str, value: object) -> None:
    assert one(cell) == value


def test_zero_of_a_workbook_that_was_never_calculated_is_unknown() -> None:
    assert one("<c r='A1'><f>B1</f><v>0</v></c>", workbook=NEVER) == Uncalculated("B1")


def test_result_given_in_a_workbook_that_was_never_calculated() -> None:
    assert one("<c r='A1'><f>B1</f><v>4</v></c>", workbook=NEVER) == 4


def test_dates_counted_from_1904() -> None:
    workbook = Workbook()
    workbook.epoch = datetime(1904, 1, 1)
    workbook.worksheets[0]["A1"] = date(2026, 6, 30)
    assert parse(saved(workbook), Limits()).sheets[0].rows == [[date(2026, 6, 30)]]


def test_rows_and_cells_without_coordinates() -> None:
    cells = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    assert parse(xlsx(cells), Limits()).sheets[0].rows == [[1, 2], [3]]


def test_gaps_are_blank() -> None:
    cells = '<row r="2"><c r="C2"><v>1</v></c></row>'
    assert parse(xlsx(cells), Limits()).sheets[0].rows == [[], [None, None, 1]]


def test_sheets_hidden_and_merged() -> None:
    workbook = Workbook()
    first = workbook.worksheets[0]
    first.title = "Seen"
    first["A1"] = "Title"
    first.merge_cells("A1:C1")
    workbook.create_sheet("Hidden").sheet_state = "hidden"
    workbook.create_sheet("Deep").sheet_state = "veryHidden"
    sheets = parse(saved(workbook), Limits()).sheets
    assert [(sheet.name, sheet.hidden, sheet.merged) for sheet in sheets] == [
        ("Seen", False, ["A1:C1"]),
        ("Hidden", True, []),
        ("Deep", True, []),
    ]


def test_defined_names_and_not_print_areas() -> None:
    workbook = Workbook()
    workbook.defined_names["quarter"] = DefinedName("quarter", attr_text="Sheet!$B$2")
    workbook.worksheets[0].print_title_rows = "1:1"
    assert parse(saved(workbook), Limits()).names == {"quarter": "Sheet!$B$2"}


def test_web_link_is_no_link_to_a_workbook() -> None:
    workbook = Workbook()
    cell = workbook.worksheets[0]["A1"]
    cell.value = "write to us"
    cell.hyperlink = "mailto:someone@example.org"
    assert parse(saved(workbook), Limits()).sheets[0].rows == [["write to us"]]


def test_agrees_with_openpyxl_over_a_whole_sheet() -> None:
    content = rows(
        *[
            (f"Provider {n}", n, n / 7, date(2026, 1, 1) + timedelta(days=n), None, n % 2 == 0)
            for n in range(200)
        ]
    )
    theirs = load_workbook(BytesIO(content), data_only=True).worksheets[0]
    expected = [
        [value.date() if isinstance(value, datetime) else value for value in row]
        for row in theirs.iter_rows(values_only=True)
    ]
    assert parse(content, Limits()).sheets[0].rows == expected
