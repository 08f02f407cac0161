"""Proving that figures, their files and frozen packs are what the audit trail says they were."""

from __future__ import annotations

from collections.abc import Iterator

from performance.digests import sha256_of
from performance.lifecycles.pack import SETTLED
from performance.models import KpiReturn, Pack
from performance.models.loading import entries_of
from workflow.lifecycle import Lifecycle
from workflow.models import AuditEntry


def faults() -> Iterator[str]:
    """A sentence for each return and each frozen pack that is not as its entries say.

    The trail itself is proved by `workflow.audit.faults`.
    """
    said = _said(KpiReturn, "receive", ("figures_sha256", "file_sha256"))
    returns = KpiReturn.objects.filter(figures__isnull=False).distinct()
    for one in returns.select_related("agreement", "upload__file"):
        known = said.get(one.pk, {})
        if known.get("figures_sha256") != entries_of(one.figures.all()).digest():
            yield f"{one}: its figures are not those that were received."
        if one.upload and known.get("file_sha256") != one.upload.file.sha256:
            yield f"{one}: its file is not the one that was received."
    frozen = _said(Pack, "freeze", ("snapshot_sha256",))
    for pack in Pack.objects.filter(state__in=SETTLED).order_by("pk"):
        if frozen.get(pack.pk, {}).get("snapshot_sha256") != sha256_of(pack.snapshot):
            yield f"{pack}: it does not say what was frozen."


def _said(model: type[Lifecycle], step: str, names: tuple[str, ...]) -> dict[int, dict[str, str]]:
    """By record, what its entries last said of these fields."""
    entries = AuditEntry.objects.filter(record_type=model._meta.label_lower, step=step)
    found: dict[int, dict[str, str]] = {}
    for pk, facts in entries.order_by("sequence").values_list("record_id", "facts"):
        known = found.setdefault(pk, {})
        known |= {name: facts[name][1] for name in names if name in facts}
    return found
