"""Deeds done to returns at the same moment: each has one effect, and none locks another out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from performance.actions import extensions
from performance.actions.returns import start_correction
from performance.models import Extension, KpiReturn
from performance.queries import proof
from tests.factories import contracts, people
from tests.factories import performance as factory
from tests.factories.commissioning import commissioner_of
from workflow import audit
from workflow.door import take
from workflow.lifecycle import Refused
from workflow.models import AuditEntry

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


@pytest.mark.parametrize(
    ("before", "steps"),
    [
        ("received", ("certify", "certify")),
        ("certified", ("accept", "accept")),
        ("certified", ("accept", "query")),
    ],
)
def test_of_two_at_once_one_is_done(before, steps):
    made = contracts.agreement(people.trust(), "in_force", people.provider("One"))
    record = factory.kpi_return(made, state=before)
    by = commissioner_of(made.partnership)
    who = factory.certifier_of(made.provider) if before == "received" else by
    done, refused = _at_once(record, steps, who)
    assert len(done) == len(refused) == 1, (done, refused)
    assert all(isinstance(one, Refused) for one in refused)
    record.refresh_from_db()
    assert record.figures.count() == 4
    assert record.certificates.count() == 1
    assert (
        AuditEntry.objects.filter(
            record_type="performance.kpireturn", record_id=record.pk, step__in=steps
        ).count()
        == 1
    )
    assert list(audit.faults()) == list(proof.faults()) == []


def test_two_corrections_at_once_leave_one():
    made = contracts.agreement(people.trust(), "in_force", people.provider("One"))
    record = factory.kpi_return(made)
    by, at = factory.certifier_of(made.provider), factory.moment(record) + timedelta(days=9)
    begin = lambda: start_correction(record, "Wrong.", is_material=True, by=by, at=at)  # noqa: E731
    done, refused = _together([begin, begin])
    assert len(done) == len(refused) == 1
    assert isinstance(refused[0], Refused)
    assert made.returns.count() == 2


def test_accepting_a_correction_twice_at_once_leaves_one_that_counts():
    made = contracts.agreement(people.trust(), "in_force", people.provider("One"))
    second = factory.moved(factory.correction(factory.kpi_return(made)), "certified")
    done, refused = _at_once(second, ("accept", "accept"), commissioner_of(made.partnership))
    assert len(done) == len(refused) == 1
    states = list(made.returns.order_by("version").values_list("state", flat=True))
    assert states == ["superseded", "accepted"]


def test_doing_without_a_return_and_an_acceptance_do_not_lock_each_other_out(monkeypatch):
    trust = people.trust()
    mine = factory.expected(contracts.agreement(trust, "in_force", people.provider("One")))
    other = contracts.agreement(trust, "in_force", people.provider("Other"))
    waiting = factory.kpi_return(other, state="certified")
    by, at = commissioner_of(trust), factory.moment(waiting) + timedelta(days=2)
    asked, real = threading.Event(), audit.write

    def slow(record, deed, **facts):
        entry = real(record, deed, **facts)
        if isinstance(record, Extension) and deed.step == "begin":
            asked.set()
            threading.Event().wait(1)
        return entry

    def accept():
        asked.wait(10)
        return take(waiting, "accept", by=by, at=at)

    monkeypatch.setattr(audit, "write", slow)
    grant = partial(extensions.grant, mine, kind="waiver", reason="Closed.", by=by, at=at)
    done, refused = _together([grant, accept])
    assert (len(done), refused) == (2, [])


def _at_once(
    record: KpiReturn, steps: Sequence[str], by: User
) -> tuple[list[Any], list[Exception]]:
    """Both steps begun at the same moment: what was done, and what was refused."""
    at = factory.moment(record) + timedelta(days=10)
    data = {"query": {"question": "Why?"}}
    return _together(
        [partial(take, record, step, by=by, at=at, **data.get(step, {})) for step in steps]
    )


def _together(deeds: Sequence[Callable[[], Any]]) -> tuple[list[Any], list[Exception]]:
    ready = threading.Barrier(len(deeds))
    done: list[Any] = []
    refused: list[Exception] = []

    def one(deed: Callable[[], Any]) -> None:
        try:
            ready.wait(10)
            done.append(deed())
        except Exception as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done, refused
