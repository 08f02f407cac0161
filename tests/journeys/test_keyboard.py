"""With the keyboard alone: past the navigation, and to what is wrong with a form."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_skip_link_leads_past_the_navigation(story: Story) -> None:
    """The first stop of the Tab key leads to the main part of the page, which takes the focus."""
    page = story.person("commissioner").page
    page.reload()
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_error_summary_takes_the_focus_and_leads_to_the_field(story: Story) -> None:
    """After a form with a mistake the summary is read first; its links lead to the fields."""
    ruth = story.person("commissioner")
    ruth.visit("/p/cumbria/needs/priority/add/")
    ruth.fill({"The need in one line": "A need"})
    ruth.press("Record the need")
    expect(ruth.page).to_have_title(re.compile("^Error: Record a priority need"))
    expect(_summary(ruth.page)).to_be_focused()
    ruth.page.keyboard.press("Tab")
    ruth.page.keyboard.press("Enter")
    field = ruth.page.get_by_label("The need", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(ruth.page.get_by_label("The need in one line")).to_have_value("A need")
    story.sights.nothing_wrong()


def test_sign_in_by_keyboard(story: Story) -> None:
    """A wrong password is told in the summary, which takes the focus; the right one signs in."""
    page = story.stranger().page
    page.goto(f"{story.site}/sign-in/")
    page.get_by_label("Email address").focus()
    page.keyboard.type(story.stage.who("board").email)
    page.keyboard.press("Tab")
    page.keyboard.type("not the password")
    page.keyboard.press("Enter")
    expect(_summary(page)).to_be_focused()
    expect(page.get_by_label("Email address")).to_have_value(story.stage.who("board").email)


def _summary(page: Page) -> Locator:
    """The error summary around the alert: the part that takes the focus."""
    return page.get_by_role("alert").filter(has_text="There is a problem").locator("xpath=..")
