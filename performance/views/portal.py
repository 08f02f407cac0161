"""The provider's pages of returns: what is due, sending figures, certifying, correcting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gate import Request, provider_page
from accounts.roles import Role
from performance import gate
from performance.actions import returns as deeds
from performance.forms.questions import answers_form_of
from performance.forms.returns import (
    CertifyForm,
    CorrectionForm,
    FiguresForm,
    UploadForm,
    initial_of,
)
from performance.models import KpiReturn, Upload
from performance.queries import figures, returns
from performance.queries.ledger import standing_of
from performance.queries.questions import open_questions, questions_asked
from performance.reference import WEB_FORM_LINES
from performance.workbook.asking import asked_of
from tabular.findings import Finding, Severity
from workflow import jobs
from workflow.audit import history
from workflow.door import Action, actions_for
from workflow.files import as_download
from workflow.lifecycle import Refused
from workflow.models import StoredFile
from workflow.uploads import bounded_upload, upload_refusal
from workflow.views.answering import Question, answer, sent
from workflow.views.steps import StepView


@require_safe
@provider_page()
def portal_list(request: Request) -> HttpResponse:
    """Every return of the provider, what is to be done first."""
    rows = returns.portal_rows(request.visit.provider, request.now)
    return render(request, "performance/portal_list.html", {"rows": rows})


@bounded_upload
@require_http_methods(["GET", "HEAD", "POST"])
@provider_page()
def portal_return(request: Request, pk: int) -> HttpResponse:
    """One return: download the workbook, send it, see what was found, certify."""
    record = gate.kpi_return(request.visit, pk)
    if request.method != "POST":
        return _return_page(request, record, UploadForm())
    form = UploadForm(request.POST, request.FILES, too_large=upload_refusal(request))
    if not form.is_valid():
        return _return_page(request, record, form, status=422)
    file = form.cleaned_data["file"]
    try:
        upload = deeds.send_file(
            record,
            file.read(),
            name=file.name,
            content_type=file.content_type or "",
            by=request.user,
            at=request.now,
        )
    except Refused as refusal:
        return _return_page(request, record, form, refusal.sentences, status=409)
    return _after(request, record, upload)


@require_safe
@provider_page()
def portal_workbook(request: Request, pk: int) -> HttpResponse:
    """The pre-filled workbook, to be saved."""
    record = gate.kpi_return(request.visit, pk)
    return _download(deeds.workbook_for(record), deeds.workbook_name(record))


@require_http_methods(["GET", "HEAD", "POST"])
@provider_page()
def portal_form(request: Request, pk: int) -> HttpResponse:
    """The return without a spreadsheet."""
    record = gate.kpi_return(request.visit, pk)
    asked = asked_of(record)
    if request.method != "POST":
        initial = initial_of(asked, deeds.entries_now(record))
        return _form_page(request, record, FiguresForm(asked=asked, initial=initial))
    form = FiguresForm(request.POST, asked=asked)
    try:
        upload = deeds.send_form(
            record, form.typed(), by=request.user, at=request.now, part_way=form.part_way
        )
    except Refused as refusal:
        return _form_page(request, record, form, refusal.sentences, status=409)
    if upload.rejected:
        form.show(upload.found)
        return _form_page(request, record, form, status=422)
    return _after(request, record, upload)


@require_safe
@provider_page()
def portal_upload(request: Request, pk: int, upload: int) -> HttpResponse:
    """What was found in one upload, or how far its reading is."""
    found = gate.upload(request.visit, pk, upload)
    return _upload_page(request, found)


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
        return _download(deeds.marked_workbook(found), deeds.marked_name(found))
    except Refused as refusal:
        return _upload_page(request, found, refusal.sentences, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
@provider_page(Role.CERTIFIER)
def portal_correct(request: Request, pk: int) -> HttpResponse:
    """Begin a corrected version of an accepted return."""
    record = gate.kpi_return(request.visit, pk)
    form = CorrectionForm(sent(request))
    slug = request.visit.provider.slug
    question = Question(
        "Correct this return",
        reverse("performance:portal_return", args=[slug, pk]),
        button="Begin the correction",
        caption=f"{record.agreement.title}: {record.period.label}",
        lead="This begins a new version. You send its figures and certify it like any return. The "
        "accepted figures count until the commissioner accepts the new ones.",
    )
    return answer(
        request,
        question,
        form,
        lambda: deeds.start_correction(
            record, **form.cleaned_data, by=request.user, at=request.now
        ),
        lambda version: reverse("performance:portal_return", args=[slug, version.pk]),
    )


class PortalStep(StepView):
    """The provider's step: certify."""

    template_name = "performance/return_step.html"
    gate = staticmethod(gate.return_of_request)
    forms = {"certify": CertifyForm}


portal_step = provider_page()(PortalStep.as_view())


def _after(request: Request, record: KpiReturn, upload: Upload) -> HttpResponse:
    """Show at once what was found, or go to where the reading is followed."""
    if upload.rejected:
        return _upload_page(request, upload, status=422)
    slug = request.visit.provider.slug
    if upload.being_read:
        return redirect("performance:portal_upload", slug, record.pk, upload.pk)
    messages.success(
        request, "Your figures have been received. They are not submitted until certified."
    )
    return redirect("performance:portal_return", slug, record.pk)


def _return_page(
    request: Request,
    record: KpiReturn,
    form: UploadForm,
    sentences: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = figures.figure_rows(record)
    uploads = returns.uploads_of(record)
    last = uploads[0] if uploads and uploads[0].rejected and record.takes_files else None
    context = {
        "record": record,
        "form": form,
        "sentences": sentences,
        "standing": standing_of(record, request.now),
        "too_early": record.too_early(request.now),
        "rows": rows,
        "fits_web_form": len(rows) <= WEB_FORM_LINES,
        "uploads": uploads,
        "not_taken": last,
        "to_put_right": len(_to_put_right(last)) if last else 0,
        "versions": returns.versions_of(record),
        "questions": questions_asked(record),
        "answers_form": answers_form_of(open_questions(record)),
        "actions": _ours(actions_for(record, request.user, request.now)),
        "may_correct": record.counts and request.visit.holds(Role.CERTIFIER),
        "history": history(record),
    }
    return render(request, "performance/portal_return.html", context, status=status)


def _form_page(
    request: Request,
    record: KpiReturn,
    form: FiguresForm,
    sentences: Any = None,
    status: int = 200,
) -> HttpResponse:
    context = {"record": record, "form": form, "sentences": sentences}
    return render(request, "performance/portal_form.html", context, status=status)


def _upload_page(
    request: Request, upload: Upload, sentences: Any = None, status: int = 200
) -> HttpResponse:
    context = {
        "upload": upload,
        "record": upload.kpi_return,
        "findings": _to_put_right(upload),
        "noted": [f for f in upload.found if f.severity is Severity.NOTE],
        "sentences": sentences,
        "job": jobs.active("read_return", deeds.job_key(upload)) if upload.being_read else None,
    }
    return render(request, "performance/portal_upload.html", context, status=status)


def _to_put_right(upload: Upload) -> list[Finding]:
    """What was found in a file, but for what is only noted."""
    return [finding for finding in upload.found if finding.severity is not Severity.NOTE]


def _ours(actions: list[Action]) -> list[Action]:
    """The provider's steps: the commissioner's are no business of theirs."""
    return [action for action in actions if action.name in PortalStep.forms]


def _download(content: bytes, name: str) -> HttpResponse:
    made = StoredFile(name=name, content_type=deeds.XLSX)
    return as_download(made, content=content)
