"""File ring: is this the workbook we sent for this return?"""

from dataclasses import replace

import pytest

from performance.checks import check_file
from performance.checks.rings import check_book
from performance.workbook.asking import asked_of
from tabular.book import Book, Sheet
from tabular.findings import Severity
from tests.factories import performance as factory
from tests.performance_returns.conftest import book_of, said, typed_into

NOT_OURS = "This is not the workbook for Early Help, July to September 2025"
AGAIN = "Download the workbook from this return's page, fill that in and send it."


def findings(book, asked):
    return said(list(check_book(book, asked).findings))


def with_fact(asked, name, value):
    book = book_of(asked)
    return replace(book, properties={**book.properties, name: value})


def test_our_own_workbook_passes(found):
    assert found() == []


def test_any_other_workbook(asked):
    book = Book("xlsx", (Sheet("Register", (("Child", "Born", "Status"), ("A", 2019, "Open"))),))
    words = f"{NOT_OURS}: it is another workbook without the columns of the return. {AGAIN}"
    assert findings(book, asked) == [("", "", words)]


def test_another_template(asked):
    words = f"{NOT_OURS}: it is the workbook “Wholesight targets”. {AGAIN}"
    assert findings(with_fact(asked, "Template", "Wholesight targets"), asked) == [("", "", words)]


def test_our_workbook_without_its_hidden_facts(asked):
    book = replace(book_of(asked), properties={})
    assert findings(book, asked) == []
    untitled = typed_into(book, {"A1": None})
    words = "The file does not say which period it is for. It was read as July to September 2025."
    assert findings(untitled, asked) == [("", "", words)]
    later = typed_into(book, {"A1": "Early Help: April to June 2025"})
    (finding,) = check_book(later, asked).findings
    assert finding.rule == "file.other-period"


def test_a_csv(asked):
    words = f"{NOT_OURS}: it is a CSV file without the columns of the return. {AGAIN}"
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
    words = "The sheet “Mine” carries the columns of “Return” and was read as it."
    assert findings(renamed, asked) == [("Mine", "", words)]


def test_the_sheet_removed(asked):
    gone = replace(book_of(asked), sheets=(Sheet("Notes", (("Nothing here",),)),))
    words = f"The sheet “Return” has been removed, or its headers have. {AGAIN}"
    assert findings(gone, asked) == [("", "", words)]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"I3": "Out of"}, "Denominator"),
        ({"H3": "Num"}, "Numerator"),
        ({"H3": "NUMERATOR "}, "Numerator"),
        ({"I3": "Denominator (n)"}, "Denominator"),
        ({"I3": "Denomnator"}, "Denominator"),
        ({"K3": "Comments"}, "Reason"),
    ],
)
def test_a_column_renamed(asked, cells, column):
    ((cell, text),) = cells.items()
    words = f"The column “{text.strip()}” was read as “{column}”."
    assert findings(typed_into(book_of(asked), cells), asked) == [("Return", cell, words)]


@pytest.mark.parametrize(
    ("cells", "names", "found", "cell"),
    [
        ({"I3": "Cohort"}, "“Denominator”", "“Cohort” in column I", "I3"),
        (
            {"H3": "How", "J3": "What"},
            "“Numerator”, “Status”",
            "“How” in column H, “What” in column J",
            "H3",
        ),
    ],
)
def test_a_column_nobody_knows(asked, cells, names, found, cell):
    words = (
        f"These columns have been removed or renamed: {names}. We found columns we do not know: "
        f"{found}. Put the headers back as they were: {names}."
    )
    assert findings(typed_into(book_of(asked), cells), asked) == [("Return", cell, words)]


def test_what_was_written_is_read_back_and_serves_the_correction(agreement):
    first = factory.kpi_return(agreement)
    content = factory.filled_workbook(first)
    asked = asked_of(factory.correction(first))
    checked = check_file(content, "return.xlsx", asked)
    (note,) = checked.findings
    assert (note.rule, note.severity) == ("file.earlier-version", Severity.NOTE)
    assert checked.rows.slot.tolist() == list(range(len(asked.slots)))
