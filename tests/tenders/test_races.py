"""Eight people take the same step at once: one effect, the others are refused in words."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection

from accounts.models import User
from tenders.models import Award, Bid, Tender
from tests.factories.commissioning import commissioner_of
from tests.factories.people import trust
from tests.factories.tenders import bid, certifier_of, moment_after, tender
from workflow.audit import faults
from workflow.door import take
from workflow.lifecycle import Refused
from workflow.models import AuditEntry

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]
TAKERS = 8


def at_once(deed: Callable[[], object]) -> tuple[int, list[str], list[Exception]]:
    """Do the same deed in eight threads at once: how many did it, who was refused, what failed."""
    start, done = threading.Barrier(TAKERS), []
    refused: list[str] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            start.wait()
            done.append(deed())
        except Refused as refusal:
            refused.extend(refusal.sentences)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(TAKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(done), refused, failed


def by_eight(record: Tender | Bid, step: str, by: User, at: datetime) -> None:
    """Eight take one step of one record."""
    model = type(record)
    done, refused, failed = at_once(
        lambda: take(model.objects.get(pk=record.pk), step, by=by, at=at)
    )
    assert failed == []
    assert done == 1
    assert len(refused) == TAKERS - 1
    assert all("done already" in sentence for sentence in refused)
    label = model._meta.label_lower
    entries = AuditEntry.objects.filter(record_type=label, record_id=record.pk, step=step)
    assert entries.count() == 1
    assert list(faults()) == []


def test_one_award() -> None:
    made = tender(trust(), "standstill")
    by_eight(made, "award", commissioner_of(made.partnership), moment_after(made))
    assert Award.objects.count() == 1


def test_one_opening() -> None:
    made = tender(trust(), "closed")
    by_eight(made, "open_bids", commissioner_of(made.partnership), moment_after(made))
    assert all(b.price is not None for b in made.bids.all())


def test_one_submission() -> None:
    made = tender(trust(), "published")
    at = made.deadline - timedelta(hours=2)
    one = bid(made, at=at, submit=False)
    by_eight(one, "submit", certifier_of(one.provider), at)


def test_the_opening_and_late_submissions_do_not_lock_each_other_out() -> None:
    made = tender(trust(), "closed")
    at = moment_after(made)
    by = commissioner_of(made.partnership)
    bids = list(made.bids.all())
    turns = iter(range(TAKERS))

    def deed() -> object:
        turn = next(turns)
        if turn % 2:
            return take(Tender.objects.get(pk=made.pk), "open_bids", by=by, at=at)
        late = Bid.objects.get(pk=bids[turn // 2 % 2].pk)
        return take(late, "withdraw", by=certifier_of(late.provider), at=at)

    done, refused, failed = at_once(deed)
    assert failed == []
    assert done == 1
    assert len(refused) == TAKERS - 1
