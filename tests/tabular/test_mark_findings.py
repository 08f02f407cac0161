"""The sender's own workbook comes back with the wrong cells marked and all findings listed."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from tabular.findings import Finding, Severity
from tabular.marking import FINDINGS_SHEET, mark
from tabular.reading import read
from tabular.refusals import Unreadable
from tests.tabular.workbooks import ods, saved, xlsx

NOT_A_NUMBER = Finding(
    Severity.BLOCKER, "Quarter", "B2", "K1", "Give a number.", "n/k", right="A number."
)
TWICE = Finding(Severity.QUERY, "Quarter", "B2", "K1", "=Twice the last quarter.", "n/k")
WHOLE = Finding(Severity.NOTE, message="Read as Windows text.")
RED, BLUE = "FFFFC7CE", "FFDDEBF7"


def sent() -> bytes:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Quarter"
    sheet.append(("KPI", "Number"))
    sheet.append(("K1", "n/k"))
    sheet["B2"].fill = PatternFill("solid", fgColor="FFFFF9E1")
    sheet["B2"].comment = Comment("Ask Sam", "Sam")
    sheet["A5"] = "Merged"
    sheet.merge_cells("A5:C6")
    workbook.create_sheet("Hidden").sheet_state = "hidden"
    return saved(workbook)


def opened(content: bytes):  # openpyxl's own type
    return load_workbook(BytesIO(content))


def test_cell_is_filled_and_noted() -> None:
    cell = opened(mark(sent(), [TWICE, NOT_A_NUMBER]))["Quarter"]["B2"]
    assert (cell.value, cell.fill.fgColor.rgb) == ("n/k", RED)
    assert cell.comment.text == (
        "Must be put right: Give a number.\n"
        "Put right, or give a reason: =Twice the last quarter.\n\n"
        "Your own note: Ask Sam"
    )


def test_all_findings_are_listed_first_with_links() -> None:
    workbook = opened(mark(sent(), [WHOLE, TWICE, NOT_A_NUMBER]))
    sheet = workbook.worksheets[0]
    assert (sheet.title, workbook.active.title) == (FINDINGS_SHEET, FINDINGS_SHEET)
    assert [row[:7] for row in sheet.iter_rows(values_only=True)] == [
        (
            "What to do",
            "Sheet",
            "Cell",
            "KPI",
            "What is wrong",
            "What would be right",
            "What was there",
        ),
        ("Must be put right", "Quarter", "B2", "K1", "Give a number.", "A number.", "n/k"),
        (
            "Put right, or give a reason",
            "Quarter",
            "B2",
            "K1",
            "=Twice the last quarter.",
            None,
            "n/k",
        ),
        ("For information", None, None, None, "Read as Windows text.", None, None),
    ]
    assert sheet["C2"].hyperlink.location == "'Quarter'!B2"
    assert sheet["E3"].data_type == "s"


def test_only_the_list_is_selected() -> None:
    sheets = opened(mark(sent(), [WHOLE])).worksheets
    assert [sheet.sheet_view.tabSelected for sheet in sheets] == [True, False, False]


def test_merged_cells_are_marked_at_their_first() -> None:
    finding = Finding(Severity.NOTE, "Quarter", "B6", message="Look here.")
    cell = opened(mark(sent(), [finding]))["Quarter"]["A5"]
    assert (cell.comment.text, cell.fill.fgColor.rgb) == ("For information: Look here.", BLUE)


def test_the_rest_stays_as_it_was() -> None:
    book = read(mark(sent(), [NOT_A_NUMBER]), "a.xlsx")
    assert book.sheets[1:] == read(sent(), "a.xlsx").sheets


def test_marks_of_an_earlier_time_are_taken_away() -> None:
    workbook = opened(mark(mark(sent(), [NOT_A_NUMBER]), [WHOLE]))
    cell = workbook["Quarter"]["B2"]
    assert (cell.fill.fgColor.rgb, cell.comment.text) == ("FFFFF9E1", "Ask Sam")
    assert workbook.sheetnames == [FINDINGS_SHEET, "Quarter", "Hidden"]
    assert workbook.worksheets[0].max_row == 2


def test_place_that_is_not_there_is_listed_alone() -> None:
    finding = Finding(Severity.BLOCKER, "Missing", "B2", message="No such sheet.")
    sheet = opened(mark(sent(), [finding])).worksheets[0]
    assert (sheet["E2"].value, sheet["C2"].hyperlink) == ("No such sheet.", None)


def test_csv_comes_back_as_a_workbook() -> None:
    finding = Finding(Severity.BLOCKER, "CSV", "B2", message="Give a number.")
    workbook = opened(mark(b"KPI,Number\n007,=1+1\n", [finding]))
    sheet = workbook["CSV"]
    assert list(sheet.values) == [("KPI", "Number"), ("007", "=1+1")]
    assert (sheet["B2"].data_type, sheet["B2"].fill.fgColor.rgb) == ("s", RED)


def test_open_document_comes_back_as_a_workbook() -> None:
    content = ods(
        '<table:table table:name="A"><table:table-row>'
        '<table:table-cell office:value-type="float" office:value="2"/>'
        "</table:table-row></table:table>"
    )
    finding = Finding(Severity.BLOCKER, "A", "A1", message="Too few.")
    cell = opened(mark(content, [finding]))["A"]["A1"]
    assert (cell.value, cell.comment.text) == (2, "Must be put right: Too few.")


def test_file_that_cannot_be_read_cannot_be_marked() -> None:
    with pytest.raises(Unreadable):
        mark(b"%PDF-1.7", [WHOLE])


def test_heavy_workbook_comes_back_as_a_copy_of_its_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tabular.marking.MOST_UNPACKED", 1_000)
    cell = opened(mark(sent(), [NOT_A_NUMBER]))["Quarter"]["B2"]
    assert (cell.value, cell.fill.fgColor.rgb) == ("n/k", RED)
    assert cell.comment.text == "Must be put right: Give a number."


def test_the_list_prints_whole_with_the_senders_restriction() -> None:
    given = opened(sent())
    given["Quarter"].oddHeader.center.text = "OFFICIAL"
    long = Finding(Severity.NOTE, "Quarter", "A1", message="word " * 60)
    sheet = opened(mark(saved(given), [NOT_A_NUMBER, long])).worksheets[0]
    assert sheet.oddHeader.center.text == "OFFICIAL"
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert [sheet.row_dimensions[row].height for row in (2, 3)] == [15, 75]


EVERY_CELL = "A1:XFD1048576"
ENDLESS = {
    "merged": f'<mergeCells><mergeCell ref="{EVERY_CELL}"/></mergeCells>',
    "linked": f'<hyperlinks><hyperlink ref="{EVERY_CELL}" location="x"/></hyperlinks>',
}


@pytest.mark.parametrize("what", ENDLESS)
def test_what_would_never_be_marked_comes_back_as_a_copy_of_its_values(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tabular.marking.MARKING_SECONDS", 2)
    finding = Finding(Severity.BLOCKER, sheet="Data", cell="A1", message="It is wrong.")
    marked = opened(mark(xlsx(around=ENDLESS[what]), [finding]))
    assert marked["Data"]["A1"].comment.text == "Must be put right: It is wrong."


def test_characters_and_names_no_workbook_may_hold_are_replaced() -> None:
    finding = Finding(Severity.BLOCKER, sheet="CSV", cell="B2", message="“\x1b30” is no number.")
    marked = opened(mark(b"KPI,Value\nHW,\x1b30\n", [finding]))
    assert marked["CSV"]["B2"].value == "\ufffd30"
    assert marked["CSV"]["B2"].comment.text == "Must be put right: “\ufffd30” is no number."
    renamed = xlsx(sheet_name="a/b[c]:*?", around=ENDLESS["merged"].replace("XFD", "ZZZZ"))
    assert opened(mark(renamed, [])).sheetnames == [FINDINGS_SHEET, "a_b_c____"]
