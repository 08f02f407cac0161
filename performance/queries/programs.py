"""What a program reads of returns: which are wanted, what became of a file, what was found in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from accounts.models import Organisation
from performance.lifecycles.kpi_return import WITH_PROVIDER
from performance.models import KpiReturn, Upload
from tabular.findings import Finding


def wanted_returns(
    organisation: Organisation, at: datetime, *, settled_too: bool = False
) -> list[KpiReturn]:
    """The returns a provider is to send figures for now, the first due first; or all it ever had."""
    ours = KpiReturn.objects.filter(agreement__provider=organisation)
    if not settled_too:
        ours = ours.filter(state__in=WITH_PROVIDER)
    known = ours.select_related("agreement__partnership").order_by("due_on", "pk")
    return [record for record in known if settled_too or not record.too_early(at)]


def return_told(record: KpiReturn) -> dict[str, Any]:
    """A return, for a program."""
    agreement = record.agreement
    return {
        "contract": agreement.reference,
        "title": agreement.title,
        "partnership": agreement.partnership.slug,
        "period": record.period_code,
        "period_in_words": record.period.label,
        "version": record.version,
        "due": record.due_on.isoformat(),
        "state": record.state,
        "takes_files": record.takes_files,
    }


def upload_told(upload: Upload) -> dict[str, Any]:
    """What became of a file, for a program."""
    return {
        "file": upload.file.name,
        "sha256": upload.file.sha256,
        "sent_at": upload.sent_at.isoformat(),
        "sent_by": upload.sender,
        "state": upload.outcome,
        "rows_read": upload.rows_read,
        "findings": findings_told(upload.found),
    }


def findings_told(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Findings, for a program: the rule's identifier, how grave, where, what, what would be right."""
    return [
        {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "sheet": finding.sheet,
            "cell": finding.cell,
            "kpi": finding.kpi,
            "words": finding.message,
            "right": finding.right,
        }
        for finding in findings
    ]
