"""Keeping the KPI library."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from commissioning.models import Kpi, KpiVersion
from workflow.door import begin
from workflow.lifecycle import Actor


@transaction.atomic
def record_kpi(kpi: Kpi, definition: KpiVersion, *, by: Actor, at: datetime) -> Kpi:
    """Add a KPI to the library with its first definition."""
    kpi = begin(kpi, by=by, at=at)
    definition.kpi, definition.number = kpi, 1
    begin(definition, by=by, at=at)
    return kpi


def record_version(definition: KpiVersion, *, by: Actor, at: datetime) -> KpiVersion:
    """Add a later definition of a KPI. It holds from its quarter on; earlier figures keep theirs."""
    latest = definition.kpi.latest
    definition.number = latest.number + 1 if latest else 1
    return begin(definition, by=by, at=at)


def try_out(record: Callable[[], object]) -> None:
    """Do what records a KPI or definition, then undo it: raises Refused where it could not be done.

    So the check before saving says everything that saving would.
    """
    with transaction.atomic():
        record()
        transaction.set_rollback(True)
