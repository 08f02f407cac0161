"""Asking for work in the background, and doing it.

An app registers what can be asked for:

    @job("build_pack", label="Building the pack", time_limit=600)
    def build_pack(running: Running, *, at: datetime, pack: int) -> dict[str, object] | None: ...

and asks with `ask("build_pack", by=user, at=now, key=f"pack:{pk}", pack=pk)`. The row is written in
the asker's transaction; Celery only carries a hint once it is committed. A job may be run more than
once (a killed worker, a lapsed lease): its function makes its effects inside `running.effect()`,
which happens once, or through steps that refuse a second taking.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from billiard.exceptions import SoftTimeLimitExceeded
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from workflow import clock
from workflow.addresses import veiled
from workflow.heartbeat import Heartbeat
from workflow.lifecycle import Refused
from workflow.models.job import ACTIVE, Job, JobStatus

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
#: How often a runner says it is alive.
BEAT_SECONDS = 5.0
#: A queued job is hinted again after this long, then after twice as long, up to a minute.
HINT_AFTER = timedelta(seconds=5)
HINT_AT_MOST = timedelta(minutes=1)
#: A job whose runner vanished this many times is given up.
ATTEMPTS = 3

Result = dict[str, Any] | None
Work = Callable[..., Result]


class LeaseLost(Exception):
    """Another runner has taken the job over; this one stops and leaves no effect."""


@dataclass(frozen=True)
class Kind:
    """One kind of work that can be asked for. `time_limit` is in seconds."""

    name: str
    label: str
    work: Work
    time_limit: int


_kinds: dict[str, Kind] = {}

#: How a hint is sent; workflow.tasks puts the broker here, so that this module needs none.
_carriers: list[Callable[[int, int], None]] = []


def job(name: str, *, label: str, time_limit: int = 600) -> Callable[[Work], Work]:
    """Register a function as the work of jobs called `name` (`time_limit` in seconds)."""

    def register(work: Work) -> Work:
        known = _kinds.get(name)
        if known is not None and known.work.__qualname__ != work.__qualname__:
            raise ValueError(f"Two kinds of job are called {name!r}.")
        _kinds[name] = Kind(name, label, work, time_limit)
        return work

    return register


def label_of(kind: str) -> str:
    """What a person reads while such a job runs."""
    return _kinds[kind].label if kind in _kinds else "Working"


def carried_by(carrier: Callable[[int, int], None]) -> Callable[[int, int], None]:
    """Register how a hint (job id, time limit in seconds) travels to a worker."""
    _carriers[:] = [carrier]
    return carrier


# --- Asking ---------------------------------------------------------------------------------------
def ask(
    kind: str, *, by: Any, at: datetime, key: str | None = None, tenant: str = "", **ids: Any
) -> Job:
    """Ask for work, in the caller's transaction. `by` is a user, or None for the system itself.

    With a `key`, asking again while such a job is active returns that job. Raises LookupError for a
    kind nobody registered.
    """
    if kind not in _kinds:
        raise LookupError(f"No kind of job is called {kind!r}.")
    fields = {
        "payload": ids,
        "tenant": tenant,
        "asked_by": by if getattr(by, "pk", None) else None,
        "asked_at": at,
        "hint_due": clock.wall() + HINT_AFTER,
    }
    asked, is_new = _written(kind, key, fields)
    if is_new:
        transaction.on_commit(partial(_hint, asked.pk, kind))
    return asked


def _written(kind: str, key: str | None, fields: dict[str, Any]) -> tuple[Job, bool]:
    """The job's row: a new one, or the active one of that key however many ask at once."""
    for _ in range(5):
        if key and (active := Job.objects.active().filter(kind=kind, key=key).first()):
            return active, False
        try:
            with transaction.atomic():
                return Job.objects.create(kind=kind, key=key, **fields), True
        except IntegrityError:
            if key is None:
                raise
    raise Refused("This is being asked for by many people at once. Wait a moment and ask again.")


def _hint(job_id: int, kind: str) -> None:
    """Tell a worker there is something to do. Without a broker the sweeper will find it."""
    limit = _kinds[kind].time_limit if kind in _kinds else 600
    for carrier in _carriers:
        try:
            carrier(job_id, limit)
        except Exception:
            log.exception("The hint for job %s was not sent; the sweeper will send it.", job_id)


