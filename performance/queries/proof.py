"""Proving that figures, their files and frozen packs are what the audit trail says they were."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from performance.digests import sha256_of
from performance.lifecycles.kpi_return import REPLACED, STANDS
from performance.lifecycles.pack import SETTLED
from performance.models import Certificate, KpiReturn, Pack
from performance.models.loading import entries_of
from workflow.lifecycle import Lifecycle, Record
from workflow.models import AuditEntry
from workflow.models.file import FileBroken

Known = dict[int, dict[str, Any]]


def faults() -> Iterator[str]:
    """A sentence for each return, certificate and frozen pack that is not as its entries say.

    The trail itself is proved by `workflow.audit.faults`.
    """
    said = _said(KpiReturn, "receive", ("figures_sha256", "file_sha256"))
    returns = KpiReturn.objects.filter(state__in=STANDS | REPLACED).order_by("pk")
    for one in returns.select_related("agreement", "upload__file"):
        yield from _of_return(one, said.get(one.pk, {}))
    yield from _of_certificates()
    frozen = _said(Pack, "freeze", ("snapshot_sha256",))
    for pack in Pack.objects.filter(state__in=SETTLED).order_by("pk"):
        if frozen.get(pack.pk, {}).get("snapshot_sha256") != sha256_of(pack.snapshot):
            yield f"{pack}: it does not say what was frozen."


def _of_return(one: KpiReturn, known: dict[str, Any]) -> Iterator[str]:
    if known.get("figures_sha256") != entries_of(one.figures.all()).digest():
        yield f"{one}: its figures are not those that were received."
    if known.get("figures_sha256") != one.entries.digest():
        yield f"{one}: what was sent for it is not what was received."
    if one.upload and known.get("file_sha256") != one.upload.file.sha256:
        yield f"{one}: its file is not the one that was received."


def _of_certificates() -> Iterator[str]:
    """The documents kept at certifications: the figures they name, and the bytes kept."""
    begun = _begun(Certificate, ("figures_sha256",))
    kept = Certificate.objects.select_related("file", "kpi_return__agreement").order_by("pk")
    for one in kept.iterator(chunk_size=100):
        certified = begun.get(one.pk, {}).get("figures_sha256")
        try:
            document = one.file.read()
        except FileBroken:
            yield f"{one}: its document is missing or is not the one that was kept."
            continue
        if certified != one.figures_sha256 or one.figures_sha256.encode() not in document:
            yield f"{one}: its document is not of the figures that were certified."
    latest: dict[int, str] = dict(kept.values_list("kpi_return", "figures_sha256"))
    standing = KpiReturn.objects.filter(state__in=STANDS | REPLACED).order_by("pk")
    for record in standing.select_related("agreement"):
        if latest.get(record.pk) != record.figures_sha256:
            yield f"{record}: no document was kept of the figures that were certified."


def _said(model: type[Lifecycle], step: str, names: tuple[str, ...]) -> Known:
    """By record, what its entries last said of these fields."""
    entries = AuditEntry.objects.filter(record_type=model._meta.label_lower, step=step)
    found: Known = {}
    for pk, facts in entries.order_by("sequence").values_list("record_id", "facts"):
        known = found.setdefault(pk, {})
        known |= {name: facts[name][1] for name in names if name in facts}
    return found


def _begun(model: type[Record], names: tuple[str, ...]) -> Known:
    """By record, what its first entry said of these fields."""
    entries = AuditEntry.objects.filter(record_type=model._meta.label_lower, step="begin")
    rows = entries.values_list("record_id", "facts")
    return {pk: {name: facts.get(name) for name in names} for pk, facts in rows}
