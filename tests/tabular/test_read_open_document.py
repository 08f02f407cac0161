"""Values come out of an OpenDocument spreadsheet with their types kept."""

from datetime import date, datetime, timedelta

import pytest

from tabular.cells import CellError, Uncalculated
from tabular.child import parse
from tabular.limits import Limits
from tests.tabular.workbooks import ods


def table(cells: str, more: str = "") -> str:
    row = f"<table:table-row>{cells}</table:table-row>"
    return f'<table:table table:name="A" {more}>{row}</table:table>'


def cell(attributes: str = "", inside: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


@pytest.mark.parametrize(
    ("attributes", "inside", "value"),
    [
        ('office:value-type="string"', "<text:p>007</text:p>", "007"),
        ('office:value-type="string"', "<text:p>a</text:p><text:p>b</text:p>", "a\nb"),
        ('office:value-type="string"', '<text:p>a<text:s text:c="2"/>b</text:p>', "a  b"),
        (
            'office:value-type="string"',
            "<office:annotation><text:p>note</text:p></office:annotation><text:p>a</text:p>",
            "a",
        ),
        ('office:value-type="float" office:value="12"', "<text:p>12.00</text:p>", 12),
        ('office:value-type="percentage" office:value="0.125"', "", 0.125),
        ('office:value-type="boolean" office:boolean-value="true"', "", True),
        ('office:value-type="date" office:date-value="2026-06-30"', "", date(2026, 6, 30)),
        (
            'office:value-type="date" office:date-value="2026-06-30T09:30:00"',
            "",
            datetime(2026, 6, 30, 9, 30),
        ),
        (
            'office:value-type="time" office:time-value="PT30H05M00S"',
            "",
            timedelta(hours=30, minutes=5),
        ),
        (
            'table:formula="of:=1/0" office:value-type="string" office:string-value=""',
            "<text:p>#DIV/0!</text:p>",
            CellError("#DIV/0!"),
        ),
        ('table:formula="of:=[.B1]"', "", Uncalculated("[.B1]")),
    ],
)
def test_value_keeps_its_type(attributes: str, inside: str, value: object) -> None:
    book = parse(ods(table(cell(attributes, inside))), Limits())
    assert book.sheets[0].rows == [[value]]


def test_repeated_cells_and_rows_are_unrolled() -> None:
    one = cell('office:value-type="float" office:value="1" table:number-columns-repeated="2"')
    far = cell('table:number-columns-repeated="16000"')
    content = ods(
        '<table:table table:name="A">'
        '<table:table-row table:number-rows-repeated="2">'
        f"{cell()}{one}{far}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1000000">'
        f"{cell()}</table:table-row></table:table>"
    )
    assert parse(content, Limits()).sheets[0].rows == [[None, 1, 1], [None, 1, 1]]


def test_merged_cells_and_hidden_sheets() -> None:
    style = (
        '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    )
    spanned = cell('table:number-columns-spanned="2" table:number-rows-spanned="3"')
    content = ods(table(spanned, 'table:style-name="h"'), styles=style)
    sheet = parse(content, Limits()).sheets[0]
    assert (sheet.hidden, sheet.merged) == (True, ["A1:B3"])


def test_custom_properties() -> None:
    meta = '<o xmlns:meta="m"><meta:user-defined meta:name="Template">R</meta:user-defined></o>'
    content = ods(table(cell()), extra={"meta.xml": meta})
    assert parse(content, Limits()).properties == {"Template": "R"}
