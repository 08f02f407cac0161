"""A correction is accepted beside another agreement's return: one waits for the other."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection

from accounts.models import User
from performance.models import KpiReturn
from tests.factories import contracts, people
from tests.factories import performance as factory
from tests.factories.commissioning import commissioner_of
from workflow import audit
from workflow.door import take

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]


def test_a_correction_and_another_acceptance_do_not_lock_each_other_out(monkeypatch):
    trust = people.trust()
    one = contracts.agreement(trust, "in_force", people.provider("One"))
    other = contracts.agreement(trust, "in_force", people.provider("Other"))
    correction = factory.moved(factory.correction(factory.kpi_return(one)), "certified")
    another = factory.kpi_return(other, state="certified")
    meets = _meeting_after_the_first_superseding(monkeypatch)
    at = factory.moment(correction) + timedelta(days=10)
    by = commissioner_of(trust)
    failed: list[Exception] = []
    threads = [
        threading.Thread(target=_accept, args=(correction, by, at, None, failed)),
        threading.Thread(target=_accept, args=(another, by, at, meets, failed)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert all(KpiReturn.objects.get(pk=r.pk).counts for r in (correction, another))
    assert list(audit.faults()) == []


def _meeting_after_the_first_superseding(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set once the earlier version is superseded; the acceptance then lets the other catch up."""
    meets, real = threading.Event(), audit.write

    def slow(record, deed, **facts):
        entry = real(record, deed, **facts)
        if deed.step == "supersede":
            meets.set()
            threading.Event().wait(1)
        return entry

    monkeypatch.setattr(audit, "write", slow)
    return meets


def _accept(
    record: KpiReturn,
    by: User,
    at: datetime,
    after: threading.Event | None,
    failed: list[Exception],
) -> None:
    try:
        if after is not None:
            after.wait(10)
        take(record, "accept", by=by, at=at)
    except Exception as error:
        failed.append(error)
    finally:
        connection.close()
