"""Takes the pictures in docs/pictures: `make pictures`.

Loads the demonstration as at 22 November 2026 into a temporary folder, serves it on a free port of
this machine, signs people in with the machine's own Chromium and writes what they see.
What is seen, and who looks, is in docs/sights.py. With `--of FOLDER` the demonstration is a copy of
the one in that var folder (whose `make run` was stopped), which saves loading it; `--only` takes some.
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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sights
from paletted import paletted
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PICTURES = HERE / "pictures"
AS_AT = "2026-11-22"
PASSWORD = "see-the-whole-child"  # noqa: S105 - the demonstration's, printed on its sign-in page
#: Seconds the demonstration may take to load and answer.
PATIENCE = 900
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
CHROMIUM += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
#: Bytes: what a paper may ask of whoever opens it.
HEAVIEST = 120_000
TO_THE_TOP = "element => window.scrollBy(0, element.getBoundingClientRect().top - 24)"


# --- Taking them ----------------------------------------------------------------------------------
def take(address: str, chosen: list[sights.Sight], welcome: str) -> None:
    """Write the chosen pictures of the system that answers at `address`.

    `welcome` is the address at which the first day's administrator sets a password.
    """
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium(), args=CHROMIUM)
        pages = {sights.NOBODY: window(browser, address)}
        pages[sights.NOBODY].goto(welcome)
        heavy = []
        for sight in chosen:
            if sight.who not in pages:
                pages[sight.who] = signed_in(browser, address, sight.who)
            page = pages[sight.who]
            page.set_viewport_size({"width": sight.width, "height": sight.height})
            sight.look(page)
            if keep(page, sight) > HEAVIEST:
                heavy.append(sight.name)
        browser.close()
    if heavy:
        raise SystemExit(f"Heavier than {HEAVIEST // 1000} kB; make them lower: {', '.join(heavy)}")


def keep(page: Page, sight: sights.Sight) -> int:
    """Write the picture; gives its bytes."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement.blur()")
    if sight.at:
        page.locator(sight.at).first.evaluate(TO_THE_TOP)
    target = PICTURES / f"{sight.name}.png"
    target.write_bytes(paletted(page.screenshot(animations="disabled", caret="hide"), page))
    size = target.stat().st_size
    say(f"{target.relative_to(ROOT)}  {size // 1000} kB")
    return size


def window(browser: Browser, address: str) -> Page:
    """A window in which nobody has signed in."""
    return browser.new_context(base_url=address, locale="en-GB").new_page()


def signed_in(browser: Browser, address: str, who: str) -> Page:
    """A window in which this person has signed in."""
    page = window(browser, address)
    sights.sign_in(page, who, PASSWORD)
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
def demonstration(of: Path | None) -> Iterator[tuple[str, str]]:
    """A demonstration that is served and thrown away again.

    Gives its address, and the one at which the administrator of a new partnership sets a password.
    """
    folder = Path(tempfile.mkdtemp(prefix="wholesight-pictures-"))
    try:
        copied = of or ROOT / "var"
        for part in copied.iterdir() if of else [copied / "front"]:
            if part.is_dir():
                shutil.copytree(part, folder / part.name)
            else:
                shutil.copy(part, folder)
        given = {
            "WHOLESIGHT_MODE": "demonstration",
            "DEMO_AS_AT": AS_AT,
            "WHOLESIGHT_VAR": str(folder),
        }
        env = {
            k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "WHOLESIGHT_BROKER"}
        }
        env |= given
        manage(env, "runlocal", "--load-only")
        link = sights.link_in(manage(env, *sights.NEW_PARTNERSHIP))
        with served(env) as address:
            yield address, link
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def manage(env: dict[str, str], *arguments: str) -> str:
    """What a command of ours prints."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return done.stdout


@contextmanager
def served(env: dict[str, str]) -> Iterator[str]:
    """Serve it on a free port; gives the address."""
    port = free_port()
    command = [sys.executable, "manage.py", "runlocal", "--port", str(port)]
    running = subprocess.Popen(command, cwd=ROOT, env=env)  # noqa: S603 - our own command
    try:
        wait_for(port, running)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait()


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
    """Take the pictures of a demonstration of their own."""
    parser = argparse.ArgumentParser(description="Take the pictures in docs/pictures.")
    parser.add_argument("--of", type=Path, help="The var folder of a loaded demonstration to copy")
    parser.add_argument(
        "--only", default="", help="Beginnings of the names to take: provider,board_work"
    )
    given = parser.parse_args()
    chosen = [
        sight for sight in sights.SIGHTS if sight.name.startswith(tuple(given.only.split(",")))
    ]
    with demonstration(given.of) as (address, link):
        take(address, chosen, link)


if __name__ == "__main__":
    main()
