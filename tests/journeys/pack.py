"""Chapter ten: the Board's pack, a number followed back to its cell, and what the Board makes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import expect

from tests.journeys.people import Someone
from tests.journeys.returns import PLANS, SECOND
from tests.journeys.story import Story

BOARD_MEETS = date(2027, 2, 9)
COMMENTARY = "More family plans close with needs met since the new hub opened."
DECISION = "Look at why Copeland closes fewer plans with needs met than Carlisle."
ACTION = "Bring the numbers of Copeland's outreach to the next meeting."
NEED = "Families in Copeland are less likely to have their needs met"


def make_and_freeze(story: Story) -> None:
    """The commissioner writes the commentary and freezes the figures; the workbook is built."""
    ruth = story.person("commissioner")
    ruth.go_to("Your work")
    ruth.follow("Performance pack", within=ruth.item("Begin the pack"))
    ruth.send("Begin the pack", {"Quarter": SECOND})
    ruth.follow("Write the commentary")
    ruth.send("Save", {"What matters this quarter, in your words": COMMENTARY})
    ruth.step("Freeze the figures")
    expect(ruth.page.get_by_role("progressbar")).to_be_visible()
    ruth.is_not_offered("Issue to the Board")
    assert story.do_jobs() == 1
    expect(ruth.page.get_by_role("link", name="Download the workbook")).to_be_visible()
    ruth.step("Issue to the Board")
    ruth.state_is("Issued to the Board")


def read_and_download(story: Story) -> None:
    """The Board member reads it on screen; the workbook is marked and says the same number."""
    story.it_is(BOARD_MEETS, 15)
    helen = story.person("board")
    helen.go_to("Your work")
    helen.follow("pack", within=helen.item("Read the pack before the meeting"))
    helen.reads("Restricted.", COMMENTARY, PLANS, "79.4%")
    helen.go_to("Packs")
    helen.follow(SECOND)
    workbook = helen.download("Download the workbook", story.desk)
    book = load_workbook(workbook)
    assert len(book.sheetnames) >= 4
    for sheet in book.worksheets:
        assert "Restricted" in str(sheet["A1"].value)
        assert "Restricted" in str(sheet.oddHeader.center.text)
    outcome = book["Children are safe"]
    assert outcome._charts or _charts_in(workbook)
    value = outcome[number_in(outcome, PLANS, "Carlisle")].value
    assert round(float(value), 1) == 80.0  # 48 of 60, as uploaded


def _charts_in(workbook: Path) -> int:
    return workbook.read_bytes().count(b"xl/charts/chart")


def number_in(sheet: Worksheet, kpi: str, area: str) -> str:
    """The cell of a KPI's value in an area, found by the heads of the table."""
    head = next(r for r in sheet.iter_rows() if {"Name", "Area", "Value"} <= {c.value for c in r})
    place = {cell.value: cell.column - 1 for cell in head}
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        if (row[place["Name"]].value, row[place["Area"]].value) == (kpi, area):
            return str(row[place["Value"]].coordinate)
    raise LookupError(f"No number of {kpi} in {area}.")


def follow_a_number_back(story: Story) -> None:
    """From a number of the pack to the figure, its return, sheet, cell, file and people."""
    helen = story.person("board")
    helen.go_to("Packs")
    helen.follow(SECOND)
    helen.press("Read the pack")
    helen.follow("80.0%")
    helen.reads("Solway Family Partnership", "Return!", ".xlsx", "Peter Graham", "Ruth Fearon")
    helen.follow("48 of 60")
    helen.reads("The file it stood in", "Sheet", "Cell", "Joanne Bell", "SHA-256")


def decide_and_act(story: Story) -> None:
    """At its meeting the Board decides about the number and gives somebody an action."""
    helen = story.person("board")
    helen.go_to("Board")
    helen.press("Add a meeting")
    helen.send("Add the meeting", {"Date of the meeting": BOARD_MEETS, "Place": "Carlisle"})
    helen.go_to("Packs")
    helen.follow(SECOND)
    helen.press("Read the pack")
    helen.follow("78.6%")
    helen.follow("Record a decision about this")
    helen.send("Record a decision", {"What the Board decided": DECISION})
    helen.reads(DECISION, "About Children are safe, Copeland")
    helen.follow("Add an action")
    helen.send(
        "Add the action",
        {
            "What is to be done": ACTION,
            "Who is to do it": "Ruth Fearon",
            "Due on": date(2027, 3, 31),
        },
    )
    helen.reads(ACTION, "Ruth Fearon")


def begin_again_with_a_need(story: Story) -> None:
    """The commissioner takes the action up and records the need the decision raised."""
    ruth = story.person("commissioner")
    ruth.go_to("Your work")
    ruth.reads(ACTION)
    ruth.go_to("Board")
    ruth.follow("9 February 2027")
    ruth.follow("Record a need")
    ruth.send("Record the need", {"The need in one line": NEED, "Priority": "High"})
    ruth.reads(NEED, "Raised by", DECISION, "Copeland")
    _finish(ruth)


def _finish(ruth: Someone) -> None:
    ruth.go_to("Your work")
    ruth.follow(ACTION)
    ruth.step("Mark as done", {"What was done": "Brought to the Board, and a need recorded."})
    ruth.state_is("Done")
    ruth.sign_out()
