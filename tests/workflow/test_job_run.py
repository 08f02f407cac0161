"""Doing a job: one runner, one effect, and a sentence when it fails."""

from datetime import timedelta

import pytest
from billiard.exceptions import SoftTimeLimitExceeded
from django.contrib.sessions.models import Session

from workflow import clock, jobs
from workflow.addresses import veiled
from workflow.lifecycle import Refused
from workflow.models import Job, JobStatus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds():
    """Kinds registered by a test go with it."""
    before = dict(jobs._kinds)
    yield
    jobs._kinds.clear()
    jobs._kinds.update(before)


@pytest.fixture
def asked(at):
    """Ask for the given function as a job."""

    def ask(work, **ids):
        jobs.job("test_work", label="Working on it", time_limit=120)(work)
        return jobs.ask("test_work", by=None, at=at, **ids)

    return ask


def leave_a_mark(at):
    Session.objects.create(session_key=f"mark{Session.objects.count()}", expire_date=at)


def test_the_work_gets_its_ids_and_the_time_it_was_asked(asked, at, do_jobs):
    job = asked(
        lambda running, *, at, pack: {"url": f"/packs/{pack}/", "at": at.isoformat()}, pack=7
    )
    assert do_jobs() == 1
    job.refresh_from_db()
    assert job.status == JobStatus.DONE
    assert job.progress == 100
    assert job.result == {"url": "/packs/7/", "at": at.isoformat()}
    assert job.lease_until is None
    assert job.ended_at >= job.started_at


def test_a_job_is_done_once(asked, do_jobs):
    calls = []
    job = asked(lambda running, *, at: calls.append(at))
    assert jobs.run(job.pk)
    assert not jobs.run(job.pk)
    assert len(calls) == 1


def test_a_second_runner_finds_it_taken(asked):
    tried = []
    job = asked(lambda running, *, at: tried.append(jobs.run(running.job.pk)))
    assert jobs.run(job.pk)
    assert tried == [False]


def test_a_job_that_is_gone_is_no_trouble():
    assert not jobs.run(404)


def test_a_refusal_is_told_in_its_own_sentences(asked, do_jobs):
    def refuse(running, *, at):
        raise Refused("The quarter is not over.", "Wait until 1 July.")

    job = asked(refuse)
    do_jobs()
    job.refresh_from_db()
    assert (job.status, job.error) == ("failed", "The quarter is not over.\nWait until 1 July.")


def test_a_defect_is_told_plainly_and_logged(asked, do_jobs, caplog):
    def break_down(running, *, at):
        raise KeyError("internal detail")

    job = asked(break_down)
    do_jobs()
    job.refresh_from_db()
    assert job.status == JobStatus.FAILED
    assert veiled(job.pk) in job.error
    assert "internal detail" not in job.error
    assert "internal detail" in caplog.text


def test_too_long_is_told_in_minutes(asked, do_jobs):
    def dawdle(running, *, at):
        raise SoftTimeLimitExceeded

    job = asked(dawdle)
    do_jobs()
    job.refresh_from_db()
    assert "longer than 2 minutes" in job.error


def test_effects_of_a_failure_are_undone(asked, at, do_jobs):
    def half(running, *, at):
        with running.effect():
            leave_a_mark(at)
            raise Refused("Not now.")

    job = asked(half)
    do_jobs()
    job.refresh_from_db()
    assert job.status == JobStatus.FAILED
    assert not Session.objects.exists()


def test_the_effect_and_the_end_are_one(asked, do_jobs):
    def whole(running, *, at):
        with running.effect() as result:
            leave_a_mark(at)
            result["url"] = "/there/"
        assert Job.objects.get(pk=running.job.pk).status == JobStatus.DONE

    job = asked(whole)
    do_jobs()
    job.refresh_from_db()
    assert job.result == {"url": "/there/"}
    assert Session.objects.count() == 1


def test_a_runner_that_lost_its_lease_leaves_no_effect(asked):
    def overtaken(running, *, at):
        Job.objects.filter(pk=running.job.pk).update(owner="another")
        with running.effect():
            leave_a_mark(at)

    job = asked(overtaken)
    assert not jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.owner) == (JobStatus.RUNNING, "another")
    assert not Session.objects.exists()


def test_a_lapsed_lease_can_be_taken_over(asked, do_jobs):
    job = asked(lambda running, *, at: {"by": "the second"})
    vanished(job, attempts=1)
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempts) == (JobStatus.DONE, 2)


def test_after_three_vanished_runners_it_is_given_up(asked):
    job = asked(lambda running, *, at: None)
    vanished(job, attempts=3)
    assert not jobs.run(job.pk)
    job.refresh_from_db()
    assert job.status == JobStatus.FAILED
    assert "stopped 3 times" in job.error


def test_progress_is_shown(transactional_db, asked):
    seen = []

    def show(running, *, at):
        running.progress(150, "Nearly there")
        seen.append(Job.objects.get(pk=running.job.pk))

    jobs.run(asked(show).pk)
    assert (seen[0].progress, seen[0].message) == (100, "Nearly there")


def test_progress_tells_an_overtaken_runner_to_stop(transactional_db, asked):
    def overtaken(running, *, at):
        Job.objects.filter(pk=running.job.pk).update(owner="another")
        running.progress(50)

    job = asked(overtaken)
    assert not jobs.run(job.pk)
    job.refresh_from_db()
    assert job.status == JobStatus.RUNNING


def test_the_heartbeat_renews_the_lease(transactional_db, asked, monkeypatch):
    monkeypatch.setattr(jobs, "BEAT_SECONDS", 0.01)
    leases = []

    def work(running, *, at):
        Job.objects.update(lease_until=clock.wall() - timedelta(hours=1))
        for _ in range(1000):
            lease = Job.objects.get(pk=running.job.pk).lease_until
            if lease > clock.wall():
                leases.append(lease)
                return

    jobs.run(asked(work).pk)
    assert leases


def vanished(job, attempts):
    """As a killed runner leaves it."""
    Job.objects.filter(pk=job.pk).update(
        status=JobStatus.RUNNING,
        owner="gone",
        attempts=attempts,
        lease_until=clock.wall() - timedelta(seconds=1),
    )
