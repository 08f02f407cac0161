"""A worker killed in the middle of its work: no half state, and the work is finished."""

import os
import signal

import pytest
from django.contrib.sessions.models import Session

from tests.operations.conftest import empty_broker_folder, until
from tests.operations.work import WORK
from workflow.models import JobStatus

pytestmark = [pytest.mark.kills, pytest.mark.slow]

FOLDER = "filesystem://localhost//"
REDIS = "redis://127.0.0.1:6379/9"
RABBITMQ = "amqp://guest:guest@127.0.0.1:5672//"


def marks():
    return set(Session.objects.values_list("session_key", flat=True))


def is_done(job):
    job.refresh_from_db()
    return job.status == JobStatus.DONE


def has_begun(job):
    job.refresh_from_db()
    return job.status != JobStatus.QUEUED


def killed_half_way(worker, slow_job):
    """A job whose worker was killed inside its effect."""
    worker.start()
    job = slow_job()
    worker.reaches("half-way")
    worker.kill()
    assert marks() == set()
    job.refresh_from_db()
    assert job.status == JobStatus.RUNNING
    return job


def finishes_once(worker, job):
    worker.start()
    until(lambda: is_done(job))
    assert job.result == {"attempt": 2}
    assert marks() == {"first", "second"}


def test_on_the_filesystem_broker(worker_on, slow_job):
    worker = worker_on(FOLDER)
    finishes_once(worker, killed_half_way(worker, slow_job))


def test_with_the_broker_folder_emptied(worker_on, slow_job):
    worker = worker_on(FOLDER)
    job = killed_half_way(worker, slow_job)
    empty_broker_folder()
    finishes_once(worker, job)


def test_a_hint_that_never_arrived(worker_on, slow_job):
    worker = worker_on(FOLDER)
    job = slow_job()
    empty_broker_folder()
    (worker.folder / "go-on").touch()
    worker.start()
    until(lambda: is_done(job))
    assert marks() == {"first", "second"}


def test_only_the_process_doing_the_work_is_killed(worker_on, slow_job):
    worker = worker_on(FOLDER)
    worker.start()
    job = slow_job()
    worker.reaches("half-way")
    os.kill(int((worker.folder / "half-way").read_text()), signal.SIGKILL)
    until(lambda: is_done(job))
    assert job.result == {"attempt": 2}
    assert marks() == {"first", "second"}


@pytest.mark.parametrize("kind", sorted(WORK))
def test_real_work_with_the_broker_folder_emptied(kind, worker_on, monkeypatch):
    """Wherever the power went, it is done within two minutes of the new start."""
    worker = worker_on(FOLDER)
    worker.start()
    job = WORK[kind](monkeypatch)
    until(lambda: has_begun(job))
    worker.kill()
    empty_broker_folder()
    worker.start()
    until(lambda: is_done(job))
    assert job.attempts <= 2


@pytest.mark.redis
def test_on_redis(worker_on, slow_job):
    worker = worker_on(REDIS)
    finishes_once(worker, killed_half_way(worker, slow_job))


@pytest.mark.rabbitmq
def test_on_rabbitmq(worker_on, slow_job):
    worker = worker_on(RABBITMQ)
    finishes_once(worker, killed_half_way(worker, slow_job))
