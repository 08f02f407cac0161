"""Giving the reasons the checks ask for, on the page of what was found, without sending a file again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from performance.actions.returns import keep_sending, refuse_if_closed, settle, unbroken
from performance.actions.sendings import hold, newest
from performance.checks import Checked, check_rows
from performance.checks.rule import Ring
from performance.checks.rules import in_ring
from performance.entries import Entries
from performance.models import KpiReturn, Upload
from performance.reference import LONGEST_REASON
from performance.workbook.again import Stood, rows_from_entries
from performance.workbook.asking import asked_of
from performance.workbook.definition import Asked
from performance.workbook.told import Told
from tabular.writing import csv_bytes
from workflow.lifecycle import Actor, Refused

_HEADERS = ["KPI", "Row", "Reason"]


def give_reasons(
    kpi_return: KpiReturn, upload: Upload, reasons: Mapping[int, str], *, by: Actor, at: datetime
) -> Upload:
    """A sending that says what `upload` says, with reasons added; everything is checked again.

    `reasons` are by position among the rows asked for. What was typed is kept as a file; each figure
    keeps the cell it came from. When nothing is left to put right, the return is received. Raises
    Refused when the return takes no figures now, nothing was written, a reason is too long, or
    something was sent since.
    """
    refuse_if_closed(kpi_return, at)
    asked = asked_of(kpi_return)
    entries = upload.entries
    _refuse_unless_last(kpi_return, upload)
    if not len(entries) or not entries.has_keys(*asked.slots.keys):
        raise Refused("Its rows are not those asked for now. Send the workbook again.")
    given = _given(reasons, len(entries))
    now = replace(entries, reasons={**entries.reasons, **given})
    checked = unbroken(lambda: _checked(upload, asked, now))
    sent: dict[str, Any] = {"content_type": "text/csv", "by": by, "at": at, "was_typed": True}
    name = f"{kpi_return.agreement.reference} {kpi_return.period_code} reasons.csv"
    with transaction.atomic():
        hold(kpi_return)
        _refuse_unless_last(kpi_return, upload)
        typed = keep_sending(kpi_return, _as_csv(asked, given), name=name, **sent)
        return settle(typed, checked, by=by, at=at)


def _refuse_unless_last(kpi_return: KpiReturn, upload: Upload) -> None:
    """Refuse reasons for a sending after which something else was sent."""
    if newest(kpi_return) > upload.pk:
        raise Refused(
            "Something else was sent for this return since. Open what was sent last, and give your "
            "reasons there."
        )


def _given(reasons: Mapping[int, str], rows: int) -> dict[int, str]:
    given = {at: " ".join(text.split()) for at, text in reasons.items() if 0 <= at < rows}
    given = {at: text for at, text in given.items() if text}
    if not given:
        raise Refused("Write a reason beside at least one of the rows that ask for one.")
    if any(len(text) > LONGEST_REASON for text in given.values()):
        raise Refused(f"A reason has at most {LONGEST_REASON} characters. Shorten the longest.")
    return given


def _checked(upload: Upload, asked: Asked, entries: Entries) -> Checked:
    """Every row checked again; what was found in the answers beside the figures stays as it was."""
    names = ("pk", "sheet", "numerator_column", "denominator_column")
    rows = upload.kpi_return.uploads.filter(was_typed=False).values_list(*names)
    stood = {pk: Stood(*where) for pk, *where in rows}
    again = rows_from_entries(asked, entries, stood)
    of_answers = {rule.identifier for rule in in_ring(Ring.ANSWERS)}
    found = [*check_rows(again), *(f for f in upload.found if f.rule in of_answers)]
    told = Told(asked.sections, earlier=upload.told)
    return Checked(tuple(found), again, told)


def _as_csv(asked: Asked, given: Mapping[int, str]) -> bytes:
    lines = [[asked.line_at(at).code, asked.title_at(at), given[at]] for at in sorted(given)]
    return csv_bytes([_HEADERS, *lines])
