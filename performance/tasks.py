"""Work in the background: reading large uploads, building packs."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from performance.actions import packs, returns
from performance.models import Pack, Upload
from workflow.jobs import Running, job


@job("read_return", label="Reading your workbook", time_limit=180)
def read_return(running: Running, *, at: datetime, upload: int) -> None:
    """Read, check and settle one upload; make its marked workbook when there is one to make."""
    sent = Upload.objects.select_related("kpi_return__agreement__provider", "file").get(pk=upload)
    by = running.job.asked_by
    running.progress(10, "Reading and checking every row")
    checked = returns.check_upload(sent)
    running.progress(70, "Marking the cells to put right")
    marked = returns.mark_upload(sent, checked)
    with running.effect() as result:
        settled = returns.settle(sent, checked, by=by, at=at, marked=marked)
        slug = settled.kpi_return.agreement.provider.slug
        result["url"] = reverse(
            "performance:portal_upload", args=[slug, settled.kpi_return_id, settled.pk]
        )


@job("build_pack", label="Building the pack's workbook", time_limit=600)
def build_pack(running: Running, *, at: datetime, pack: int) -> None:
    """Build the workbook of a frozen pack from its snapshot, once."""
    frozen = Pack.objects.select_related("partnership").get(pk=pack)
    running.progress(10, "Laying out the sheets")
    built = packs.build(frozen)
    running.progress(80, "Keeping the workbook")
    with running.effect() as result:
        packs.keep_built(frozen, built, at=at)
        result["url"] = frozen.get_absolute_url()
