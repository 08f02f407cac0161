"""What a certification leaves: figures, and the whole return as one fixed document."""

from __future__ import annotations

from performance.models import Certificate, KpiReturn
from performance.workbook.asking import asked_of
from performance.workbook.certified import certified_document
from workflow.door import begin
from workflow.files import keep
from workflow.lifecycle import Deed

CSV = "text/csv"


def keep_certified(kpi_return: KpiReturn, deed: Deed) -> None:
    """Make figures of a return's rows and keep the document. In the certification's transaction."""
    kpi_return.make_figures()
    document = certified_document(kpi_return, asked_of(kpi_return))
    stored = keep(
        document,
        name=f"{kpi_return.agreement.reference} {kpi_return.period_code} as certified.csv",
        content_type=CSV,
        by=deed.by,
        at=deed.at,
        tenant=str(kpi_return.partnership_id),
    )
    certificate = Certificate(
        kpi_return=kpi_return,
        file=stored,
        upload=kpi_return.upload,
        certified_by=deed.by,
        certified_at=deed.at,
        figures_sha256=kpi_return.figures_sha256,
    )
    begin(certificate, by=deed.by, at=deed.at)
