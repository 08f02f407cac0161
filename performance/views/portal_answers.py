"""The provider's page of the questions beside the figures."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.gate import Request, provider_page
from performance import gate
from performance.actions.answers import send_answers
from performance.forms.answers import AnswersForm
from performance.models import KpiReturn, Upload
from performance.questions import sections_of
from workflow.lifecycle import Refused

_TAKEN = "Your answers have been received. They are not submitted until certified."
_SAVED = "Your answers are saved. They go in with the figures."


@require_http_methods(["GET", "HEAD", "POST"])
@provider_page()
def portal_answers(request: Request, pk: int) -> HttpResponse:
    """The questions of a return, without a spreadsheet."""
    record = gate.kpi_return(request.visit, pk)
    sections = sections_of(record.agreement)
    if request.method != "POST":
        return _page(request, record, AnswersForm(sections=sections, told=record.told_so_far()))
    form = AnswersForm(request.POST, sections=sections)
    try:
        upload = send_answers(
            record, form.typed(), by=request.user, at=request.now, part_way=form.part_way
        )
    except Refused as refusal:
        return _page(request, record, form, refusal.sentences, status=409)
    if upload.rejected:
        form.show(upload.found)
        return _page(request, record, form, status=422)
    messages.success(request, _SAVED if upload.outcome == Upload.Outcome.SAVED else _TAKEN)
    return redirect("performance:portal_return", request.visit.provider.slug, record.pk)


def _page(
    request: Request,
    record: KpiReturn,
    form: AnswersForm,
    sentences: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"record": record, "form": form, "sentences": sentences}
    return render(request, "performance/portal_answers.html", context, status=status)
