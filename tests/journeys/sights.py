"""Looks at every page a person meets: accessibility, width on a telephone, errors behind it."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK = {"width": 1280, "height": 900}
TELEPHONE = {"width": 390, "height": 844}

#: Violations of WCAG 2.2 AA in the page, each with what it is about.
VIOLATIONS = """async (tags) => {
  const only = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']};
  const found = await axe.run(document, only);
  return found.violations.map(v => `${v.id}: ${v.help} (${v.nodes.map(n => n.target).join('; ')})`);
}"""
#: Elements that stick out of the page to the right.
STICKS_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const out = [...document.querySelectorAll('main *, header *, footer *')]
    .filter(e => e.getBoundingClientRect().right > wide + 1);
  return out.slice(0, 3).map(e => e.tagName.toLowerCase() + ' ' + (e.innerText || '').slice(0, 40));
}"""


class Sights:
    """What was seen, and what was wrong with it. Each kind of page is looked at once."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.wrong: list[str] = []
        self.last: Page | None = None
        self.axe = AXE.read_text(encoding="utf-8")

    def watch(self, context: BrowserContext) -> None:
        """Note every error a browser meets from now on."""
        context.on("console", self._console)
        context.on("response", self._response)
        context.on("weberror", lambda error: self._note(error.page, f"script: {error.error}"))

    def look(self, page: Page) -> None:
        """Look at the page, if no other of its kind was looked at."""
        self.last, kind = page, self._kind(page)
        if kind in self.seen:
            return
        self.seen.add(kind)
        page.evaluate(self.axe)
        for violation in page.evaluate(VIOLATIONS, WCAG_22_AA):
            self._note(page, violation)
        page.set_viewport_size(TELEPHONE)
        if stuck := page.evaluate(STICKS_OUT):
            self._note(page, f"wider than a telephone: {stuck}")
        page.set_viewport_size(DESK)

    def nothing_wrong(self) -> None:
        """Fail with everything that was wrong with the pages met."""
        assert not self.wrong, "\n".join(self.wrong)

    def _kind(self, page: Page) -> str:
        """The page's name among the addresses, with the step it asks about and whether it refuses."""
        path = urlsplit(page.url).path
        try:
            found = resolve(path)
        except Resolver404:
            return path
        said = {k: v for k, v in found.kwargs.items() if k in {"step", "kind"}}
        refused = page.get_by_role("heading", name="There is a problem").count()
        return f"{found.view_name} {json.dumps(said)} {'refused' if refused else ''}"

    def _console(self, message: ConsoleMessage) -> None:
        answered = message.text.startswith("Failed to load resource")  # _response looks at those
        if message.type in {"error", "warning"} and not answered:
            self._note(message.page, f"console: {message.text}")

    def _response(self, response: Response) -> None:
        refusal = response.request.resource_type == "document" and response.status < 500
        if response.status >= 400 and not refusal:
            self.wrong.append(f"{response.url}: answered {response.status}")

    def _note(self, page: Page | None, what: str) -> None:
        self.wrong.append(f"{urlsplit(page.url).path if page else 'a page'}: {what}")
