"""A browser and a program send at the same moment: each file is taken once, one stands."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from accounts.actions.programs import make_token
from performance.actions import returns as deeds
from performance.actions.programs import send_by_program
from performance.models import KpiReturn, Upload
from performance.workbook.asking import asked_of
from performance.workbook.definition import Entry
from tests.factories import contracts, people
from tests.factories import performance as factory
from workflow import audit, jobs
from workflow.audit import history
from workflow.calendar import london_date
from workflow.files import verify_files
from workflow.models import Job

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]
SIX = 6


@pytest.fixture(autouse=True)
def no_hints(monkeypatch):
    monkeypatch.setattr(jobs, "_carriers", [])


@pytest.fixture
def record():
    return factory.expected(contracts.agreement(people.trust()))


@pytest.fixture
def senders(record):
    """By a person in a browser, and by a program: each takes the bytes."""
    at, provider = factory.moment(record), record.agreement.provider
    preparer, by = factory.preparer_of(provider), factory.certifier_of(provider)
    terms = {"answerable": preparer, "until_day": london_date(at) + timedelta(30)}
    program, _ = make_token(provider, "Case system", "send", **terms, by=by, at=at)
    file = {"name": "return.xlsx", "content_type": deeds.XLSX, "at": at}

    def person(content):
        mine = KpiReturn.objects.get(pk=record.pk)
        return deeds.send_file(mine, content, **file, by=preparer)

    def machine(content):
        mine = KpiReturn.objects.get(pk=record.pk)
        return send_by_program(mine, content, **file, program=program)

    return person, machine


def at_once(deeds_to_do: list[Callable[[], Any]]) -> list[Any]:
    """Do these at the same moment, each on its own connection."""
    start = threading.Barrier(len(deeds_to_do))

    def one(deed: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds_to_do)) as pool:
        return list(pool.map(one, deeds_to_do))


def test_the_same_bytes_from_both_are_taken_once(record, senders):
    content = factory.filled_workbook(record)
    sent = at_once([lambda s=senders[n % 2]: s(content) for n in range(SIX)])
    assert len({upload.pk for upload in sent}) == Upload.objects.count() == 1
    assert {upload.outcome for upload in sent} == {Upload.Outcome.TAKEN}
    assert history(record).filter(step="receive").count() == 1
    assert list(audit.faults()) == []


def test_large_ones_are_read_once(record, senders, monkeypatch):
    monkeypatch.setattr(deeds, "READ_AT_ONCE", 100)
    content = factory.filled_workbook(record)
    sent = at_once([lambda s=senders[n % 2]: s(content) for n in range(SIX)])
    assert len({upload.pk for upload in sent}) == Job.objects.count() == 1
    job = Job.objects.get()
    assert sorted(at_once([lambda: jobs.run(job.pk)] * 3)) == [False, False, True]
    assert history(record).filter(step="receive").count() == 1


def test_two_files_at_once_leave_one_standing_and_both_kept(record, senders):
    person, machine = senders
    line = asked_of(record).lines[0]
    contents = [
        factory.filled_workbook(record, {(line.code, line.area): Entry(Decimal(n), Decimal(40))})
        for n in (30, 31)
    ]
    assert contents[0] != contents[1]
    sent = at_once([lambda: person(contents[0]), lambda: machine(contents[1])])
    record.refresh_from_db()
    taken = [u for u in sent if u.outcome == Upload.Outcome.TAKEN]
    assert Upload.objects.count() == 2
    assert history(record).filter(step="receive").count() == len(taken)
    assert record.upload == max(taken, key=lambda u: u.pk)
    assert record.figures_sha256 == record.upload.entries.digest()
    assert verify_files().whole
