"""The whole return as it was certified, as one document that does not change."""

from __future__ import annotations

import csv
import io
from itertools import repeat

from performance.entries import NONE, STATUSES, numbers_from
from performance.models import Figure, KpiReturn
from performance.workbook.definition import EVERYBODY, Asked
from tabular.writing import inert
from workflow import words

HEADERS = (
    *("KPI", "Name", "Area", "Group", "Numerator", "Denominator", "Status", "Reason"),
    *("Sent as number", "Row"),
)
TOLD_HEADERS = ("About", "Question", "Answer", "Sent as number", "Where")


def certified_document(kpi_return: KpiReturn, asked: Asked) -> bytes:
    """A CSV of every fact, row and answer certified. Equal returns give equal bytes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(_facts(kpi_return, asked))
    writer.writerow([])
    writer.writerow(HEADERS)
    writer.writerows(_rows(kpi_return, asked))
    if kpi_return.told:
        writer.writerows([[], TOLD_HEADERS, *_told(kpi_return)])
    return out.getvalue().encode("utf-8-sig")


def _facts(kpi_return: KpiReturn, asked: Asked) -> list[tuple[str, str]]:
    prepared, certified = kpi_return.prepared_by, kpi_return.certified_by
    return [
        ("Return as certified", asked.heading),
        ("Agreement", asked.whose),
        ("Provider", asked.provider),
        ("Period", asked.period),
        ("Version", str(asked.version)),
        ("Prepared by", prepared.name if prepared else ""),
        ("Certified by", certified.name if certified else ""),
        ("Certified", words.moment(kpi_return.certified_at) if kpi_return.certified_at else ""),
        ("Last file, SHA-256", kpi_return.file_sha256),
        ("Figures, SHA-256", kpi_return.figures_sha256),
    ]


def _rows(kpi_return: KpiReturn, asked: Asked) -> zip[tuple[object, ...]]:
    entries, slots = kpi_return.entries, asked.slots
    line = slots.line.tolist()
    labels = {code: Figure.Status(status).label for code, status in enumerate(STATUSES)}
    labels[NONE] = ""
    reasons = entries.reasons
    return zip(
        [asked.lines[i].code for i in line],
        [asked.lines[i].name for i in line],
        [asked.lines[i].area for i in line],
        [asked.group_names.get(group, EVERYBODY) for group in slots.group.tolist()],
        numbers_from(entries.numerator),
        numbers_from(entries.denominator),
        [labels[code] for code in entries.status.tolist()],
        [inert(reasons.get(i, "")) for i in range(len(entries))] if reasons else repeat(""),
        entries.upload.tolist(),
        entries.row.tolist(),
        strict=False,
    )


def _told(kpi_return: KpiReturn) -> list[tuple[object, ...]]:
    return [
        (question.section, question.text, inert(answer.said), answer.upload, answer.place)
        for question, answer in kpi_return.told
    ]