# --- Running --------------------------------------------------------------------------------------
class Running:
    """A job under way, as its function sees it."""

    def __init__(self, job: Job, beat: Heartbeat) -> None:
        self.job = job
        self._beat = beat
        self.over = False

    def progress(self, percent: float, message: str = "") -> None:
        """Show how far the work is. Raises LeaseLost when another runner has taken it over.

        Inside a transaction the figures are shown at the next heartbeat.
        """
        shown = {"progress": max(0, min(100, int(percent))), "message": message[:200]}
        self._beat.carry(shown)
        if self._beat.lost:
            raise LeaseLost
        if not connection.in_atomic_block and not self._held().update(**shown):
            raise LeaseLost

    @contextmanager
    def effect(self) -> Iterator[dict[str, Any]]:
        """A transaction whose effects happen once: with it, and only with it, the job is done.

        Yields the job's result, to be filled. Raises LeaseLost, keeping nothing, when another runner
        has taken the job over.
        """
        result: dict[str, Any] = {}
        with transaction.atomic():
            if not self._held().update(lease_until=clock.wall() + LEASE):
                raise LeaseLost
            yield result
            self.finish(result)

    def finish(self, result: Result) -> None:
        """Mark the job done. Raises LeaseLost when another runner has taken it over."""
        if not _ended(self._held(), JobStatus.DONE, progress=100, message="", result=result or {}):
            raise LeaseLost
        self.over = True

    def _held(self) -> Any:
        return Job.objects.held_by(self.job.pk, self.job.owner)


def run(job_id: int) -> bool:
    """Do a job if it is free to be done, and say whether this call did it.

    Many may call at once: one claims it. Nothing is raised for a job that fails; its row says why.
    """
    claimed = _claim(job_id)
    if claimed is None:
        return False
    kind = _kinds.get(claimed.kind)
    if kind is None:
        _fail(claimed, "This version of Wholesight does not know this kind of work.")
        return False
    with Heartbeat(claimed, every=BEAT_SECONDS, lease=LEASE, at_most=kind.time_limit) as beat:
        return _worked(Running(claimed, beat), kind)


def _worked(running: Running, kind: Kind) -> bool:
    """Call the work and write how it ended."""
    claimed = running.job
    try:
        result = kind.work(running, at=claimed.asked_at, **claimed.payload)
        if not running.over:
            running.finish(result)
    except LeaseLost:
        log.warning("Job %s was taken over by another runner; this one left no effect.", claimed.pk)
        return False
    except Refused as refusal:
        _fail(claimed, "\n".join(refusal.sentences))
    except SoftTimeLimitExceeded:
        minutes = max(1, kind.time_limit // 60)
        _fail(claimed, f"This took longer than {minutes} minutes and was stopped. Ask again later.")
    except Exception:
        known_as = veiled(claimed.pk)
        log.exception("Job %s (%s, %s) failed.", claimed.pk, claimed.kind, known_as)
        _fail(
            claimed,
            "Something went wrong and this was not finished. Ask again; if it happens again, give "
            f"your administrator these letters: {known_as}.",
        )
    return True


def _claim(job_id: int) -> Job | None:
    """Take the job's lease, or nothing: another has it, or it is over."""
    wall = clock.wall()
    _give_up(Job.objects.filter(pk=job_id), wall)
    owner = uuid.uuid4().hex
    won = Job.objects.claimable(wall).filter(pk=job_id)
    if not won.update(
        status=JobStatus.RUNNING,
        owner=owner,
        lease_until=wall + LEASE,
        attempts=F("attempts") + 1,
        started_at=clock.now(),
        progress=0,
        message="",
    ):
        return None
    return Job.objects.filter(pk=job_id, owner=owner).first()


def _fail(claimed: Job, sentence: str) -> None:
    _ended(Job.objects.held_by(claimed.pk, claimed.owner), JobStatus.FAILED, error=sentence)


def _ended(jobs: Any, status: JobStatus, **fields: Any) -> int:
    """Close the jobs still held, in one conditional write; the count says whether they were."""
    return int(
        jobs.update(status=status, ended_at=clock.now(), owner="", lease_until=None, **fields)
    )


# --- Sweeping -------------------------------------------------------------------------------------
def sweep() -> int:
    """Find what stopped: give up the hopeless, queue the lapsed again, hint what waits too long.

    Returns how many hints were sent. Safe to run at any time, by several at once.
    """
    wall = clock.wall()
    _give_up(Job.objects.all(), wall)
    Job.objects.lapsed(wall).update(
        status=JobStatus.QUEUED, owner="", lease_until=None, hints=0, hint_due=wall
    )
    waiting = Job.objects.filter(status=JobStatus.QUEUED, hint_due__lte=wall).order_by("pk")
    sent = 0
    for job_id, kind, hints in waiting.values_list("pk", "kind", "hints")[:500]:
        pause = min(HINT_AFTER * 2 ** min(hints + 1, 6), HINT_AT_MOST)
        mine = Job.objects.filter(pk=job_id, status=JobStatus.QUEUED, hints=hints)
        if mine.update(hints=hints + 1, hint_due=wall + pause):
            _hint(job_id, kind)
            sent += 1
    return sent


def _give_up(jobs: Any, wall: datetime) -> None:
    _ended(
        jobs.lapsed(wall).filter(attempts__gte=ATTEMPTS),
        JobStatus.FAILED,
        error=f"This stopped {ATTEMPTS} times before it was finished, and was given up. "
        "Tell your administrator, then ask again.",
    )


def active(kind: str, key: str) -> Job | None:
    """The job of that kind and key now waiting or under way, if any."""
    return Job.objects.filter(kind=kind, key=key, status__in=ACTIVE).first()
