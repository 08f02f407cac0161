"""Cells are named as spreadsheet programs name them, and values repeated as people read them."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabular.cells import (
    CellError,
    Uncalculated,
    Value,
    a1,
    column_letters,
    column_number,
    decimal_of,
    row_and_column,
    shown,
)


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(1, 1, "A1"), (7, 26, "Z7"), (7, 27, "AA7"), (1_048_576, 16_384, "XFD1048576")],
)
def test_names(row: int, column: int, name: str) -> None:
    assert a1(row, column) == name
    assert row_and_column(name) == (row, column)


@given(st.integers(1, 16_384))
def test_letters_and_back(column: int) -> None:
    assert column_number(column_letters(column)) == column


@pytest.mark.parametrize("text", ["", "7", "B", "B0", "B7:C9", "Sheet!B7", "ABCD1"])
def test_no_name_of_a_cell(text: str) -> None:
    with pytest.raises(ValueError, match="not the name of a cell"):
        row_and_column(text)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (12, Decimal(12)),
        (0.28999999999999998, Decimal("0.29")),
        (True, None),
        ("12", None),
        (None, None),
        (CellError("#N/A"), None),
    ],
)
def test_number_of_a_cell(value: Value | None, number: Decimal | None) -> None:
    assert decimal_of(value) == number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("007", "007"),
        (12.0, "12"),
        (0.29, "0.29"),
        (True, "TRUE"),
        (date(2026, 6, 30), "30/06/2026"),
        (datetime(2026, 6, 30, 9, 5), "30/06/2026 09:05"),
        (CellError("#DIV/0!"), "#DIV/0!"),
        (Uncalculated("B1/C1"), "=B1/C1"),
    ],
)
def test_value_as_repeated(value: Value | None, text: str) -> None:
    assert shown(value) == text
