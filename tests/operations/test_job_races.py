"""Many at once: one job per key, one runner per job, on SQLite and on PostgreSQL."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from workflow import jobs
from workflow.models import Job, JobStatus

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]
EIGHT = 8


@pytest.fixture(autouse=True)
def marking(monkeypatch):
    """A kind of work that leaves one mark; its hints go nowhere."""
    monkeypatch.setattr(jobs, "_carriers", [])
    monkeypatch.setattr(jobs, "_kinds", {})

    @jobs.job("marking", label="Leaving a mark")
    def leave_a_mark(running, *, at):
        with running.effect():
            Session.objects.create(session_key=running.job.owner, expire_date=at)


def all_at_once(deed):
    """Let eight threads do the deed at the same moment, each on its own connection."""
    start = threading.Barrier(EIGHT)

    def one(_):
        try:
            start.wait()
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(EIGHT) as pool:
        return list(pool.map(one, range(EIGHT)))


def test_eight_asking_with_one_key_get_one_job(at):
    asked = all_at_once(lambda: jobs.ask("marking", by=None, at=at, key="one").pk)
    assert len(set(asked)) == 1
    assert Job.objects.count() == 1


def test_eight_runners_make_one_effect(at):
    job = jobs.ask("marking", by=None, at=at)
    did = all_at_once(lambda: jobs.run(job.pk))
    assert sorted(did) == [False] * (EIGHT - 1) + [True]
    assert Session.objects.count() == 1
    job.refresh_from_db()
    assert (job.status, job.attempts) == (JobStatus.DONE, 1)


def test_eight_sweepers_send_one_hint(at, monkeypatch):
    sent = []
    monkeypatch.setattr(jobs, "_carriers", [lambda job_id, limit: sent.append(job_id)])
    job = Job.objects.create(kind="marking", asked_at=at, hint_due=at.replace(year=2020))
    all_at_once(jobs.sweep)
    assert sent == [job.pk]
