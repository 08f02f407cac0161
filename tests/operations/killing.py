"""Work done in a process of its own that is killed at a chosen point: before its n-th statement,
or before or after a commit, which are points too."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import QuerySet

from workflow.models import Job

#: Tables that say how work goes, not what is so.
OF_THE_WORK = {"workflow_job", "workflow_heartbeat", "django_session"}


class Points:
    """Counts the points work passes and kills its own process at one of them; never when 0."""

    def __init__(self, fatal: int) -> None:
        self.fatal = fatal
        self.passed = 0

    def __call__(self, execute: Callable[..., Any], *given: Any) -> Any:
        """Wrap one statement."""
        self.point()
        return execute(*given)

    def point(self) -> None:
        """Pass a point, or die there."""
        self.passed += 1
        if self.passed == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def around_commit(self, commit: Callable[[], None]) -> Callable[[], None]:
        """A commit with a point before and one after it."""

        def committed() -> None:
            self.point()
            commit()
            self.point()

        return committed


def in_a_process(work: Callable[[], object], fatal: int = 0) -> int:
    """Do the work in a child killed at point `fatal`; how many points it passed, 0 when killed."""
    reading, writing = os.pipe()
    connection.close()  # neither process may use the other's
    child = os.fork()
    if child == 0:
        _live_and_die(work, fatal, writing)
    os.close(writing)
    with os.fdopen(reading) as said:
        passed = said.read()
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert killed or passed, "the work did not end as it should"
    return int(passed or 0)


def _live_and_die(work: Callable[[], object], fatal: int, writing: int) -> None:
    try:
        points = Points(fatal)
        connection.commit = points.around_commit(connection.commit)  # type: ignore[method-assign]
        with connection.execute_wrapper(points):
            work()
        os.write(writing, str(points.passed).encode())
    finally:
        os._exit(0)


def spread(count: int, most: int) -> list[int]:
    """At most about `most` of the points 1 to `count`, evenly, with the last four."""
    step = max(1, count // most)
    return sorted({*range(1, count + 1, step), *range(max(1, count - 3), count + 1)})


def everything() -> dict[str, list[str]]:
    """Every row of every table, but those of the work itself."""
    return {
        model._meta.db_table: sorted(map(repr, QuerySet(model).values_list()))
        for model in apps.get_models()
        if model._meta.db_table not in OF_THE_WORK
    }


def sizes() -> dict[str, int]:
    """How many rows each table has."""
    return {
        model._meta.db_table: QuerySet(model).count()
        for model in apps.get_models()
        if model._meta.db_table not in OF_THE_WORK
    }


def grown(before: dict[str, int]) -> dict[str, int]:
    """By how many rows each table has grown since."""
    now = sizes()
    return {table: now[table] - count for table, count in before.items() if now[table] != count}


def status_of(job: Job) -> str:
    """How the job stands now."""
    job.refresh_from_db()
    return str(job.status)
