"""A person at their browser: finds things as a screen reader does, by role, label and words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from playwright.sync_api import Download, Locator, Page, expect

from demonstration.people import PASSWORD
from pages.words import LONDON
from tests.journeys.sights import Sights

Answer = str | bool | date | datetime


class Someone:
    """A person who is signed in, in a browser of their own."""

    def __init__(self, page: Page, site: str, sights: Sights, *, scripts: bool = True) -> None:
        self.page, self.site, self.sights, self.scripts = page, site, sights, scripts

    # --- Going somewhere --------------------------------------------------------------------------

    def sign_in(self, email: str) -> None:
        """Sign in as everybody does, and arrive at Your work."""
        self.visit("/")
        self.fill({"Email address": email, "Password": PASSWORD})
        self.press("Sign in")
        self.reads("Your work")

    def sign_out(self) -> None:
        """Leave."""
        self.press("Sign out")
        self.reads("You have signed out")

    def visit(self, path: str) -> None:
        """Go to an address of this site, as from a bookmark."""
        self.page.goto(path if path.startswith("http") else f"{self.site}{path}")
        self._look()

    def go_to(self, entry: str) -> None:
        """Choose an entry of the main navigation."""
        navigation = self.page.get_by_role("navigation", name="Main")
        self._click(navigation.get_by_role("link", name=entry))

    def follow(self, words: str, *, within: Locator | None = None, exact: bool = False) -> None:
        """Follow the first link of these words, on the page or in a part of it."""
        place = within or self.page.get_by_role("main").or_(self.page.locator("body"))
        self._click(place.get_by_role("link", name=words, exact=exact))

    def press(self, words: str) -> None:
        """Press the button of these words (a link that looks like one counts)."""
        button = self.page.get_by_role("button", name=words, exact=True)
        self._click(button)

    def _click(self, target: Locator) -> None:
        with self.page.expect_navigation():
            target.first.click()
        self._look()

    def _look(self) -> None:
        if self.scripts:  # what looks for faults is itself a script
            self.sights.look(self.page)

    # --- Saying something -------------------------------------------------------------------------

    def fill(self, answers: Mapping[str, Answer]) -> None:
        """Answer the fields with these labels; a day or a time goes into its boxes."""
        for label, answer in answers.items():
            self._answer(label, answer)

    def send(self, button: str, answers: Mapping[str, Answer] | None = None) -> None:
        """Answer, press the button, and be told of no problem."""
        self.fill(answers or {})
        self.press(button)
        self.reads_no_problem()

    def step(self, label: str, answers: Mapping[str, Answer] | None = None) -> None:
        """Take a step of the record: its button, and its own page where it has one."""
        self.press(label)
        if "/step/" in self.page.url:
            self.send(label, answers)
        self.reads_no_problem()

    def _answer(self, label: str, answer: Answer) -> None:
        if isinstance(answer, date):
            self._fill_day(label, answer)
        elif isinstance(answer, bool):
            self.page.get_by_role("checkbox", name=label).set_checked(answer)
        else:
            self._fill_text(label, answer)

    def _fill_day(self, label: str, day: date) -> None:
        group = self.page.get_by_role("group", name=label)
        parts = {"Day": str(day.day), "Month": str(day.month), "Year": str(day.year)}
        if isinstance(day, datetime):
            parts["Time"] = f"{day.astimezone(LONDON):%H:%M}"
        for part, value in parts.items():
            group.get_by_label(part, exact=True).fill(value)

    def _fill_text(self, label: str, answer: str) -> None:
        named = re.compile(rf"^{re.escape(label)}( \(optional\))?$")
        field = self.page.get_by_label(named).first
        if self.page.get_by_role("group", name=named).count():
            chosen = re.compile(rf"^{re.escape(answer)}")
            group = self.page.get_by_role("group", name=named)
            group.get_by_role("radio", name=chosen).first.check()
        elif field.evaluate("e => e.tagName") == "SELECT":
            option = field.get_by_role("option", name=answer).first
            field.select_option(value=option.get_attribute("value"))
        else:
            field.fill(answer)

    def tick(self, group: str, *options: str) -> None:
        """Tick these boxes of a group."""
        for option in options:
            self.page.get_by_role("group", name=group).get_by_role("checkbox", name=option).check()

    def attach(self, label: str, file: Path) -> None:
        """Choose a file."""
        self.page.get_by_label(label).set_input_files(file)

    def download(self, words: str, folder: Path) -> Path:
        """Follow a link that gives a file, and keep it."""
        with self.page.expect_download() as arriving:
            self.page.get_by_role("link", name=words).first.click()
        download: Download = arriving.value
        kept = folder / download.suggested_filename
        download.save_as(kept)
        return kept

    # --- Reading ----------------------------------------------------------------------------------

    def reads(self, *sentences: str) -> None:
        """See each of these on the page."""
        for sentence in sentences:
            expect(self.page.locator("body")).to_contain_text(sentence)

    def reads_nothing_of(self, *sentences: str) -> None:
        """See none of these on the page."""
        for sentence in sentences:
            expect(self.page.locator("body")).not_to_contain_text(sentence)

    def reads_problem(self, *sentences: str) -> None:
        """Be told what is wrong, in the summary at the top."""
        summary = self.page.get_by_role("alert").filter(has_text="There is a problem")
        for sentence in sentences:
            expect(summary).to_contain_text(sentence)

    def reads_no_problem(self) -> None:
        """Be told of no problem."""
        summary = self.page.get_by_role("heading", name="There is a problem")
        if summary.count():
            raise AssertionError(self.page.get_by_role("alert").first.inner_text())

    def is_not_offered(self, *buttons: str) -> None:
        """See no button of these words."""
        for words in buttons:
            expect(self.page.get_by_role("button", name=words, exact=True)).to_have_count(0)

    def row(self, words: str) -> Locator:
        """The first row of a table that holds these words."""
        return self.page.get_by_role("row").filter(has_text=words).first

    def item(self, words: str) -> Locator:
        """The first entry of a list that holds these words."""
        return self.page.get_by_role("listitem").filter(has_text=words).first

    def open_cell(self, row: str, column: str) -> None:
        """Follow the link in a table's cell, found by the heads of its row and its column."""
        table = self.page.get_by_role("table").filter(has_text=row).first
        heads = table.get_by_role("columnheader").all_inner_texts()
        place = next(n for n, head in enumerate(heads) if head.strip().startswith(column))
        line = table.get_by_role("row").filter(has=self.page.get_by_role("rowheader", name=row))
        self._click(line.first.get_by_role("cell").nth(place - 1).get_by_role("link"))

    def state_is(self, words: str) -> None:
        """The record stands there, as its heading says."""
        expect(self.page.get_by_role("main")).to_contain_text(words)
