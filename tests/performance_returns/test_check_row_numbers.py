"""Row ring: numerators and denominators are numbers that can be right."""

from datetime import date

import pytest

from performance.workbook.numbers import NAN, written
from tabular.cells import CellError, Uncalculated
from tests.performance_returns.conftest import said

ROW_4 = "Row 4, Healthy weight in Carlisle: "


@pytest.mark.parametrize(
    ("cells", "cell", "words"),
    [
        (
            {"H4": "about 30"},
            "H4",
            (
                "the numerator (“about 30”) is not exact. Enter the number you can stand by, and say "
                "in the reason what is uncertain."
            ),
        ),
        (
            {"H4": "75%"},
            "H4",
            "the numerator (75%) is a percentage. Enter how many: 75% of 40 is 30.",
        ),
        (
            {"H4": "75%", "I4": None},
            "H4",
            (
                "the numerator (75%) is a percentage. Enter how many in Numerator and out of how "
                "many in Denominator."
            ),
        ),
        ({"I4": "forty"}, "I4", "the denominator (“forty”) is not a number. Enter digits only."),
        (
            {"H4": date(2025, 3, 4)},
            "H4",
            (
                "the numerator holds the date or time 04/03/2025. A spreadsheet program makes a date "
                "of 3/4. Enter the numbers each in its own cell."
            ),
        ),
        ({"H4": True}, "H4", "the numerator (“TRUE”) is not a number. Enter digits only."),
        ({"H4": -3}, "H4", "the numerator (-3) is negative."),
        ({"I4": -40}, "I4", "the denominator (-40) is negative."),
        ({"H4": 10**12, "I4": 40}, "H4", "the numerator is larger than any count can be."),
        (
            {"H4": 0.75},
            "H4",
            "the numerator (0.75) is a percentage. Enter how many: 75% of 40 is 30.",
        ),
        (
            {"H4": 45},
            "H4",
            (
                "the numerator (45) is larger than the denominator (40). Check both. If 45 is the "
                "percentage, enter how many: 45% of 40 is 18."
            ),
        ),
    ],
)
def test_what_is_wrong_with_a_number(found, cells, cell, words):
    assert ("Return", cell, ROW_4 + words) in said(found(cells))


def test_all_findings_come_in_one_pass(found):
    got = found({"H4": "x", "I5": -1, "J6": "Maybe", "H9": None})
    assert [finding.cell for finding in got if finding.stops] == ["H4", "I5", "J6", "H9"]


def test_a_finding_names_its_kpi_and_value(found):
    (finding,) = found({"H4": "about 30"})
    assert (finding.kpi, finding.value) == ("HW", "about 30")


def test_only_an_average_may_have_decimals(found):
    assert found({"H8": 30.25}) == []
    words = "Row 8, Average wait in Carlisle: the numerator (30.255) must be at most two decimals."
    assert said(found({"H8": 30.255})) == [("Return", "H8", words)]


def test_digits_kept_as_text_are_a_number(found):
    assert found({"H4": " 30 ", "I4": "40"}) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("30", 30),
        ("1,200", 1200),
        ("3.5", 3.5),
        ("-2", -2),
        ("1,20", 1.2),
        ("1 200", 1200),
        ("£1,200", 1200),
        ("1.200,5", 1200.5),
        ("1.200", NAN),
        ("3e5", NAN),
        ("", NAN),
    ],
)
def test_numbers_as_text(text, number):
    assert written(text).value == pytest.approx(number, nan_ok=True)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (
            CellError("#DIV/0!"),
            "the cell shows the error #DIV/0!. Put the figure itself in the cell.",
        ),
        (
            Uncalculated("B2*2"),
            "the formula was never worked out. Put the figure itself in the cell.",
        ),
    ],
)
def test_errors_and_formulas_without_a_result(found, value, words):
    assert ("Return", "H4", ROW_4 + words) in said(found({"H4": value}))
