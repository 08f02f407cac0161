"""Asking for work in the background."""

import pytest
from django.db import transaction

from workflow import jobs
from workflow.models import Job, JobStatus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sums():
    """A kind of work to ask for."""
    before = dict(jobs._kinds)

    @jobs.job("sums", label="Adding up")
    def add_up(running, *, at, left=1, right=1):
        return {"sum": left + right}

    yield
    jobs._kinds.clear()
    jobs._kinds.update(before)


@pytest.fixture
def hints(monkeypatch):
    """The job ids hinted, instead of a broker."""
    sent = []
    monkeypatch.setattr(jobs, "_carriers", [lambda job_id, limit: sent.append(job_id)])
    return sent


def test_a_row_is_written_with_what_was_asked(at):
    asked = jobs.ask("sums", by=None, at=at, tenant="cumbria", left=2, right=3)
    asked.refresh_from_db()
    assert (asked.status, asked.payload, asked.asked_at) == ("queued", {"left": 2, "right": 3}, at)
    assert asked.tenant == "cumbria"


def test_the_hint_leaves_after_the_commit(at, hints, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asked = jobs.ask("sums", by=None, at=at)
        assert hints == []
    assert hints == [asked.pk]


def test_a_broker_that_is_away_costs_nothing(
    at, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def away(job_id, limit):
        raise OSError("no broker")

    monkeypatch.setattr(jobs, "_carriers", [away])
    with django_capture_on_commit_callbacks(execute=True):
        asked = jobs.ask("sums", by=None, at=at)
    assert Job.objects.get(pk=asked.pk).status == JobStatus.QUEUED
    assert "the sweeper will send it" in caplog.text


def test_nothing_is_asked_when_the_asker_changes_their_mind(at, hints):
    with transaction.atomic():
        jobs.ask("sums", by=None, at=at)
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert hints == []


def test_the_same_key_gives_the_active_job(at):
    first = jobs.ask("sums", by=None, at=at, key="one")
    assert jobs.ask("sums", by=None, at=at, key="one").pk == first.pk
    assert jobs.ask("sums", by=None, at=at, key="two").pk != first.pk
    assert jobs.active("sums", "one") == first


def test_a_key_is_free_again_when_its_job_is_over(at, do_jobs):
    first = jobs.ask("sums", by=None, at=at, key="one")
    do_jobs()
    assert jobs.ask("sums", by=None, at=at, key="one").pk != first.pk


def test_without_a_key_each_asking_is_a_job(at):
    assert jobs.ask("sums", by=None, at=at).pk != jobs.ask("sums", by=None, at=at).pk


def test_an_unknown_kind_is_a_defect(at):
    with pytest.raises(LookupError, match="minus"):
        jobs.ask("minus", by=None, at=at)


def test_two_works_cannot_share_a_name():
    with pytest.raises(ValueError, match="Two kinds"):
        jobs.job("sums", label="Another")(lambda running, *, at: None)
