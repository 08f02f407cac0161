"""The provider's pages of the web form: the rows of a return typed, page by page, saved part-way."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.gate import Request, provider_page
from performance import gate
from performance.actions import returns as deeds
from performance.forms.figures import FiguresForm, Typing
from performance.models import KpiReturn, Upload
from performance.queries.elsewhere import offered
from performance.queries.so_far import entries_to_edit
from performance.queries.sources import sources_of
from performance.views.portal_uploads import after_sending
from performance.workbook.asking import asked_of
from tabular.findings import Severity
from workflow.lifecycle import Refused
from workflow.views.answering import status_of

#: What was found in a file, as many as are listed above the form that begins with it.
MENDED_SHOWN = 25


@require_http_methods(["GET", "HEAD", "POST"])
@provider_page()
def portal_form(request: Request, pk: int) -> HttpResponse:
    """The return without a spreadsheet, from what was said so far."""
    return _typed(request, gate.kpi_return(request.visit, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@provider_page()
def portal_mend(request: Request, pk: int, upload: int) -> HttpResponse:
    """The same from a file that was not taken: what was wrong in it is put right here."""
    found = gate.upload(request.visit, pk, upload)
    return _typed(request, found.kpi_return, found)


def _typed(request: Request, record: KpiReturn, begun_with: Upload | None = None) -> HttpResponse:
    typing = _typing(record, begun_with)
    page = request.GET.get("page", 1)
    if request.method != "POST":
        return _page(request, record, FiguresForm(typing=typing, page=page), begun_with=begun_with)
    form = FiguresForm(request.POST, typing=typing, page=page)
    given: dict[str, Any] = {"part_way": form.part_way, "begun_with": begun_with}
    given["for_rows"] = request.POST.get("rows")
    try:
        upload = deeds.send_form(record, form.typed(), by=request.user, at=request.now, **given)
    except Refused as refusal:
        return _page(request, record, form, refusal.sentences, status=status_of(refusal))
    if upload.rejected:
        form.show(upload.found)
        if form.errors or not form.goes_on:
            return _page(request, record, form, status=422)
    return _after(request, form, upload)


def _after(request: Request, form: FiguresForm, upload: Upload) -> HttpResponse:
    """On to the next page, back to the return, or what sending always leads to."""
    slug, record = request.visit.provider.slug, upload.kpi_return
    if form.goes_on:
        url = reverse("performance:portal_form", args=[slug, record.pk])
        return redirect(f"{url}?page={form.page.number + 1}")
    if form.part_way:
        messages.success(request, "Saved. Nothing is sent yet: finish it whenever you like.")
        return redirect("performance:portal_return", slug, record.pk)
    return after_sending(request, upload)


def _typing(record: KpiReturn, begun_with: Upload | None) -> Typing:
    asked = asked_of(record)
    said = entries_to_edit(record, begun_with)
    aligned = None if said is None else said.aligned(*asked.slots.keys)
    sources = {} if aligned is None else sources_of(aligned)
    return Typing(asked, aligned, sources, offered(record, asked))


def _page(
    request: Request,
    record: KpiReturn,
    form: FiguresForm,
    sentences: Any = None,
    status: int = 200,
    begun_with: Upload | None = None,
) -> HttpResponse:
    """The form's page; with what was found in the file it begins with, until it is first sent."""
    found = begun_with.found if begun_with else ()
    to_mend = [one for one in found if one.severity is not Severity.NOTE][:MENDED_SHOWN]
    context = {"record": record, "form": form, "page": form.page, "sentences": sentences}
    context |= {"begun_with": begun_with, "to_mend": to_mend}
    return render(request, "performance/portal_form.html", context, status=status)
