"""Loading published figures from the screen: a file is sent, looked at, then confirmed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gate import Request, partnership_page
from commissioning import gate
from commissioning.actions import indicator_loads as deeds
from commissioning.forms.indicators import FiguresFileForm
from commissioning.models import IndicatorLoad
from commissioning.navigation import WRITES_NEEDS, needs_tabs
from commissioning.queries import indicator_loads as queries
from workflow.audit import history
from workflow.files import as_download
from workflow.lifecycle import Refused
from workflow.uploads import bounded_upload, upload_refusal
from workflow.views.answering import page_of, status_of


@bounded_upload
@require_http_methods(["GET", "HEAD", "POST"])
@partnership_page(*WRITES_NEEDS)
def indicator_loads(request: Request) -> HttpResponse:
    """The files sent so far, and the form that sends another."""
    if request.method != "POST":
        return _list_page(request, FiguresFileForm())
    form = FiguresFileForm(request.POST, request.FILES, too_large=upload_refusal(request))
    if not form.is_valid():
        return _list_page(request, form, status=422)
    file, visit = form.cleaned_data["file"], request.visit
    sent = deeds.send_file(visit.trust, file.read(), name=file.name, by=visit.user, at=visit.at)
    if sent.was_refused:
        return _load_page(request, sent, status=422)
    return redirect(sent.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@partnership_page(*WRITES_NEEDS)
def indicator_load(request: Request, pk: int) -> HttpResponse:
    """One file: what loading it would do, to be confirmed; how far it is; what became of it."""
    sent = gate.indicator_load(request.visit, pk)
    if request.method != "POST":
        return _load_page(request, sent)
    try:
        deeds.confirm(sent, by=request.visit.user, at=request.visit.at)
    except Refused as refusal:
        return _load_page(request, sent, refusal.sentences, status_of(refusal))
    return redirect(sent.get_absolute_url())


@require_safe
@partnership_page(*WRITES_NEEDS)
def indicator_file(request: Request, pk: int) -> HttpResponse:
    """The file as it was sent."""
    return as_download(gate.indicator_load(request.visit, pk).file)


def _list_page(request: Request, form: FiguresFileForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "page": page_of(request, queries.loads_of(request.visit.trust)),
        "layouts": queries.layouts_known(),
        "tabs": needs_tabs(request.visit, "indicators"),
    }
    return render(request, "commissioning/indicator_loads.html", context, status=status)


def _load_page(
    request: Request, sent: IndicatorLoad, sentences: Any = None, status: int = 200
) -> HttpResponse:
    context = {
        "sent": sent,
        "counts": queries.counts_of(sent),
        "job": queries.job_of(sent),
        "findings": sent.found,
        "sentences": sentences,
        "history": history(sent),
    }
    return render(request, "commissioning/indicator_load.html", context, status=status)
