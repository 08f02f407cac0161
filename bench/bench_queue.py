"""Many returns at once: do pages still answer, and do other writers still write?

A hundred and fifty returns of 2,000 rows are sent and read by one worker, a process of its own,
while this process asks for pages. Then a return of 10,000 rows is checked in a process of its own
while this one writes small changes. Medians, beside the same with nothing else going on.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection, transaction
from django.test import Client

from bench.bench_returns import file_of
from bench.returns import agreement_of
from bench.timing import line, once, title
from commissioning.quarters import Quarter
from performance.actions import returns as deeds
from performance.models import KpiReturn, Upload
from tests.factories import commissioning
from tests.factories.commissioning import commissioner_of
from tests.factories.performance import expected, moment, preparer_of
from workflow.models import Job

WORKER = Path(__file__).with_name("worker.py")
RETURNS = 150
#: The first of the quarters, one for each return.
FIRST = Quarter(2025, 1)


def main() -> None:
    """Print pages and writes beside a busy worker, and how long the whole queue took."""
    title(f"{RETURNS} returns of 2,000 rows queued together ({connection.vendor})")
    made = agreement_of(2_000, "queued")
    first = expected(made, str(FIRST))
    returns = [first, *(expected(made, str(FIRST.shifted(n))) for n in range(1, RETURNS))]
    client = Client(SERVER_NAME="localhost")
    client.force_login(commissioner_of(made.partnership))

    def page() -> None:
        if client.get(f"/p/{made.partnership.slug}/").status_code != 200:
            raise SystemExit("The page was not given.")

    idle = statistics.median([once(page) for _ in range(30)][10:])
    for record in returns:
        _send(record)
    began = time.perf_counter()
    worker = _worker()
    busy = [once(page)]
    while worker.poll() is None:
        busy.append(once(page))
    took = time.perf_counter() - began
    left = Job.objects.active().count()
    line("a page while they are read", statistics.median(busy), "with nothing going on", idle)
    line("the slowest page", max(busy), "with nothing going on", idle)
    settled = Upload.objects.exclude(outcome=Upload.Outcome.READING).count()
    print(f"  {settled} settled in {took:.1f} s, {left} left, {len(busy)} pages meanwhile")
    _writers()


def _writers() -> None:
    """Small changes beside a return of 10,000 rows being read and checked."""
    title(f"Writing while a return of 10,000 rows is checked ({connection.vendor})")
    made = agreement_of(10_000, "checked")
    record = expected(made, "2025-26Q1")
    need = commissioning.need(made.partnership)

    def write() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE commissioning_need SET title = title WHERE id = %s", [need.pk])

    def paced() -> float:
        time.sleep(0.002)
        return once(write)

    idle = [paced() for _ in range(400)]
    _send(record)
    checker = _worker()
    beside = []
    while checker.poll() is None:
        beside.append(paced())
    line(
        "a small change beside it", statistics.median(beside), "with nothing going on",
        statistics.median(idle),
    )  # fmt: skip


def _send(record: KpiReturn) -> None:
    """Send a return's workbook; a large one is read later, by whoever does the jobs."""
    deeds.send_file(
        record,
        file_of(record, "xlsx", 1),
        name="return.xlsx",
        content_type="",
        by=preparer_of(record.agreement.provider),
        at=moment(record),
    )


def _worker() -> "subprocess.Popen[bytes]":
    """A process that does every job there is, one after the other, and ends."""
    return subprocess.Popen([sys.executable, str(WORKER)])


if __name__ == "__main__":
    main()
