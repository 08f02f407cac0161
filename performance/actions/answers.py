"""The questions beside the figures, answered in the form by whoever knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from performance.actions.returns import (
    keep_sending,
    refuse_if_closed,
    settle,
    unbroken,
)
from performance.actions.sendings import hold
from performance.checks import Checked, check_told
from performance.entries import Entries
from performance.models import KpiReturn, Upload
from performance.queries.so_far import entries_now
from performance.questions import sections_of
from performance.workbook.told import Told, told_by_form
from performance.workbook.typed_file import answers_csv
from workflow.lifecycle import Actor, Refused


def send_answers(
    kpi_return: KpiReturn,
    typed: Mapping[str, str],
    *,
    by: Actor,
    at: datetime,
    part_way: bool = False,
) -> Upload:
    """Take the answers typed into the form; what was typed is kept as a file.

    `typed` holds the texts by question; one left blank has no answer from now on. Figures stay as they
    were said. Where none were taken yet, or some were saved part-way since, the answers are saved and go
    in with the figures. Raises Refused when the return takes nothing now or asks nothing,
    NotAllowed when the person is none of the provider's.
    """
    refuse_if_closed(kpi_return, at)
    sections = sections_of(kpi_return.agreement)
    if not sections:
        raise Refused("This return asks for figures alone.")
    name = f"{kpi_return.agreement.reference} {kpi_return.period_code} answers.csv"
    sent: dict[str, Any] = {"name": name, "content_type": "text/csv", "by": by, "at": at}
    with transaction.atomic():
        fresh = hold(kpi_return)
        told = told_by_form(typed, sections, fresh.told_so_far(), part_way=part_way)
        checked = unbroken(lambda: _checked(told, entries_now(fresh)))
        waits = part_way or not _has_its_figures(fresh)
        upload = keep_sending(fresh, answers_csv(typed, sections), **sent, was_typed=True)
        return settle(upload, checked, by=by, at=at, part_way=waits)


def _checked(told: Told, entries: Entries | None) -> Checked:
    return Checked(tuple(check_told(told)), told=told, kept=entries)


def _has_its_figures(kpi_return: KpiReturn) -> bool:
    """Whether figures were taken, and nothing but answers was saved since."""
    if kpi_return.upload is None:
        return False
    saved = kpi_return.uploads.filter(outcome=Upload.Outcome.SAVED, pk__gt=kpi_return.upload_id)
    latest = saved.order_by("pk").last()
    return latest is None or latest.entries.digest() == kpi_return.entries.digest()
