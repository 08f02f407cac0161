"""A runner's sign of life: a thread that renews its job's lease on a connection of its own."""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

from django.db import DatabaseError, connection

from workflow import clock
from workflow.models.job import Job

log = logging.getLogger(__name__)


class Heartbeat:
    """Renews the lease every `every` seconds, for `at_most` seconds, while its block runs.

    `carry` hands it figures to write with the next beat; `lost` turns true when the job is no
    longer this runner's.
    """

    def __init__(self, job: Job, *, every: float, lease: timedelta, at_most: float) -> None:
        self.lost = False
        self._job = job
        self._every = every
        self._lease = lease
        self._until = time.monotonic() + at_most
        self._shown: dict[str, Any] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"job-{job.pk}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def carry(self, shown: dict[str, Any]) -> None:
        """Write these fields with the next beat."""
        self._shown = shown

    def _run(self) -> None:
        try:
            while not self._stop.wait(self._every) and time.monotonic() < self._until:
                self._beat()
        finally:
            connection.close()

    def _beat(self) -> None:
        """Renew the lease. A database that is busy for a moment costs a beat, not the lease."""
        try:
            held = Job.objects.held_by(self._job.pk, self._job.owner)
            if not held.update(lease_until=clock.wall() + self._lease, **self._shown):
                self.lost = not held.exists() and not self._stop.is_set()
        except DatabaseError:
            log.warning("Job %s could not renew its lease this time.", self._job.pk)
