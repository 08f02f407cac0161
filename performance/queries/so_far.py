"""What was said of a return so far, by the sendings it was taken from or saved with."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.db.models import Q

from performance.entries import Entries
from performance.models import KpiReturn, Upload


def entries_to_edit(kpi_return: KpiReturn, begun_with: Upload | None = None) -> Entries | None:
    """What the form begins with: what was said last, also where something typed was not taken.

    With `begun_with` what that sending says. A correction of which nothing was said begins with what
    it corrects.
    """
    if begun_with is not None:
        return begun_with.entries
    said = Q(outcome__in=Upload.SAID)
    typed = Q(outcome=Upload.Outcome.REJECTED, was_typed=True)
    latest = kpi_return.uploads.filter(said | typed).exclude(packed=b"").order_by("pk").last()
    if latest is not None:
        return latest.entries
    before = kpi_return.corrects()
    return None if before is None else before.entries


def entries_now(kpi_return: KpiReturn) -> Entries | None:
    """What was said so far: by the latest sending that was taken or saved part-way."""
    latest = kpi_return.last_said()
    return None if latest is None else latest.entries


def kept_when_blank(kpi_return: KpiReturn) -> dict[str, Any]:
    """What a file's blank cells leave: the figures typed and the answers told."""
    return {"earlier": _typed_before(kpi_return), "answers": kpi_return.told_so_far()}


def _typed_before(kpi_return: KpiReturn) -> Entries | None:
    """What was typed so far: a file's blank cells leave it as it is."""
    said = entries_now(kpi_return)
    if said is None or not len(said):
        return None
    typed = kpi_return.uploads.filter(was_typed=True).values_list("pk", flat=True)
    by_form = np.isin(said.upload, np.array(list(typed), dtype=np.int64))
    blank = Entries.blank(said.scheduled, said.area, said.group)
    return blank.over(said, by_form)
