"""Responses: typed from paper, or sent in a file that is checked, looked at and loaded once."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.actions import responses as verbs
from commissioning.actions.response_sheets import columns_of, template_csv, template_workbook
from commissioning.forms.response import ResponseFileForm, ResponseForm
from commissioning.models import Consultation, ResponseFile
from pages.forms import PlainForm
from tabular.findings import Severity
from workflow.files import StoredFile, as_download
from workflow.lifecycle import Refused
from workflow.uploads import bounded_upload, upload_refusal
from workflow.views.answering import Question, answer, not_now, sent, status_of, why_not

WRITES = (Role.COMMISSIONER, Role.ANALYST)
_TEMPLATES = {
    "xlsx": (
        template_workbook,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "csv": (template_csv, "text/csv"),
}


@partnership_page(*WRITES)
def response_add(request: Request, pk: int) -> HttpResponse:
    """Type in one response; the next one is asked for at once."""
    visit, found = request.visit, gate.consultation(request.visit, pk)
    question = Question(
        title="Type in a response",
        back=found.get_absolute_url(),
        button="Keep it and go on to the next",
        caption=str(found),
        lead="Choose “No answer” where somebody gave none.",
        done="The response is kept. Type in the next one, or go back.",
    )
    if closed := why_not(request, found, Consultation.not_taking_responses):
        return not_now(request, question, closed)
    form = ResponseForm(sent(request), columns=columns_of(found))

    def deed() -> Consultation:
        given = form.given()
        return verbs.take_response(found, form.role(), given, by=visit.user, at=visit.at)

    return answer(request, question, form, deed, lambda _: request.path)


@bounded_upload
@partnership_page(*WRITES)
def response_files(request: Request, pk: int) -> HttpResponse:
    """Send a file of responses; what was sent before, and what became of it."""
    visit, found = request.visit, gate.consultation(request.visit, pk)
    if request.method != "POST":
        return _files_page(request, found, ResponseFileForm())
    form = ResponseFileForm(request.POST, request.FILES, too_large=upload_refusal(request))
    if not form.is_valid():
        return _files_page(request, found, form, status=422)
    sent_file = form.cleaned_data["file"]
    content, name = sent_file.read(), sent_file.name
    try:
        kept = verbs.send_file(found, content, name=name, by=visit.user, at=visit.at)
    except Refused as refusal:
        return _files_page(request, found, form, refusal.sentences, status_of(refusal))
    if kept.was_refused:
        return _file_page(request, kept, status=422)
    return redirect(kept)


@partnership_page(*WRITES)
def response_file(request: Request, pk: int, file: int) -> HttpResponse:
    """What was found in one file; when it is good, what it would load."""
    return _file_page(request, gate.response_file(request.visit, pk, file))


@require_POST
@partnership_page(*WRITES)
def response_file_load(request: Request, pk: int, file: int) -> HttpResponse:
    """Load the responses of a file that was checked."""
    visit, found = request.visit, gate.response_file(request.visit, pk, file)
    try:
        verbs.load(found, by=visit.user, at=visit.at)
    except Refused as refusal:
        return _file_page(request, found, refusal.sentences, status_of(refusal))
    return redirect(found)


@partnership_page(*WRITES)
def response_file_set_aside(request: Request, pk: int, file: int) -> HttpResponse:
    """Ask, then leave a checked file unloaded."""
    visit, found = request.visit, gate.response_file(request.visit, pk, file)
    question = Question(
        title="Set this file aside",
        back=found.get_absolute_url(),
        button="Set it aside",
        caption=str(found),
        lead="Its responses are not loaded. It can be sent again later.",
        done="The file is set aside.",
    )
    form = PlainForm(sent(request))
    return answer(
        request, question, form, lambda: verbs.set_aside(found, by=visit.user, at=visit.at)
    )


@partnership_page(*WRITES)
def response_template(request: Request, pk: int, kind: str) -> HttpResponse:
    """An empty sheet with a column for every question, to be saved."""
    found = gate.consultation(request.visit, pk)
    if kind not in _TEMPLATES:
        raise Http404("Templates are xlsx and csv.")
    written, content_type = _TEMPLATES[kind]
    made = StoredFile(name=f"{found.title} - responses.{kind}", content_type=content_type)
    return as_download(made, content=written(found))


@partnership_page(*WRITES)
def response_words_out(request: Request, pk: int, reply: int) -> HttpResponse:
    """Ask, then take an answer in words out for good."""
    visit, found = request.visit, gate.reply(request.visit, pk, reply)
    whole = gate.consultation(visit, pk)
    back = f"{whole.get_absolute_url()}questions/{found.question_id}/answers/"
    question = Question(
        title="Take these words out",
        back=back,
        button="Take them out for good",
        caption=str(whole),
        lead="Do this where they say who wrote them, or point to somebody. They are not kept "
        "anywhere. The response still counts.",
        done="The words are taken out.",
    )
    return answer(
        request,
        question,
        PlainForm(sent(request)),
        lambda: verbs.take_words_out(whole, found.pk, by=visit.user, at=visit.at),
        lambda _: back,
    )


def _files_page(
    request: Request,
    found: Consultation,
    form: ResponseFileForm,
    sentences: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "consultation": found,
        "form": form,
        "sentences": sentences,
        "files": found.files.select_related("sent_by", "consultation__partnership"),
        "closed": why_not(request, found, Consultation.not_taking_responses),
    }
    return render(request, "commissioning/response_files.html", context, status=status)


def _file_page(
    request: Request,
    file: ResponseFile,
    sentences: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    found = file.found
    context = {
        "file": file,
        "consultation": file.consultation,
        "stopping": [f for f in found if f.severity is not Severity.NOTE],
        "noted": [f for f in found if f.severity is Severity.NOTE],
        "preview": verbs.preview_of(file),
        "sentences": sentences,
    }
    return render(request, "commissioning/response_file.html", context, status=status)
