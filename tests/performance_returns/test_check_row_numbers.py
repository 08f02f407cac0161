"""Row ring: numerators and denominators are numbers that can be right."""

from datetime import date

import pytest

from performance.checks import check_rows
from performance.workbook.definition import Col
from performance.workbook.rows import Came, number_of
from tabular.cells import CellError, Uncalculated
from tests.performance_returns.conftest import said

ROW_4 = "Row 4, Healthy weight in Carlisle: "


@pytest.mark.parametrize(
    ("cells", "cell", "words"),
    [
        (
            {"F4": "about 30"},
            "F4",
            "the numerator (“about 30”) is not a number. Enter digits only.",
        ),
        ({"F4": "75%"}, "F4", "the numerator (“75%”) is not a number. Enter digits only."),
        ({"G4": "forty"}, "G4", "the denominator (“forty”) is not a number. Enter digits only."),
        (
            {"F4": date(2025, 3, 4)},
            "F4",
            "the numerator (“04/03/2025”) is not a number. Enter digits only.",
        ),
        ({"F4": True}, "F4", "the numerator (“TRUE”) is not a number. Enter digits only."),
        ({"F4": -3}, "F4", "the numerator (-3) is negative."),
        ({"G4": -40}, "G4", "the denominator (-40) is negative."),
        ({"F4": 10**12, "G4": 40}, "F4", "the numerator is larger than any count can be."),
        (
            {"F4": 0.75},
            "F4",
            "the numerator (0.75) must be a whole number, not a percentage.",
        ),
        (
            {"F4": 45},
            "F4",
            "the numerator (45) is larger than the denominator (40). Check both.",
        ),
    ],
)
def test_what_is_wrong_with_a_number(found, cells, cell, words):
    assert ("Return", cell, ROW_4 + words) in said(found(cells))


def test_all_findings_come_in_one_pass(found):
    got = found({"F4": "x", "G5": -1, "H6": "Maybe", "F9": None})
    assert [finding.cell for finding in got if finding.stops] == ["F4", "G5", "H6", "F9"]


def test_a_finding_names_its_kpi_and_value(found):
    (finding,) = found({"F4": "about 30"})
    assert (finding.kpi, finding.value) == ("HW", "about 30")


def test_only_an_average_may_have_decimals(found):
    assert found({"F8": 30.25}) == []
    words = "Row 8, Average wait in Carlisle: the numerator (30.255) must be at most two decimals."
    assert said(found({"F8": 30.255})) == [("Return", "F8", words)]


def test_digits_kept_as_text_are_a_number(found):
    assert found({"F4": " 30 ", "G4": "40"}) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("30", 30),
        ("1,200", 1200),
        ("3.5", 3.5),
        ("-2", -2),
        ("1,20", None),
        ("3e5", None),
        ("", None),
    ],
)
def test_numbers_as_text(text, number):
    assert number_of(text) == number


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
def test_errors_and_formulas_without_a_result(asked, value, words):
    line = asked.lines[0]
    values = {**line.locked, Col.NUMERATOR: value, Col.DENOMINATOR: 40, Col.STATUS: "Reported"}
    cells = {Col.NUMERATOR: "F4"}
    row = Came(line, "Return", "Row 4", values, cells)
    got = said(check_rows([row], asked))
    assert ("Return", "F4", ROW_4 + words) in got
