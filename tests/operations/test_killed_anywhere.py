"""Killed at any point of any kind of work: nothing half done, nothing lost, finished the next time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps

from tests.factories import contracts
from tests.operations.killing import (
    everything,
    grown,
    in_a_process,
    sizes,
    spread,
    status_of,
)
from tests.operations.work import WORK, trust
from workflow import audit, clock, deadlines, jobs
from workflow.calendar import london_time
from workflow.files import verify_files
from workflow.lifecycle import Lifecycle, state_of
from workflow.models import AuditEntry, Job, JobStatus

pytestmark = [pytest.mark.kills, pytest.mark.slow]

#: About how many points of each kind of work are tried.
TRIED = 12


@pytest.fixture(autouse=True)
def no_hints(transactional_db, monkeypatch):
    monkeypatch.setattr(jobs, "_carriers", [])


def test_every_kind_of_work_is_tried_here():
    assert set(jobs._kinds) - {"slow_work"} == set(WORK)


@pytest.mark.parametrize("kind", sorted(WORK))
def test_work_killed_at_any_point(kind, monkeypatch):
    job = WORK[kind](monkeypatch)
    start = sizes()
    points = in_a_process(lambda: jobs.run(job.pk))
    assert status_of(job) == JobStatus.DONE, job.error
    usual = grown(start)
    assert points > TRIED
    for fatal in spread(points, TRIED):
        killed_at(fatal, WORK[kind](monkeypatch), usual)
    assert not list(audit.faults())
    assert verify_files().whole


def killed_at(fatal: int, job: Job, usual: dict[str, int]) -> None:
    """Killed there, nothing is changed or all of it; the next run leaves what one run leaves."""
    before, start = everything(), sizes()
    in_a_process(lambda: jobs.run(job.pk), fatal)
    if status_of(job) != JobStatus.DONE:
        assert everything() == before, f"killed at {fatal}: half done"
        Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING).update(
            lease_until=clock.wall() - timedelta(seconds=1)
        )
        jobs.sweep()
        assert jobs.run(job.pk)
    assert status_of(job) == JobStatus.DONE, f"killed at {fatal}: {job.error}"
    assert grown(start) == usual, f"killed at {fatal}: not once"


def test_deadlines_killed_at_any_point():
    """Agreements begin, and their returns are expected: each wholly, and each once."""
    at = due_today()
    start = sizes()
    points = in_a_process(lambda: deadlines.take_all_due(at))
    usual = grown(start)
    assert usual["workflow_auditentry"] >= 2
    for fatal in spread(points, TRIED * 2):
        due_today()
        start = sizes()
        in_a_process(lambda: deadlines.take_all_due(at), fatal)
        assert wrong_states() == []
        deadlines.take_all_due(at)
        assert grown(start) == usual, f"killed at {fatal}"
        assert wrong_states() == []
    assert not list(audit.faults())


def due_today():
    """A signed agreement whose first day has come; the moment at which that is found."""
    made = contracts.agreement(trust(), "signed")
    return london_time(made.start_on, 9)


def wrong_states() -> list[str]:
    """Records whose state is not the one their last entry says."""
    said = {}
    for entry in AuditEntry.objects.exclude(state_to="").order_by("pk"):
        said[entry.record_type, entry.record_id] = entry.state_to
    return [
        f"{record}: {state_of(record)}"
        for model in apps.get_models()
        if issubclass(model, Lifecycle)
        for record in model.objects.all()
        if said.get((model._meta.label_lower, record.pk)) != state_of(record)
    ]
