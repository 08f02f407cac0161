"""Rows go out as CSV in which no text can act as a formula."""

from datetime import date
from decimal import Decimal

import pytest

from tabular.cells import Value
from tabular.child import parse
from tabular.limits import Limits
from tabular.writing import csv_bytes


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44 1228", "'+44 1228"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        (" =1+1", "' =1+1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("-5", "-5"),
        (-5, "-5"),
        (Decimal("-0.50"), "-0.50"),
        (12.0, "12"),
        ("007", "007"),
        (True, "TRUE"),
        (None, ""),
        (date(2026, 6, 30), "2026-06-30"),
    ],
)
def test_value(value: Value | Decimal | None, written: str) -> None:
    assert csv_bytes([[value, "end"]]).decode("utf-8-sig") == f"{written},end\r\n"


def test_excel_knows_its_character_set() -> None:
    assert csv_bytes([["£", 'a "b", c']]) == b'\xef\xbb\xbf\xc2\xa3,"a ""b"", c"\r\n'


def test_is_read_back() -> None:
    rows = [["name", "note"], ["Zoë", "two\nlines"]]
    assert parse(csv_bytes(rows), Limits()).sheets[0].rows == rows
