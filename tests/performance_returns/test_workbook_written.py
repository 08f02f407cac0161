"""The workbook of a return: what it holds, what it takes, how it reads and prints."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from commissioning.models import BreakdownGroup
from performance.checks import instructions
from performance.models import Figure
from performance.questions import Section, questions_in
from performance.workbook.cover import Cover
from performance.workbook.definition import CHECK, Asked, Col, Entry
from performance.workbook.writing import return_workbook
from tabular.reading import read
from tests.tabular.parts import Parts, faults_of

COVER = Cover(("Pat Preparer",), ("Cass Certifier",), told={"workforce.funded": "12.5"})
GROUPS = (BreakdownGroup(pk=5, name="Girls"), BreakdownGroup(pk=6, name="Boys"))
NIL, NOT_AVAILABLE = Figure.Status.NIL, Figure.Status.NOT_AVAILABLE


@pytest.fixture
def full(asked: Asked) -> Asked:
    """The return with every sheet, and one KPI by groups."""
    lines = (replace(asked.lines[0], groups=GROUPS), *asked.lines[1:])
    return replace(asked, lines=lines, sections=tuple(Section), lot="Lot 2", is_final=True)


def written(asked, filled=None, cover=COVER):
    return return_workbook(asked, instructions(), filled, cover)


@pytest.fixture
def book(full):
    return load_workbook(BytesIO(written(full)))


def rules_of(sheet):
    """What may be typed, by the cells it is for."""
    return {
        str(one.sqref): (one.type, one.operator, one.formula1, one.formula2)
        for one in sheet.data_validations.dataValidation
    }


def test_equal_returns_give_equal_bytes(full):
    assert written(full) == written(replace(full))


def test_it_is_sound_inside(full, asked):
    assert faults_of(written(full)) == []
    assert faults_of(written(asked)) == []


def test_its_sheets(book):
    assert book.sheetnames == [
        *("Start here", "Return", "Narrative", "Workforce", "Finance", "Guidance", "Choices")
    ]
    assert book["Choices"].sheet_state == "veryHidden"


def test_sheets_of_questions_are_there_where_they_are_asked(asked):
    some = replace(asked, sections=(Section.FINANCE,))
    assert [one.name for one in read(written(some), "a.xlsx").sheets][1:3] == ["Return", "Finance"]


def test_the_cover_says_what_this_is_and_who_certifies(full, book):
    said = {row[0]: row[1] for row in book["Start here"].iter_rows(min_row=4, values_only=True)}
    assert said["Agreement"] == "CUM-2025-001 Early Help"
    assert said["Lot"] == "Lot 2"
    assert said["Due by"] == "28 October 2025"
    assert said["Final return"] == "Yes: no return follows it."
    assert said["Who prepares it"] == "Pat Preparer"
    assert said["Who may certify it"] == "Cass Certifier"
    assert said["To be filled in"].endswith("8 rows of figures, and 17 questions.")


def test_what_a_cell_takes_follows_its_kpi(book):
    rules = rules_of(book["Return"])
    whole, most = ("whole", None, "0", "999999999"), "999999999"
    # rows 4 to 6 are HW in Carlisle and its groups; 8 and 9 a number, 10 and 11 an average
    assert rules["H4:H9"] == whole
    assert rules["H10:H11"] == ("decimal", None, "0", most)
    assert rules["I4:I7 I10:I11"] == whole
    assert rules["J4:J11"][0] == "list"
    assert rules["K4:K11"] == ("textLength", "lessThanOrEqual", "500", None)


def test_only_what_is_filled_in_is_open(book):
    sheet = book["Return"]
    assert sheet.protection.sheet
    opened = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    no_denominator = {"I8", "I9"}
    assert opened == {f"{c}{row}" for c in "HIJK" for row in range(4, 12)} - no_denominator


def test_what_an_answer_takes_follows_its_question(book):
    rules = rules_of(book["Workforce"])
    assert rules["C4:C6 C8:C9"] == ("decimal", None, "0", "999999999")
    assert rules["C7 C10:C11"] == ("whole", None, "0", "999999999")
    assert rules["C12"] == ("textLength", "lessThanOrEqual", "1000", None)
    assert book["Workforce"]["C4"].value == 12.5
    asked = [row[0].value for row in book["Workforce"].iter_rows(min_row=4)]
    assert asked == [one.text for one in questions_in((Section.WORKFORCE,))]


def test_the_guidance_is_made_of_the_rules(book):
    said = [row[1] for row in book["Guidance"].iter_rows(min_row=4, values_only=True)]
    assert set(instructions()) <= set(said)


def check_of(asked, *entries):
    """What the last column says of rows as they are sent."""
    filled = {(asked.lines[i].code, asked.lines[i].area): one for i, one in enumerate(entries)}
    sheet = read(written(asked, filled), "a.xlsx").sheet("Return")
    return [sheet[f"M{4 + i}"] for i in range(len(entries))]


def test_each_row_says_in_words_what_is_left_to_do(asked):
    assert check_of(asked, Entry(), Entry(30), Entry(30), Entry()) == [
        "To do: the numerator",
        "To do: the denominator",
        "Filled in",
        "To do: the numerator",
    ]
    assert check_of(
        asked,
        Entry(41, 40),
        Entry(0, 40),
        Entry(5, None, NIL),
        Entry(0, None, NIL),
        Entry(30, 0),
        Entry("thirty", 40),
    ) == [
        "Look: the numerator is above the denominator",
        "Look: if there was truly none, choose Nil",
        "Look: Nil, but the numerator is not 0",
        "Filled in",
        "Look: out of 0. If nobody was due, choose Nil",
        "Look: numbers in digits only",
    ]
    assert check_of(
        asked,
        Entry(None, None, NOT_AVAILABLE),
        Entry(3, None, NOT_AVAILABLE),
        Entry(None, None, NOT_AVAILABLE, "The system moved."),
    ) == ["To do: the reason", "Look: clear the numbers, or choose Reported", "Filled in"]


def test_the_cover_counts_what_is_left(asked):
    filled = {("HW", "Carlisle"): Entry(41, 40), ("HW", "Eden"): Entry(30, 40)}
    sheet = read(written(asked, filled), "a.xlsx").sheet("Start here")
    said = {row[0]: row[1] for row in sheet.rows[3:]}
    assert (said["Rows still to do"], said["Rows to look at again"]) == (4, 1)


def test_what_is_wrong_stands_out_beside_the_words(book):
    rules = {
        (str(cells.sqref), rule.formula[0])
        for cells, found in book["Return"].conditional_formatting._cf_rules.items()
        for rule in found
    }
    assert ("H4:H11", 'LEFT($M4,5)="Look:"') in rules
    assert ("I4:I11", '$M4="To do: the denominator"') in rules
    assert ("M4:M11", 'LEFT($M4,5)="Look:"') in rules


def test_it_can_be_read_aloud(full, book):
    parts = Parts(written(full))
    core = parts.xml["docProps/core.xml"]
    assert core.findtext("{http://purl.org/dc/elements/1.1/}language") == "en-GB"
    assert core.findtext("{http://purl.org/dc/elements/1.1/}title").startswith(
        "KPI return 2025-26Q2"
    )
    for sheet in book.worksheets[:-1]:
        assert sheet["A1"].value, sheet.title
        assert not sheet.merged_cells.ranges
        (table,) = sheet.tables.values()
        assert table.headerRowCount == 1
        assert table.ref.startswith("A3:")


def test_it_opens_on_the_first_cell_to_fill_in(book):
    assert book.active.title == "Start here"
    views = {sheet.title: sheet.sheet_view for sheet in book.worksheets}
    assert (views["Return"].pane.topLeftCell, views["Return"].pane.state) == ("C4", "frozen")
    assert views["Return"].selection[-1].activeCell == "H4"
    assert views["Narrative"].selection[-1].activeCell == "C4"


def test_it_prints_well(book):
    for sheet in book.worksheets[:-1]:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.oddHeader.center.text.startswith("OFFICIAL-SENSITIVE")
        assert sheet.oddFooter.right.text == "Page &P of &N"
        assert sheet.oddFooter.center.text == "&A"


def test_headers_stand_once_and_groups_show_where_there_are_any(asked, book):
    heads = [cell.value for cell in book["Return"][3]]
    assert heads == [*Col, CHECK]
    assert not book["Return"].column_dimensions["C"].hidden
    assert load_workbook(BytesIO(written(asked)))["Return"].column_dimensions["C"].hidden


def test_a_large_return_is_written_row_by_row_and_reads_the_same(asked, monkeypatch):
    small = read(written(asked), "a.xlsx").sheet("Return")
    monkeypatch.setattr("tabular.writing.MOST_WITH_LOOKS", 5)
    monkeypatch.setattr("performance.workbook.return_sheet.MOST_WITH_LOOKS", 5)
    content = written(asked)
    large = read(content, "a.xlsx").sheet("Return")
    assert faults_of(content) == []
    assert [row[:12] for row in large.rows] == [row[:12] for row in small.rows]
    assert rules_of(load_workbook(BytesIO(content))["Return"])["H4:H7"][0] == "whole"
