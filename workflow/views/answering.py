"""How every page that asks for something is answered: shown, checked, done, or refused in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render

from workflow.lifecycle import Deed, Guard, NotAllowed, Record, Refused, sentences_of
from workflow.middleware import Request

PER_PAGE = 25


@dataclass(frozen=True)
class Question:
    """What a form's page says around the form. `back` is where Cancel leads.

    `done` is said once the deed is done, perhaps of what came of it. A `template` of its own may
    put more into the blocks of workflow/form.html; `more` is its context.
    """

    title: str
    back: str
    button: str = "Save"
    caption: str = ""
    lead: str = ""
    done: str | Callable[[Any], str] = ""
    template: str = "workflow/form.html"
    more: Mapping[str, Any] = field(default_factory=dict)


def answer(
    request: HttpRequest,
    question: Question,
    forms: BaseForm | list[BaseForm],
    deed: Callable[[], Any],
    goes_to: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Show the form or forms; when they are sent and hold, do the deed and go on.

    It goes on to what `goes_to` makes of the deed's result, else back; a result that is a page
    itself is shown. A mistake is answered with 422, a refusal with 409, a missing role with 403,
    each with its sentences above the form.
    """
    listed = forms if isinstance(forms, list) else [forms]
    checked = [form.is_valid() for form in listed]
    if not all(checked):
        status = 422 if request.method == "POST" else 200
        return _page(request, question, listed, [], status)
    try:
        done = deed()
    except Refused as refusal:
        return _page(request, question, listed, refusal.sentences, status_of(refusal))
    if isinstance(done, HttpResponse):
        return done
    if question.done:
        said = question.done(done) if callable(question.done) else question.done
        messages.success(request, said)
    return HttpResponseRedirect(goes_to(done) if goes_to else question.back)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, even when it is empty; nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def status_of(refusal: Refused) -> int:
    """403 for who may not, 409 for what is not possible now."""
    return 403 if isinstance(refusal, NotAllowed) else 409


def why_not(request: Request, record: Record, guard: Guard) -> list[str]:
    """What a guard says to this visitor now; empty when it lets the record pass."""
    return sentences_of([guard], record, Deed(by=request.user, at=request.now, step="amend"))


def closed_to_change(request: Request, record: Record) -> list[str]:
    """Why a record, or a part of it, cannot be changed now; empty when it can."""
    return why_not(request, record, type(record).standing_in_the_way)


def not_now(request: HttpRequest, question: Question, sentences: list[str]) -> HttpResponse:
    """The page that says why a form is not offered."""
    context = {"question": question, "sentences": sentences}
    return render(request, "workflow/not_now.html", context, status=409)


def page_of(
    request: HttpRequest, found: QuerySet[Any] | list[Any], size: int = PER_PAGE
) -> Page[Any]:
    """The page of a list that the address asks for; one beyond the end gives the last."""
    return Paginator(found, size).get_page(request.GET.get("page"))


def _page(
    request: HttpRequest,
    question: Question,
    forms: list[BaseForm],
    sentences: list[str],
    status: int,
) -> HttpResponse:
    mistaken = next((form for form in forms if form.is_bound and form.errors), forms[0])
    context = {"question": question, "forms": forms, "form": mistaken, "sentences": sentences}
    return render(request, question.template, {**context, **question.more}, status=status)
