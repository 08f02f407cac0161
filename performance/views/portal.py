"""The provider's pages of returns: what is due, sending figures, certifying, correcting."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gate import Request, provider_page
from accounts.roles import Role
from performance import gate
from performance.actions import returns as deeds
from performance.forms.questions import answers_form_of
from performance.forms.returns import CertifyForm, CorrectionForm, UploadForm
from performance.lifecycles.return_states import WITH_COMMISSIONER
from performance.models import KpiReturn
from performance.queries import returns
from performance.queries.answers import questions_left, told_by
from performance.queries.differences import corrected_by
from performance.queries.ledger import standing_of
from performance.queries.questions import open_questions, questions_asked
from performance.queries.said import said_by
from performance.queries.tasks import certifiers_of, tasks_of
from performance.reference import ROWS_ON_A_PAGE
from performance.views.portal_uploads import CHANGES_SHOWN, after_sending, workbook_download
from performance.workbook.asking import asked_of
from workflow.audit import history
from workflow.door import Action, actions_for
from workflow.files import as_download
from workflow.lifecycle import Refused
from workflow.uploads import bounded_upload, upload_refusal
from workflow.views.answering import Question, answer, page_of, sent
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
    return after_sending(request, upload)


@require_safe
@provider_page()
def portal_workbook(request: Request, pk: int) -> HttpResponse:
    """The pre-filled workbook, to be saved."""
    record = gate.kpi_return(request.visit, pk)
    return workbook_download(
        deeds.workbook_for(record, at=request.now), deeds.workbook_name(record)
    )


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

    template_name = "performance/portal_certify.html"
    gate = staticmethod(gate.return_of_request)
    forms = {"certify": CertifyForm}

    def form(self, request: Any, record: Any, step: str, *data: Any) -> Any:
        """The declaration, with the page of figures that it is about."""
        form = super().form(request, record, step, *data)
        if form is not None:
            said = said_by(record)
            form.said, form.page = said, page_of(request, said, ROWS_ON_A_PAGE)  # type: ignore[attr-defined,arg-type]
        return form


portal_step = provider_page()(PortalStep.as_view())


@require_safe
@provider_page()
def portal_certificate(request: Request, pk: int, certificate: int) -> HttpResponse:
    """The whole return as it was certified, to be saved."""
    return as_download(gate.certificate(request.visit, pk, certificate).file)


def _return_page(
    request: Request,
    record: KpiReturn,
    form: UploadForm,
    sentences: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = asked_of(record)
    said = said_by(record, asked)
    last = record.uploads.order_by("pk").last()
    changes = corrected_by(record, asked)
    certifies = request.visit.holds(Role.CERTIFIER)
    context = {
        "record": record,
        "form": form,
        "sentences": sentences,
        "asked": asked,
        "standing": standing_of(record, request.now),
        "too_early": record.too_early(request.now),
        "said": said,
        "page": page_of(request, said, ROWS_ON_A_PAGE),  # type: ignore[arg-type]
        "uploads": returns.uploads_of(record),
        "last": last,
        "tasks": tasks_of(record, last, certifies),
        "certifiers": certifiers_of(record, request.now),
        "versions": returns.versions_of(record),
        "changes": changes,
        "changed": Paginator(changes or (), CHANGES_SHOWN).get_page(request.GET.get("changed")),
        "told": told_by(record),
        "questions_left": questions_left(record),
        "questions": questions_asked(record),
        "answers_form": answers_form_of(open_questions(record)),
        "actions": _ours(actions_for(record, request.user, request.now)),
        "may_correct": record.counts and certifies,
        "with_commissioner": record.state in WITH_COMMISSIONER,
        "history": history(record),
    }
    return render(request, "performance/portal_return.html", context, status=status)


def _ours(actions: list[Action]) -> list[Action]:
    """The provider's steps: the commissioner's are no business of theirs."""
    return [action for action in actions if action.name in PortalStep.forms]
