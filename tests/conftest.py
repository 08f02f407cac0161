"""What every test may ask for. Keep this short: a fixture used by one room lives in that room."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from workflow import jobs
from workflow.models import Job, JobStatus

#: Parts a test may need: marker, what it is called, and whether it is here.
PARTS: dict[str, tuple[str, Callable[[], bool]]] = {
    "browser": ("Chromium", lambda: chromium() is not None),
    "postgres": ("PostgreSQL (WHOLESIGHT_TEST_DATABASE=postgres)", lambda: on_postgres()),
    "redis": ("Redis on 127.0.0.1:6379", lambda: answers(6379)),
    "rabbitmq": ("RabbitMQ on 127.0.0.1:5672", lambda: answers(5672)),
    "libreoffice": ("LibreOffice", lambda: shutil.which("libreoffice") is not None),
}


#: Rooms whose tests say the same on any database: not asked again on PostgreSQL.
ANY_DATABASE = tuple(
    f"tests/{room}/" for room in ("house", "lists", "pages", "permissions", "tabular")
)

#: Tests left out of the quick suite for their length (make long-tests).
LONG = frozenset((Path(__file__).parent / "long.txt").read_text(encoding="utf-8").splitlines())


def answers(port: int) -> bool:
    """Say whether something listens on this machine's `port`."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def chromium() -> str | None:
    """Where the browser is, or nothing."""
    return shutil.which("chromium") or shutil.which("google-chrome")


def on_postgres() -> bool:
    """Say whether this run's database is PostgreSQL."""
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is long; skip by name what cannot run here."""
    for item in items:
        if item.nodeid.partition("[")[0] in LONG:
            item.add_marker(pytest.mark.long)
        if item.nodeid.startswith(ANY_DATABASE):
            item.add_marker(pytest.mark.any_database)
    missing = {mark: name for mark, (name, here) in PARTS.items() if not here()}
    no_database = on_postgres() and not answers(int(settings.DATABASES["default"]["PORT"] or 5432))
    for item in items:
        if no_database:
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL, which does not answer"))
        for mark in missing.keys() & {m.name for m in item.iter_markers()}:
            item.add_marker(pytest.mark.skip(reason=f"needs {missing[mark]}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """Where WHOLESIGHT_NO_SKIPS=1 (the continuous checks), a skip is a failure."""
    report = yield
    if report.skipped and os.environ.get("WHOLESIGHT_NO_SKIPS") == "1":
        report.outcome = "failed"
        report.longrepr = (
            f"{item.nodeid} was skipped, and nothing may be skipped here: {report.longrepr}"
        )
    return report


@pytest.fixture
def at() -> datetime:
    """A Tuesday morning, far from any bank holiday, for tests that only need a time."""
    return datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def do_jobs(db: None) -> Callable[[], int]:
    """Call it to do, in this process, every job that waits; it says how many it did."""

    def do() -> int:
        done = 0
        while (
            waiting := Job.objects.filter(status=JobStatus.QUEUED).order_by("pk").first()
        ) is not None:
            done += jobs.run(waiting.pk)
        return done

    return do


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Drive the machine's own Chromium, with everything off that calls home."""
    return {
        **browser_type_launch_args,
        "executable_path": chromium(),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }
