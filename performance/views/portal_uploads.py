"""The provider's pages of one sending: what was found, reasons given in place, its file, marked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gate import Request, provider_page
from performance import gate
from performance.actions import returns as deeds
from performance.actions.reasons import give_reasons
from performance.actions.sendings import job_key
from performance.forms.findings import FindingFilter
from performance.models import Upload
from performance.queries.differences import since_the_sending_before
from performance.queries.findings import PER_PAGE, findings_of, in_groups, placed
from performance.workbook.asking import asked_of
from workflow import jobs
from workflow.files import as_download
from workflow.lifecycle import Refused
from workflow.models import StoredFile
from workflow.views.answering import page_of, status_of

#: Rows on a page of what changed.
CHANGES_SHOWN = 25


@require_http_methods(["GET", "HEAD", "POST"])
@provider_page()
def portal_upload(request: Request, pk: int, upload: int) -> HttpResponse:
    """What was found in one sending, or how far its reading is; reasons given in place."""
    found = gate.upload(request.visit, pk, upload)
    if request.method != "POST":
        return upload_page(request, found)
    reasons = placed({name: str(text) for name, text in request.POST.items()})
    record = found.kpi_return
    try:
        typed = give_reasons(record, found, reasons, by=request.user, at=request.now)
    except Refused as refusal:
        return upload_page(request, found, refusal.sentences, status=status_of(refusal))
    return after_sending(request, typed)


def after_sending(request: Request, upload: Upload) -> HttpResponse:
    """Show at once what was found, or go to where the reading is followed."""
    if upload.rejected:
        return upload_page(request, upload, status=422)
    slug, record = request.visit.provider.slug, upload.kpi_return
    if upload.being_read:
        return redirect("performance:portal_upload", slug, record.pk, upload.pk)
    messages.success(
        request, "Your figures have been received. They are not submitted until certified."
    )
    return redirect("performance:portal_return", slug, record.pk)


@require_safe
@provider_page()
def portal_file(request: Request, pk: int, upload: int) -> HttpResponse:
    """The provider's own file, to be saved."""
    return as_download(gate.upload(request.visit, pk, upload).file)


@require_safe
@provider_page()
def portal_marked(request: Request, pk: int, upload: int) -> HttpResponse:
    """The provider's own workbook with the cells to put right marked."""
    found = gate.upload(request.visit, pk, upload)
    try:
        content = deeds.marked_workbook(found)
    except Refused as refusal:
        return upload_page(request, found, refusal.sentences, status=409)
    return workbook_download(content, deeds.marked_name(found))


def workbook_download(content: bytes, name: str) -> HttpResponse:
    """A workbook that was made now, to be saved."""
    return as_download(StoredFile(name=name, content_type=deeds.XLSX), content=content)


def upload_page(
    request: Request, upload: Upload, sentences: Any = None, status: int = 200
) -> HttpResponse:
    """The page of one sending."""
    record = upload.kpi_return
    asked = asked_of(record)
    found = findings_of(upload, asked)
    form = FindingFilter(request.GET, found=found)
    wanted = form.wanted()
    typed = placed({name: str(text) for name, text in request.POST.items()})
    page = page_of(request, found.chosen(**wanted, typed=typed), PER_PAGE)
    changes = since_the_sending_before(upload, asked)
    changed = Paginator(changes or (), CHANGES_SHOWN).get_page(request.GET.get("changed"))
    latest = not record.uploads.filter(pk__gt=upload.pk).exists()
    context = {
        "upload": upload,
        "record": record,
        "found": found,
        "filter_form": form,
        "page": page,
        "groups": in_groups(page, wanted["by"]),
        "gives_reasons": upload.rejected and record.takes_files and latest,
        "asks_here": any(one.asks for one in page),
        "changes": changes,
        "changed": changed,
        "sentences": sentences,
        "job": jobs.active("read_return", job_key(upload)) if upload.being_read else None,
    }
    return render(request, "performance/portal_upload.html", context, status=status)
