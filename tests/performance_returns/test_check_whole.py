"""Whole ring: every line once, and figures beside those of earlier quarters."""

from dataclasses import replace
from decimal import Decimal

import pytest

from performance.checks.rings import check_book
from performance.workbook.asking import asked_of
from performance.workbook.definition import Earlier, Entry
from tabular.findings import Severity
from tests.factories import performance as factory
from tests.performance_returns.conftest import book_of, said, typed_into


def after(asked, change):
    """The findings when `change` was done to the list of rows."""
    book = book_of(asked)
    sheet = book.sheets[0]
    rows = list(sheet.rows)
    change(rows)
    return list(
        check_book(replace(book, sheets=(replace(sheet, rows=tuple(rows)),)), asked).findings
    )


def test_a_row_deleted(asked):
    words = (
        "Healthy weight in Eden: the row is missing. Download the workbook again and fill it in."
    )
    assert said(after(asked, lambda rows: rows.pop(4))) == [("Return", "", words)]


BARROW = ("HW Healthy weight", "Barrow", "All", "", "", None, None, 3, 4, "Reported")


def test_a_row_added(asked):
    got = after(asked, lambda rows: rows.append(BARROW))
    words = (
        "Row 10: this row (HW Healthy weight Barrow) is not one of those we asked for. Delete it."
    )
    assert said(got) == [("Return", "A10", words)]


def test_a_row_copied(asked):
    got = after(asked, lambda rows: rows.append(rows[3]))
    words = "Row 10, Healthy weight in Carlisle: it stands in Row 4 already. Delete one of the two."
    assert said(got) == [("Return", "A10", words)]


def test_rows_in_another_order_are_still_known(asked):
    assert after(asked, lambda rows: rows.insert(3, rows.pop())) == []


def test_everything_nil(found):
    nil = {f"H{row}": 0 for row in range(4, 10)} | {f"J{row}": "Nil" for row in range(4, 10)}
    words = (
        "Row 4, Healthy weight in Carlisle: every figure of this return is nil. Correct it, or give "
        "the reason in K4."
    )
    assert said(found(nil)) == [("Return", "J4", words)]
    (finding,) = found({**nil, "K4": "The hub was flooded."})
    assert finding.severity is Severity.NOTE


def line_with_history(one):
    """The line after four quarters of 30 of 40."""
    whole = Decimal(40) if one.has_denominator else None
    value = {"percent": Decimal(75), "count": Decimal(30), "average": Decimal("0.75")}[one.unit]
    quarters = ("2025-26Q1", "2024-25Q4", "2024-25Q3", "2024-25Q2")
    return replace(one, earlier=tuple(Earlier(q, Decimal(30), whole, value) for q in quarters))


@pytest.fixture
def with_history(asked):
    return replace(asked, lines=tuple(map(line_with_history, asked.lines)))


def compared(asked, cells):
    return list(check_book(typed_into(book_of(asked), cells), asked).findings)


@pytest.mark.parametrize(
    ("cells", "cell", "words"),
    [
        (
            {"H4": 20},
            "H4",
            (
                "Row 4, Healthy weight in Carlisle: 50.0% is far from the 4 periods before (usually "
                "75.0%). Correct it, or give the reason in K4."
            ),
        ),
        (
            {"H6": 300},
            "H6",
            (
                "Row 6, Families seen in Carlisle: 300 is far from the 4 periods before (usually 30). "
                "Correct it, or give the reason in K6."
            ),
        ),
        (
            {"H4": 66, "I4": 88},
            "I4",
            (
                "Row 4, Healthy weight in Carlisle: the denominator (88) is far from the period before "
                "(40). Correct it, or give the reason in K4."
            ),
        ),
    ],
)
def test_an_unusual_change_asks_for_a_reason(with_history, cells, cell, words):
    (finding,) = compared(with_history, cells)
    assert (finding.severity, finding.cell, finding.message) == (Severity.QUERY, cell, words)


def test_a_reason_answers_it(with_history):
    (finding,) = compared(with_history, {"H4": 20, "K4": "The clinic was closed."})
    assert finding.severity is Severity.NOTE
    assert finding.message.endswith("Reason given: “The clinic was closed.”")


@pytest.mark.parametrize("cells", [{"H4": 26}, {"H4": 34}, {"H6": 26}, {"H6": 44}])
def test_a_usual_change_asks_nothing(with_history, cells):
    assert compared(with_history, cells) == []


def test_a_slip_is_not_compared(with_history):
    got = compared(with_history, {"H4": 400})
    assert [finding.severity for finding in got] == [Severity.BLOCKER]


def test_two_quarters_are_needed_to_call_a_change_unusual(with_history):
    young = [replace(one, earlier=one.earlier[:1]) for one in with_history.lines]
    assert compared(replace(with_history, lines=tuple(young)), {"H4": 10}) == []


def test_the_quarter_before_stands_beside(agreement):
    factory.kpi_return(agreement, "2025-26Q1", entries={("HW", "Eden"): Entry(Decimal(33), 44)})
    asked = asked_of(factory.expected(agreement))
    assert asked.lines[1].before_in_words == "33 of 44 (75.0%)"
    assert asked.lines[2].before_in_words == "30"


def in_three_areas(asked):
    """One KPI in three areas, each with figures of its own in the period before; and another."""
    one, other = asked.lines[0], asked.lines[2]
    lines = [
        replace(
            one,
            area_id=place,
            area=name,
            earlier=(Earlier("2025-26Q1", Decimal(20 + place), Decimal(40), None),),
        )
        for place, name in enumerate(("Barrow", "Carlisle", "Eden"), 1)
    ]
    others = [replace(other, area_id=place) for place in (1, 2, 3, 4)]
    return replace(asked, lines=(*lines, *others))


def test_one_kpi_copied_in_every_area(asked):
    wanted = in_three_areas(asked)
    (finding,) = compared(wanted, {"H4": 21, "H5": 22, "H6": 23})
    words = (
        "Row 4, Healthy weight in Barrow: the figures of all 3 areas are those of the period before. "
        "Correct it, or give the reason in K4."
    )
    assert (finding.rule, finding.cell, finding.message) == ("history.copied-kpi", "H4", words)
    assert compared(wanted, {"H4": 21, "H5": 22, "H6": 24}) == []


def test_a_provider_whose_figures_swing_is_not_asked_about_a_swing(with_history):
    def swinging(one, numbers):
        earlier = tuple(
            Earlier(e.period, Decimal(n), None, None)
            for e, n in zip(one.earlier, numbers, strict=True)
        )
        return replace(one, earlier=earlier)

    def asked_about(numbers):
        lines = list(with_history.lines)
        lines[2] = swinging(lines[2], numbers)
        found = compared(replace(with_history, lines=tuple(lines)), {"H6": 120})
        return [finding.rule for finding in found]

    assert asked_about((60, 62, 58, 61)) == ["history.unusual-change"]
    assert asked_about((60, 110, 30, 75)) == []


def test_more_faults_than_anybody_reads_are_cut_short(asked, monkeypatch):
    monkeypatch.setattr("performance.checks.rule.MOST_OF_ONE_KIND", 3)
    faults = {f"H{row}": -1 for row in range(4, 10)}
    found = compared(asked, faults)
    assert [finding.cell for finding in found] == ["", "H4", "H5", "H6"]
    assert found[0].message == "There are more than 3 of this kind. Put these right first."
