"""Writing and proving the audit trail."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import models

from workflow.clock import wall
from workflow.lifecycle import SYSTEM, Deed, Record
from workflow.models import AuditEntry, AuditHead

#: The fields a digest covers, in this order, after the digest of the entry before.
COVERED = (
    "sequence",
    "record_type",
    "record_id",
    "record_name",
    "step",
    "sentence",
    "state_from",
    "state_to",
    "actor_id",
    "actor_name",
    "acting_for",
    "effective_at",
    "recorded_at",
    "reasons",
    "facts",
    "tenant",
)


def plain(value: Any) -> Any:
    """A value as it is kept in an audit entry: text, number, list or nothing."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal | float):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, models.Model):
        return f"{value._meta.label_lower} {value.pk}: {value}"
    if isinstance(value, File):
        return value.name
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in sorted(value.items(), key=lambda kv: str(kv[0]))}
    if isinstance(value, bytes | memoryview):
        return f"{len(value)} bytes"
    try:
        return [plain(v) for v in value]
    except TypeError:
        return str(value)


def facts_of(record: models.Model) -> dict[str, Any]:
    """The record's own fields as plain values, without those it keeps out of the trail."""
    kept_out: frozenset[str] = getattr(record, "kept_out_of_audit", frozenset())
    return {
        f.attname: plain(f.value_from_object(record))
        for f in record._meta.concrete_fields
        if f.name not in kept_out and f.name not in {"id", "state"}
    }


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What differs, as {field: [before, after]}."""
    return {k: [before.get(k), v] for k, v in after.items() if before.get(k) != v}


def digest_of(entry: AuditEntry) -> str:
    """SHA-256 over the entry's covered fields and the digest before it."""
    body = {name: plain(getattr(entry, name)) for name in COVERED}
    text = json.dumps([entry.previous, body], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def write(
    record: Record | models.Model,
    deed: Deed,
    *,
    sentence: str,
    tenant: str | None = None,
    state_from: str = "",
    state_to: str = "",
    facts: dict[str, Any] | None = None,
    reasons: str = "",
) -> AuditEntry:
    """Append one entry. Call inside the transaction that makes the change.

    The head row is locked first: without it two writers would fork the chain. A plain row, which
    no door guards, has its `tenant` said.
    """
    head = _locked_head()
    entry = AuditEntry(
        sequence=head.sequence + 1,
        record_type=record._meta.label_lower,
        record_id=record.pk,
        record_name=str(record)[:200],
        step=deed.step,
        sentence=sentence[:200],
        state_from=state_from,
        state_to=state_to,
        actor_id=None if deed.by is SYSTEM else deed.by.pk,
        actor_name=str(deed.by)[:200],
        acting_for=deed.acting_for,
        effective_at=deed.at,
        recorded_at=wall(),
        reasons=reasons,
        facts=plain(facts or {}),
        tenant=str(getattr(record, "tenant", "")) if tenant is None else tenant,
        previous=head.digest,
    )
    entry.digest = digest_of(entry)
    entry.save()
    AuditHead.objects.filter(pk=1).update(sequence=entry.sequence, digest=entry.digest)
    return entry


def _locked_head() -> AuditHead:
    """The end of the chain, locked; made before the first entry of all."""
    heads = AuditHead.objects.select_for_update(no_key=True)
    head = heads.filter(pk=1).first()
    if head is None:
        AuditHead.objects.get_or_create(pk=1)
        head = heads.get(pk=1)
    return head


def history(*records: models.Model) -> models.QuerySet[AuditEntry]:
    """The entries of these records, oldest first."""
    wanted = models.Q(pk__in=[])
    for record in records:
        wanted |= models.Q(record_type=record._meta.label_lower, record_id=record.pk)
    return AuditEntry.objects.filter(wanted)


@dataclass(frozen=True)
class Fault:
    """A place where the chain does not hold."""

    sequence: int
    sentence: str


def faults() -> Iterator[Fault]:
    """Walk the whole chain and yield every place where it was altered, cut or forked."""
    previous, expected = "0" * 64, 1
    for entry in AuditEntry.objects.order_by("sequence").iterator(chunk_size=1000):
        if entry.sequence != expected:
            yield Fault(expected, f"Entries {expected} to {entry.sequence - 1} are missing.")
        if entry.previous != previous:
            yield Fault(entry.sequence, f"Entry {entry.sequence} does not follow the one before.")
        if digest_of(entry) != entry.digest:
            yield Fault(entry.sequence, f"Entry {entry.sequence} was altered.")
        previous, expected = entry.digest, entry.sequence + 1
    head = AuditHead.objects.filter(pk=1).first()
    if (head.sequence + 1 if head else 1) != expected or (head and head.digest != previous):
        yield Fault(expected, "The end of the trail is missing: its head names a later entry.")
