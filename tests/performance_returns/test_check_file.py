"""File ring: is this the workbook we sent for this return?"""

from dataclasses import replace

import pytest

from performance.checks import check_file
from performance.checks.rings import check_book
from performance.workbook.asking import asked_of
from tabular.book import Book
from tests.factories import performance as factory
from tests.performance_returns.conftest import book_of, said, typed_into

AGAIN = "Download the workbook from this return's page, fill that in and send it."


def findings(book, asked):
    return said(list(check_book(book, asked).findings))


def with_fact(asked, name, value):
    book = book_of(asked)
    return replace(book, properties={**book.properties, name: value})


def test_our_own_workbook_passes(found):
    assert found() == []


def test_any_other_workbook(asked):
    book = replace(book_of(asked), properties={})
    words = f"This is a workbook, but not the return workbook. {AGAIN}"
    assert findings(book, asked) == [("", "", words)]


def test_a_csv(asked):
    words = f"This is a CSV file, but not the return workbook. {AGAIN}"
    assert findings(Book("csv", ()), asked) == [("", "", words)]


def test_an_older_template(asked):
    words = (
        "This workbook was made from another version of the template (0; the present one is 2). "
        f"{AGAIN}"
    )
    assert findings(with_fact(asked, "Template version", "0"), asked) == [("", "", words)]


def test_another_agreements_workbook(asked):
    words = (
        "This is the workbook of another agreement (CUM-2024-007). This return is for "
        f"CUM-2025-001, Cumbria Children's Trust. {AGAIN}"
    )
    assert findings(with_fact(asked, "Agreement", "CUM-2024-007"), asked) == [("", "", words)]


def test_last_quarters_workbook(asked):
    words = (
        "This is the workbook for 2025-26Q1. This return is for 2025-26Q2 (July to September "
        f"2025). {AGAIN}"
    )
    assert findings(with_fact(asked, "Period", "2025-26Q1"), asked) == [("", "", words)]


def test_the_sheet_renamed(asked):
    book = book_of(asked)
    renamed = replace(book, sheets=(replace(book.sheets[0], name="Mine"),))
    words = f"The sheet “Return” has been removed or renamed. {AGAIN}"
    assert findings(renamed, asked) == [("", "", words)]


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        ({"I3": "Out of"}, "“Denominator”"),
        ({"H3": None, "L3": "Row"}, "“Numerator”, “Identifier”"),
    ],
)
def test_a_column_renamed(asked, cells, names):
    words = f"These columns have been removed or renamed: {names}. {AGAIN}"
    assert findings(typed_into(book_of(asked), cells), asked) == [("Return", "", words)]


def test_what_was_written_is_read_back_and_serves_the_correction(agreement):
    first = factory.kpi_return(agreement)
    content = factory.filled_workbook(first)
    asked = asked_of(factory.correction(first))
    checked = check_file(content, "return.xlsx", asked)
    assert checked.findings == ()
    assert checked.rows.slot.tolist() == list(range(len(asked.slots)))
