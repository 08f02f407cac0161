"""Chapters eight and nine: a quarter's return, from its workbook to an accepted figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.journeys.award import TENDER
from tests.journeys.contract_and_variation import AREAS
from tests.journeys.people import Someone
from tests.journeys.story import Story

AFTER_THE_FIRST, AFTER_THE_SECOND = date(2026, 10, 5), date(2027, 1, 5)
FIRST, SECOND = "July to September 2026", "October to December 2026"
PLANS, REFERRED = "Family plans closed with needs met", "Families re-referred within 12 months"
#: Numerator and denominator by KPI and area.
FIRST_FIGURES = {
    (PLANS, "Carlisle"): (45, 60),
    (PLANS, "Copeland"): (30, 42),
    (REFERRED, "Carlisle"): (12, 64),
    (REFERRED, "Copeland"): (9, 46),
}
FIGURES = {
    (PLANS, "Carlisle"): (48, 60),
    (PLANS, "Copeland"): (33, 42),
    (REFERRED, "Carlisle"): (10, 64),
    (REFERRED, "Copeland"): (8, 44),
}
Numbers = dict[tuple[str, str], tuple[int | None, int | None]]


def type_the_first_return(story: Story) -> None:
    """The first quarter is typed in, certified and accepted."""
    story.it_is(AFTER_THE_FIRST)
    joanne = _at_the_return(story.person("solway.preparer"), FIRST)
    joanne.follow("Type the figures in here")
    for (kpi, area), (part, whole) in FIRST_FIGURES.items():
        line = joanne.page.get_by_role("group", name=f"{kpi} in {area}")
        line.get_by_label("Numerator").fill(str(part))
        line.get_by_label("Denominator").fill(str(whole))
    joanne.send("Send the figures")
    _certify(_at_the_return(story.person("solway.certifier"), FIRST))
    ruth = _at_the_return(story.person("commissioner"), FIRST)
    ruth.step("Accept the return")
    ruth.state_is("Accepted")


# --- 8. The workbook ------------------------------------------------------------------------------


def send_a_workbook_with_mistakes(story: Story) -> None:
    """A quarter later: the pre-filled workbook comes back with two mistakes, told by their cells."""
    story.it_is(AFTER_THE_SECOND)
    joanne = story.person("solway.preparer")
    joanne.go_to("Your work")
    joanne.reads(SECOND, "due 29 January 2027")
    _at_the_return(joanne, SECOND)
    workbook = joanne.download("Download the workbook", story.desk)
    wrong: Numbers = {**FIGURES, (PLANS, "Carlisle"): (None, 60), (REFERRED, "Copeland"): (80, 44)}
    cells = fill(workbook, wrong)
    blank, too_many = cells[PLANS, "Carlisle"], cells[REFERRED, "Copeland"]
    _send(joanne, workbook)
    joanne.reads("Your figures have not been taken", "the numerator is blank", "larger than the")
    for cell in (blank, too_many):
        joanne.reads(cell)
    marked = joanne.download("Your workbook back, with the cells marked", story.desk)
    sheet = load_workbook(marked)["Return"]
    assert all(_is_marked(sheet, cell) for cell in (blank, too_many))
    assert not _is_marked(sheet, cells[PLANS, "Copeland"])


def correct_and_certify(story: Story) -> None:
    """The corrected workbook is taken; who prepared it cannot certify it, the certifier can."""
    joanne = _at_the_return(story.person("solway.preparer"), SECOND)
    workbook = joanne.download("Download the workbook", story.desk)
    fill(workbook, FIGURES)
    _send(joanne, workbook)
    joanne.reads("Your figures have been received. They are not submitted until certified.")
    joanne.reads("45 of 60 (75.0%)", "48 of 60")
    joanne.is_not_offered("Certify and submit")
    peter = story.person("solway.certifier")
    peter.go_to("Your work")
    _at_the_return(peter, SECOND)
    peter.press("Certify and submit")
    peter.press("Certify and submit")
    peter.reads_problem("Tick the declaration to certify.")
    _certify(_at_the_return(peter, SECOND))


def fill(workbook: Path, numbers: Numbers) -> dict[tuple[str, str], str]:
    """Fill a return's workbook as a person would; the cells of the numerators by KPI and area."""
    book = load_workbook(workbook)
    sheet = book["Return"]
    head = next(r for r in sheet.iter_rows() if "Numerator" in [c.value for c in r])
    column = {cell.value: cell.column for cell in head}
    cells = {}
    for row in range(head[0].row + 1, head[0].row + 1 + len(numbers)):
        kpi = str(sheet.cell(row, column["KPI"]).value).split(" ", 1)[1]
        area = str(sheet.cell(row, column["Area"]).value)
        part = sheet.cell(row, column["Numerator"])
        part.value, sheet.cell(row, column["Denominator"]).value = numbers[kpi, area]
        cells[kpi, area] = part.coordinate
    book.save(workbook)
    return cells


def _is_marked(sheet: Worksheet, cell: str) -> bool:
    return sheet[cell].comment is not None


def _send(joanne: Someone, workbook: Path) -> None:
    joanne.attach("Your filled-in workbook", workbook)
    joanne.press("Send the workbook")


def _at_the_return(someone: Someone, quarter: str) -> Someone:
    someone.go_to("Returns")
    if someone.page.get_by_role("link", name=quarter).count():
        someone.follow(quarter)
    if someone.page.get_by_role("link", name=TENDER).count():
        someone.follow(TENDER)
    someone.reads(TENDER, quarter)
    return someone


def _certify(certifier: Someone) -> None:
    certifier.step("Certify and submit", {"I certify that these figures": True})
    certifier.state_is("Certified")


# --- 9. Query, acceptance, oversight --------------------------------------------------------------


def query_answer_and_accept(story: Story) -> None:
    """The commissioner doubts a figure, the provider explains and certifies, it is accepted."""
    ruth, joanne = story.person("commissioner"), story.person("solway.preparer")
    ruth.go_to("Your work")
    ruth.follow(TENDER, within=ruth.item("Accept or query"))
    question = "Carlisle closed more plans with needs met. Which families are counted?"
    ruth.step("Query the return", {"A question about the return as a whole": question})
    joanne.go_to("Your work")
    joanne.follow(TENDER)
    joanne.reads(question)
    answers = {"Your answer about the return as a whole": "Those of the new hub too."}
    joanne.send("Save answers", answers)
    _certify(_at_the_return(story.person("solway.certifier"), SECOND))
    _at_the_return(ruth, SECOND)
    ruth.reads("Those of the new hub too.")
    ruth.step("Accept the return")
    ruth.state_is("Accepted")


def follow_a_figure_from_oversight(story: Story) -> None:
    """From an outcome in an area to the KPI, the contract, and the cell of the file it stood in."""
    ruth = story.person("commissioner")
    ruth.go_to("Oversight")
    ruth.reads("1 of 1 returns", SECOND)
    ruth.open_cell("Children are safe", AREAS[0])
    ruth.reads(PLANS, "80.0%", "75%", REFERRED, "On target")
    ruth.follow("80.0%")
    ruth.reads(
        "48 of 60",
        "This figure counts.",
        "Return",
        "Joanne Bell",
        "Peter Graham",
        "Ruth Fearon",
        "Solway Family Partnership",
        ".xlsx",
        "Variation 1",
    )
