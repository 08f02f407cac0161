"""The sweeper: whatever a broker lost or a runner left is found again."""

from datetime import timedelta

import pytest

from workflow import clock, jobs
from workflow.models import Job, JobStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def hints(monkeypatch):
    """The job ids hinted, instead of a broker."""
    sent = []
    monkeypatch.setattr(jobs, "_carriers", [lambda job_id, limit: sent.append(job_id)])
    return sent


@pytest.fixture
def job(at):
    """A job no hint of which ever arrived."""
    return Job.objects.create(
        kind="sums", asked_at=at, hint_due=clock.wall() - timedelta(seconds=1)
    )


def test_a_forgotten_job_is_hinted_again(job, hints):
    assert jobs.sweep() == 1
    assert hints == [job.pk]


def test_a_hint_is_given_time_to_work(job, hints):
    jobs.sweep()
    assert jobs.sweep() == 0
    job.refresh_from_db()
    assert job.hint_due > clock.wall()


def test_a_busy_worker_is_not_flooded(job, hints):
    for _ in range(10):
        Job.objects.update(hint_due=clock.wall())
        jobs.sweep()
    job.refresh_from_db()
    assert job.hint_due - clock.wall() > jobs.HINT_AT_MOST / 2


def test_what_a_vanished_runner_left_is_queued_again(job, hints):
    Job.objects.update(
        status=JobStatus.RUNNING, attempts=1, owner="gone", lease_until=clock.wall() - jobs.LEASE
    )
    jobs.sweep()
    job.refresh_from_db()
    assert (job.status, job.owner) == (JobStatus.QUEUED, "")
    assert hints == [job.pk]


def test_what_is_under_way_is_left_alone(job, hints):
    Job.objects.update(
        status=JobStatus.RUNNING, owner="here", lease_until=clock.wall() + jobs.LEASE
    )
    assert jobs.sweep() == 0
    job.refresh_from_db()
    assert job.status == JobStatus.RUNNING


def test_the_hopeless_is_given_up_with_a_sentence(job, hints):
    Job.objects.update(
        status=JobStatus.RUNNING, attempts=3, owner="gone", lease_until=clock.wall() - jobs.LEASE
    )
    assert jobs.sweep() == 0
    job.refresh_from_db()
    assert job.status == JobStatus.FAILED
    assert "given up" in job.error
