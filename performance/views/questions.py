"""Questions about figures: the commissioner writes them beside a figure, the provider answers them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gate import Request, partnership_page, provider_page
from accounts.roles import Role
from performance import gate
from performance.actions import questions as deeds
from performance.forms.questions import AnswersForm, AskForm
from performance.queries.questions import open_questions, questions_asked
from performance.queries.review import row_of
from workflow.lifecycle import Refused
from workflow.views.answering import Question, answer, not_now, sent, status_of


@require_http_methods(["GET", "HEAD", "POST"])
@partnership_page(Role.COMMISSIONER)
def return_ask(request: Request, pk: int, number: int) -> HttpResponse:
    """Ask about one figure. The question waits until the return is queried."""
    figure = gate.figure(request.visit, pk, number)
    record = figure.kpi_return = gate.kpi_return(request.visit, pk)
    row = row_of(record, number)
    question = Question(
        "Ask about a figure",
        record.get_absolute_url(),
        button="Keep the question",
        caption=row.title if row else str(record),
        done="The question is kept. It is sent when you query the return.",
        template="performance/return_ask.html",
        more={"row": row, "record": record},
    )
    if not record.takes_questions:
        return not_now(request, question, [f"This return is {record.state_label.lower()}."])
    written = deeds.unsent_about(figure)
    form = AskForm(sent(request), initial={"question": written.question if written else ""})
    ask = lambda: deeds.ask_about(  # noqa: E731
        figure, form.cleaned_data["question"], by=request.user, at=request.now
    )
    return answer(request, question, form, ask)


@require_POST
@partnership_page(Role.COMMISSIONER)
def return_unask(request: Request, pk: int, question: int) -> HttpResponse:
    """Remove a question that has not been sent."""
    asked = gate.question(request.visit, pk, question)
    try:
        deeds.withdraw(asked, by=request.user, at=request.now)
        messages.success(request, f"The question about {asked.title} is removed.")
    except Refused as refusal:
        messages.error(request, " ".join(refusal.sentences))
    return redirect(asked.kpi_return)


@require_http_methods(["GET", "HEAD", "POST"])
@provider_page()
def portal_questions(request: Request, pk: int) -> HttpResponse:
    """Answer the commissioner's questions, some or all of them."""
    record = gate.kpi_return(request.visit, pk)
    form = AnswersForm(sent(request), questions=open_questions(record))
    if request.method != "POST":
        return _answers_page(request, record, form)
    if not form.is_valid():
        return _answers_page(request, record, form, status=422)
    try:
        deeds.answer_questions(record, form.answers(), by=request.user, at=request.now)
    except Refused as refusal:
        said = {"sentences": refusal.sentences}
        return _answers_page(request, record, form, status=status_of(refusal), **said)
    messages.success(request, "Your answers are kept. The commissioner sees them once certified.")
    return redirect(reverse("performance:portal_return", args=[request.visit.provider.slug, pk]))


def _answers_page(
    request: Request, record: Any, form: AnswersForm, *, status: int = 200, **said: Any
) -> HttpResponse:
    context = {
        "record": record,
        "questions": questions_asked(record),
        "form": form,
        "answers_form": form if form.questions else None,
        **said,
    }
    return render(request, "performance/portal_questions.html", context, status=status)
