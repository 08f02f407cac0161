"""Delimited text is read as text, whatever character set and delimiter it came in."""

import pytest

from tabular.child import parse
from tabular.findings import Finding, Severity
from tabular.limits import Limits
from tabular.refusals import SAVE_AS_XLSX, SEND_WORKBOOK
from tests.tabular.conftest import Refusals

WINDOWS = Finding(
    Severity.NOTE,
    sheet="CSV",
    message="This file is in the old Windows character set and was read as such. Check that signs "
    "such as £ and accented letters came through.",
)
UTF16 = Finding(
    Severity.NOTE,
    sheet="CSV",
    message="This file is in the UTF-16 character set and was read as such.",
)


@pytest.mark.parametrize(
    ("encoding", "notes"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("cp1252", [WINDOWS]),
        ("utf-16", [UTF16]),
        ("utf-16-le", [UTF16]),
        ("utf-16-be", [UTF16]),
    ],
)
def test_character_sets(encoding: str, notes: list[Finding]) -> None:
    book = parse("cost,name\r\n£5,Zoë\r\n".encode(encoding), Limits())
    assert book.sheets[0].rows == [["cost", "name"], ["£5", "Zoë"]]
    assert book.notes == notes


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    text = f"a{delimiter}b\n007{delimiter}1.50\n"
    assert parse(text.encode(), Limits()).sheets[0].rows == [["a", "b"], ["007", "1.50"]]


def test_delimiter_named_on_the_first_line() -> None:
    assert parse(b"sep=|\r\na|b,c\r\n", Limits()).sheets[0].rows == [["a", "b,c"]]


def test_title_above_uneven_rows() -> None:
    content = b"Return for Q1; the first\n\nname,number,when\nA,1,2026-06-30\nB\n"
    assert parse(content, Limits()).sheets[0].rows == [
        ["Return for Q1; the first"],
        [],
        ["name", "number", "when"],
        ["A", "1", "2026-06-30"],
        ["B"],
    ]


def test_quoted_line_breaks_and_blanks() -> None:
    content = b'a,b,c\n"two\nlines",,""\nNA,null,nan\n'
    assert parse(content, Limits()).sheets[0].rows == [
        ["a", "b", "c"],
        ["two\nlines"],
        ["NA", "null", "nan"],
    ]


def test_quotation_mark_never_closed(refusals: Refusals) -> None:
    content = b'a,b\n"' + b"x,y\n" * 300_000
    assert refusals(content) == [
        (
            "",
            "",
            (
                "The quotation marks in this file do not pair up, so its columns cannot be told "
                f"apart. {SAVE_AS_XLSX}"
            ),
        )
    ]


def test_characters_of_no_known_set(refusals: Refusals) -> None:
    message = f"The characters in this file cannot be read. {SAVE_AS_XLSX}"
    assert refusals(b"a,b\n\x81\x8d,1\n") == [("", "", message)]


def test_a_value_without_end(refusals: Refusals) -> None:
    assert refusals(b"a" * 1_000_001) == [
        (
            "",
            "",
            (
                "One value in this file is longer than 1,000,000 characters, so this is no table of "
                f"rows and columns. {SEND_WORKBOOK}"
            ),
        )
    ]


def test_numbers_in_other_writing_stay_text() -> None:
    content = b'a;b;c\n1.200,5;1 200;"85%"\n'
    assert parse(content, Limits()).sheets[0].rows == [["a", "b", "c"], ["1.200,5", "1 200", "85%"]]
