"""Without JavaScript nothing is missing: sign in, Your work, a return by file, and its steps."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from demonstration.acts_contract import plan_agreement
from demonstration.cumbria_trust import FOLDER
from demonstration.papers import read
from demonstration.stage import Stage
from tests.journeys.people import Someone
from tests.journeys.story import Story
from workflow import deadlines

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def agreement(stage: Stage) -> str:
    """The title of an agreement of Solway's, in force for the last quarter that ended."""
    rows = read(FOLDER / "agreements.toml")["agreement"]
    row = next(row for row in rows if row["provider"] == "solway") | {"quarters": 1}
    plan_agreement(stage, row, None)
    stage.diary.live(stage.as_at)
    deadlines.take_all_due(stage.as_at)
    return str(row["title"])


def test_a_return_without_javascript(story: Story, agreement: str) -> None:
    """The workbook goes up and down, mistakes are shown, the steps are taken: all by plain forms."""
    joanne = story.person("solway.preparer", scripts=False)
    joanne.reads("Your work", agreement, "Fill in and send")
    joanne.follow(agreement)
    joanne.press("Send the workbook")
    joanne.reads_problem("choose the workbook you have filled in.")
    workbook = joanne.download("Download the workbook", story.desk)
    joanne.attach("Your filled-in workbook", workbook)
    joanne.press("Send the workbook")
    joanne.reads("Your figures have not been taken", "the numerator is blank")
    joanne.follow("Back to the return")
    _fill_every_row(workbook)
    joanne.attach("Your filled-in workbook", workbook)
    joanne.press("Send the workbook")
    joanne.reads("Your figures have been received.")
    _certify_and_accept(story, agreement)


def _certify_and_accept(story: Story, agreement: str) -> None:
    peter = story.person("solway.certifier", scripts=False)
    peter.follow(agreement)
    peter.step("Certify and submit", {"I certify that these figures": True})
    ruth = story.person("commissioner", scripts=False)
    ruth.follow(agreement, within=ruth.item("Accept or query"))
    ruth.step("Accept the return")
    ruth.state_is("Accepted")
    _oversight(ruth)
    ruth.sign_out()


def _oversight(ruth: Someone) -> None:
    """Charts are drawn by the server: they are there, and so are their tables."""
    ruth.go_to("Oversight")
    ruth.open_cell("Children are safe", "Carlisle")
    assert ruth.page.get_by_role("img").count()


def _fill_every_row(workbook: Path) -> None:
    book = load_workbook(workbook)
    sheet = book["Return"]
    head = next(r for r in sheet.iter_rows() if "Numerator" in [c.value for c in r])
    place = {cell.value: cell.column for cell in head}
    given: set[str] = set()
    for row in range(head[0].row + 1, sheet.max_row + 1):
        said = {name: sheet.cell(row, column) for name, column in place.items()}
        line = f"{said['KPI'].value} in {said['Area'].value}"
        whole = said["Group"].value == "All"
        first = whole or line not in given  # the first group is everybody
        given |= set() if whole else {line}
        said["Numerator"].value = 40 if first else 0
        said["Status"].value = "Reported" if first else "Nil"
        said["Reason"].value = "Counted again: it is so."
        if not str(said["What the denominator counts"].value).startswith("A num"):
            said["Denominator"].value = 60 if first else 0
    book.save(workbook)
