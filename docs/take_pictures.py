"""Takes the pictures in docs/pictures: `make pictures`.

Loads the demonstration as at 22 November 2026 into a temporary folder, serves it on a free port of
this machine, signs people in with the machine's own Chromium and writes what they see, 1280 wide. With
`--address http://127.0.0.1:8000` the pictures are taken of a demonstration that runs already.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PICTURES = HERE / "pictures"
AS_AT = "2026-11-22"
PASSWORD = "see-the-whole-child"  # noqa: S105 - the demonstration's, printed on its sign-in page
#: Seconds the demonstration may take to load and answer.
PATIENCE = 300
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
CHROMIUM += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


# --- What is looked at ----------------------------------------------------------------------------
def your_work(page: Page) -> None:
    """What awaits the commissioner."""
    page.goto("/p/cumbria/")


def oversight(page: Page) -> None:
    """Outcomes by areas in a quarter with every return in."""
    page.goto("/p/cumbria/oversight/?quarter=2026-27Q1")


def tender(page: Page) -> None:
    """The tender whose bids are to be opened."""
    page.goto("/p/cumbria/tenders/")
    page.get_by_role("link", name="Short breaks").first.click()


def gates(page: Page) -> None:
    """Its gates: what has to be on record before each step, and under which law."""
    tender(page)
    page.get_by_role("link", name="Gates").first.click()


def return_findings(page: Page) -> None:
    """A provider's file with three mistakes, each with its cell."""
    page.goto("/provider/solway/returns/")
    page.get_by_role("link", name="July to September 2026").first.click()
    page.get_by_role("link", name="KPI return.xlsx").first.click()


def pack_read(page: Page) -> None:
    """The latest pack, as a Board member reads it."""
    page.goto("/p/cumbria/packs/")
    page.locator("main table a").first.click()
    page.get_by_text("Read the pack", exact=True).first.click()


WIDTH, HEIGHT = 1280, 900
#: High enough for the whole grid.
HIGHER = {"oversight": 1020}
#: Each picture: who looks, and at what. Its name is the function's.
SIGHTS: list[tuple[str, Callable[[Page], None]]] = [
    ("commissioner@cumbria.example", your_work),
    ("commissioner@cumbria.example", oversight),
    ("commissioner@cumbria.example", tender),
    ("commissioner@cumbria.example", gates),
    ("preparer@solway.example", return_findings),
    ("board@cumbria.example", pack_read),
]


# --- Taking them ----------------------------------------------------------------------------------
def take_all(address: str) -> None:
    """Write every picture, from a system that answers at `address`."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium(), args=CHROMIUM)
        pages = {who: signed_in(browser, address, who) for who, _look in SIGHTS}
        for who, look in SIGHTS:
            look(pages[who])
            size = {"width": WIDTH, "height": HIGHER.get(look.__name__, HEIGHT)}
            pages[who].set_viewport_size(size)
            answer = pages[who].reload()
            if answer is None or not answer.ok:
                raise SystemExit(f"{pages[who].url} is no page to take a picture of.")
            target = PICTURES / f"{look.__name__}.png"
            pages[who].screenshot(path=target, animations="disabled")
            say(f"{target.relative_to(ROOT)}  {target.stat().st_size // 1024} kB")
        browser.close()


def signed_in(browser: Browser, address: str, who: str) -> Page:
    """A window in which this person has signed in."""
    page = browser.new_context(base_url=address, locale="en-GB").new_page()
    page.goto("/sign-in/")
    page.get_by_label("Email address").fill(who)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page


def chromium() -> str:
    """Where the browser is."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("Chromium was not found. On Debian and Ubuntu: apt install chromium")
    return found


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


# --- A demonstration of its own -------------------------------------------------------------------
@contextmanager
def demonstration() -> Iterator[str]:
    """A demonstration that is loaded, served and thrown away again; gives its address."""
    folder = Path(tempfile.mkdtemp(prefix="wholesight-pictures-"))
    shutil.copytree(ROOT / "var" / "front", folder / "front")
    port = free_port()
    given = {"WHOLESIGHT_MODE": "demonstration", "DEMO_AS_AT": AS_AT, "WHOLESIGHT_VAR": str(folder)}
    env = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "WHOLESIGHT_BROKER"}}
    running = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "manage.py", "runlocal", "--port", str(port)], cwd=ROOT, env=env | given
    )
    try:
        wait_for(port, running)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait()
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port of this machine nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    """Wait until it answers; give up where it ended or takes too long."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and running.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise SystemExit("The demonstration did not come up; its lines are above.")


def main() -> None:
    """Take the pictures of a running system, or of a demonstration of their own."""
    parser = argparse.ArgumentParser(description="Take the pictures in docs/pictures.")
    parser.add_argument("--address", default="", help="A demonstration that is served already")
    address = parser.parse_args().address
    if address:
        take_all(address)
        return
    with demonstration() as address:
        take_all(address)


if __name__ == "__main__":
    main()
