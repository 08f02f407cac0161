"""One piece of work of each kind that can be asked for, ready to be done."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta

from performance.actions import packs
from performance.actions import returns as deeds
from tests.factories import contracts, people
from tests.factories import performance as factory
from tests.factories.commissioning import commissioner_of
from workflow.door import take
from workflow.models import Job, JobStatus

_numbers = itertools.count(1)


def trust():
    number = next(_numbers)
    return people.trust(f"Partnership {number}", f"partnership-{number}")


def upload_to_read(monkeypatch) -> Job:
    monkeypatch.setattr(deeds, "READ_AT_ONCE", 100)
    factory.send(factory.expected(contracts.agreement(trust())))
    return Job.objects.get(kind="read_return", status=JobStatus.QUEUED)


def pack_to_build(monkeypatch) -> Job:
    made = contracts.agreement(trust())
    record = factory.kpi_return(made)
    by, at = commissioner_of(made.partnership), factory.moment(record) + timedelta(days=30)
    take(packs.prepare(made.partnership, record.quarter, by=by, at=at), "freeze", by=by, at=at)
    return Job.objects.get(kind="build_pack", status=JobStatus.QUEUED)


#: By the name of its kind.
WORK: dict[str, Callable[..., Job]] = {"read_return": upload_to_read, "build_pack": pack_to_build}
