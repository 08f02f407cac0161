"""A real worker beside the tests, on the test's own database and a broker of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from config.celery import app
from workflow import jobs
from workflow.models import Job
from workflow.tasks import run_job

ROOT = Path(settings.BASE_DIR)
#: What the house promises: finished within two minutes of a new start.
PROMISE = 120


def database_url() -> str:
    """The test's own database, as another process reaches it."""
    where = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{where['NAME']}"
    user = f"{where['USER']}:{where['PASSWORD']}" if where["PASSWORD"] else where["USER"]
    return f"postgres://{user}@{where['HOST']}:{where['PORT']}/{where['NAME']}"


def until(happened, seconds=PROMISE):
    """Wait for something another process does, and say how long it took; fail when it does not."""
    began = time.monotonic()
    while not happened():
        assert time.monotonic() - began < seconds, f"not within {seconds} s"
        time.sleep(0.1)
    return time.monotonic() - began


class RealWorker:
    """A Celery worker with its scheduler, as `make run` starts it, that a test may kill."""

    def __init__(self, broker: str, folder: Path) -> None:
        self.queue = f"wholesight-test-{os.getpid()}"
        self.broker = broker
        self.folder = folder
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "WHOLESIGHT_MODE": "test",
            "WHOLESIGHT_VAR": str(settings.VAR),
            "WHOLESIGHT_BROKER": self.broker,
            "WHOLESIGHT_QUEUE": self.queue,
            "DATABASE_URL": database_url(),
            "PYTHONWARNINGS": "ignore",
        }
        command = [sys.executable, "-m", "celery", "-q", "-A", "config", "worker", "-B", "-c", "1"]
        command += ["-P", "prefork", "-I", "tests.operations.slow_work", "-l", "WARNING"]
        with (self.folder / "worker.log").open("ab") as said:
            self.process = subprocess.Popen(
                command, env=env, cwd=ROOT, stdout=said, stderr=said, start_new_session=True
            )

    def kill(self) -> None:
        """As a power cut would: the worker and all it started, at once."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def reaches(self, mark: str) -> None:
        """Wait until the work leaves this mark in the test's folder."""
        until((self.folder / mark).exists, 60)

    def carry(self, job_id: int, limit: int) -> None:
        """Send a hint to this worker's broker."""
        with app.connection_for_write(self.broker) as link:
            run_job.apply_async(args=(job_id,), queue=self.queue, connection=link, retry=False)


@pytest.fixture
def worker_on(transactional_db, tmp_path, monkeypatch):
    """Give a function that makes a worker on a broker's address; nothing outlives the test."""
    made = []

    def make(broker: str) -> RealWorker:
        empty_broker_folder()
        worker = RealWorker(broker, tmp_path)
        monkeypatch.setattr(jobs, "_carriers", [worker.carry])
        made.append(worker)
        return worker

    yield make
    for worker in made:
        worker.kill()
        said = (tmp_path / "worker.log").read_text(errors="replace") if made else ""
        sys.stdout.write(said)  # pytest shows it beside a failure


def empty_broker_folder() -> None:
    """Lose every hint the filesystem broker holds."""
    for folder in ("in", "control"):
        shutil.rmtree(settings.VAR / "broker" / folder)
        (settings.VAR / "broker" / folder).mkdir()


@pytest.fixture
def slow_job(tmp_path, at):
    """Give a function that asks for the slow work."""
    import tests.operations.slow_work  # noqa: F401 - registers the kind here too

    def ask() -> Job:
        return jobs.ask("slow_work", by=None, at=at, folder=str(tmp_path))

    return ask
