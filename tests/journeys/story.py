"""What the chapters share: the people, the clock, the background work, files on the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page

from demonstration.stage import Stage
from tests.journeys.people import Someone
from tests.journeys.sights import DESK, Sights
from workflow import clock, deadlines
from workflow.calendar import london_time

#: Milliseconds somebody waits for a page or a button.
PATIENCE = 10_000


class Story:
    """A journey through the site, by people who each sit at a browser of their own."""

    def __init__(
        self, stage: Stage, browser: Browser, site: str, desk: Path, do_jobs: Callable[[], int]
    ) -> None:
        self.stage, self.browser, self.site = stage, browser, site
        self.desk, self.do_jobs = desk, do_jobs
        self.sights = Sights()
        self._here: dict[str, Someone] = {}

    def person(self, key: str, *, scripts: bool = True) -> Someone:
        """Somebody of people.toml, at their browser; who was not here yet signs in."""
        if key not in self._here:
            someone = Someone(self._open_browser(scripts), self.site, self.sights, scripts=scripts)
            someone.sign_in(self.stage.who(key).email)
            self._here[key] = someone
        return self._here[key]

    def stranger(self) -> Someone:
        """Somebody who is not signed in."""
        self._here["stranger"] = Someone(self._open_browser(), self.site, self.sights)
        return self._here["stranger"]

    def _open_browser(self, scripts: bool = True) -> Page:
        context = self.browser.new_context(
            viewport=DESK, locale="en-GB", java_script_enabled=scripts
        )
        context.set_default_timeout(PATIENCE)
        self.sights.watch(context)
        return context.new_page()

    def close(self) -> None:
        """Everybody closes their browser."""
        for someone in self._here.values():
            someone.page.context.close()

    # --- Time -------------------------------------------------------------------------------------

    def it_is(self, day: date, hour: int = 9, minute: int = 0) -> None:
        """Time passes until then, and what is due by then happens of itself."""
        clock.move_on(london_time(day, hour, minute) - clock.now())
        report = deadlines.take_all_due(clock.now())
        assert not report.failed

    @contextmanager
    def chapter(self, title: str) -> Iterator[None]:
        """A chapter: where it breaks off, the report says in which."""
        try:
            yield
        except BaseException as error:
            error.add_note(f"In the chapter: {title}")
            error.add_note("\n".join(["Wrong with pages so far:", *self.sights.wrong]))
            if self.sights.last:
                error.add_note(f"Last seen: {_screen(self.sights.last)}")
            raise


def _screen(page: Page) -> str:
    """A screen in words, to tell what went wrong."""
    words = page.get_by_role("main").inner_text(timeout=1000)
    return f"{page.url}\n{words[:3000]}"
