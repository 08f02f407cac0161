"""Telling people: a sentence about a record, written in the transaction that makes it true."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from workflow.lifecycle import SYSTEM, Actor, Record
from workflow.models import Notice


def tell(record: Record, told: Iterable[tuple[Actor, str]], *, at: datetime, but: Actor) -> None:
    """Tell each person their sentence, but not whoever did the deed (`but`)."""
    Notice.objects.bulk_create(
        Notice(
            person=person,
            sentence=sentence[:300],
            record_type=record._meta.label_lower,
            record_id=record.pk,
            at=at,
            tenant=record.tenant,
        )
        for person, sentence in told
        if person is not None and person is not SYSTEM and person != but
    )
