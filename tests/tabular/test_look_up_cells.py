"""A sheet gives its cells by coordinate, and its rows as a frame that leads back to them."""

import pytest

from tabular.book import Book, Sheet
from tabular.cells import CellError, Uncalculated
from tabular.findings import Finding, Severity
from tabular.grid import Grid

SHEET = Sheet(
    "Quarter",
    (
        ("Return for Q1",),
        ("KPI ", "Number\nof children", None, "Note", "Note"),
        ("007", 1, None, "NA", None),
        (),
        ("K2", CellError("#DIV/0!"), "aside", None, Uncalculated("B3")),
    ),
)


@pytest.mark.parametrize(
    ("cell", "value"), [("A1", "Return for Q1"), ("b3", 1), ("$D$3", "NA"), ("A4", None)]
)
def test_by_name(cell: str, value: object) -> None:
    assert SHEET[cell] == value


@pytest.mark.parametrize(("row", "column"), [(0, 1), (1, 0), (9, 1), (1, 9), (-1, -1)])
def test_outside_is_blank(row: int, column: int) -> None:
    assert SHEET.value(row, column) is None


def test_cells_that_are_not_blank() -> None:
    assert [cell.name for cell in SHEET.cells()][-4:] == ["A5", "B5", "C5", "E5"]


def test_header_row_and_columns() -> None:
    assert SHEET.header_row(["Number of children", "KPI"]) == 2
    assert SHEET.header_row(["KPI", "Area"]) is None
    assert SHEET.columns(2) == {"KPI": 1, "Number of children": 2, "Note": 4, "Note (2)": 5}


def test_sheet_by_name_in_any_case() -> None:
    book = Book("xlsx", (SHEET,))
    assert book.sheet("quarter") is SHEET
    assert book.sheet("Quarters") is None


def test_errors_and_formulas_never_worked_out_are_found() -> None:
    assert Book("xlsx", (SHEET,)).broken_cells() == (
        Finding(
            Severity.BLOCKER,
            "Quarter",
            "B5",
            message="This cell shows the error #DIV/0!. Put the figure itself in the cell.",
            value="#DIV/0!",
        ),
        Finding(
            Severity.BLOCKER,
            "Quarter",
            "E5",
            message="The formula in this cell was never worked out, so its result is not known. "
            "Open the workbook in a spreadsheet program, let it calculate, save it and send it "
            "again.",
            value="=B3",
        ),
    )


def test_whole_columns_are_of_one_length() -> None:
    assert SHEET.column_values(1, 3) == ["007", None, "K2"]
    assert SHEET.column_values(4, 3) == ["NA", None, None]
    assert SHEET.column_values(9, 3) == [None, None, None]
    assert SHEET.column_values(2, 3, last_row=4) == [1, None]
    assert SHEET.column_values(1, 5, last_row=7) == ["K2", None, None]
    assert SHEET.column_values(1, 9) == []


def test_rows_that_are_not_wholly_blank() -> None:
    assert SHEET.filled_rows() == [1, 2, 3, 5]
    assert SHEET.filled_rows(3) == [3, 5]
    assert SHEET.filled_rows(2, last_row=3) == [2, 3]
    assert SHEET.filled_rows(9) == []


def test_cells_of_a_type() -> None:
    assert [cell.name for cell in SHEET.cells_of(int, CellError)] == ["B3", "B5"]


def test_rows_made_from_columns() -> None:
    rows = Grid(([1, None, 3], [], ["a"], [None, None]))
    assert rows == ((1, None, "a"), (), (3,))
    assert (len(rows), rows[0], rows[-1], rows[1:]) == (3, (1, None, "a"), (3,), ((), (3,)))
    assert rows != ((1, None, "a"), ())
    assert list(Grid(())) == []


def test_a_row_past_the_end_is_no_row() -> None:
    with pytest.raises(IndexError):
        Grid(([1],))[1]


def test_many_rows_made_from_columns_of_many_lengths() -> None:
    columns = ([*range(2_500)], ["a"], [None] * 1_999 + [7])
    rows = Grid(columns)
    assert (rows[0], rows[1_999], rows[2_499]) == ((0, "a"), (1_999, None, 7), (2_499,))
    assert [len(row) for row in rows[1_998:2_001]] == [1, 3, 1]
