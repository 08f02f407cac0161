"""One way for every page that asks for something: show the form, do one deed, say why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render

from workflow.lifecycle import NotAllowed, Refused


@dataclass(frozen=True)
class Asking:
    """What the page is called, what its button says, where it leads back to."""

    title: str
    button: str
    back: str
    caption: str = ""
    intro: str = ""
    done: str = ""
    template: str = "tenders/tender_form.html"
    more: dict[str, Any] = field(default_factory=dict)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even when it is empty; nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def asked(
    request: HttpRequest, form: forms.BaseForm, asking: Asking, deed: Callable[[], Any]
) -> HttpResponse:
    """GET shows the form; POST does the deed and goes on to what it made, or back.

    A form that does not hold is answered with 422, a refusal with 409 and its sentences, a
    missing role with 403.
    """
    if request.method != "POST":
        return _page(request, form, asking, [], 200)
    if not form.is_valid():
        return _page(request, form, asking, [], 422)
    try:
        made = deed()
    except NotAllowed as refusal:
        return _page(request, form, asking, refusal.sentences, 403)
    except Refused as refusal:
        return _page(request, form, asking, refusal.sentences, 409)
    if asking.done:
        messages.success(request, asking.done)
    return HttpResponseRedirect(asking.back or made.get_absolute_url())


def _page(
    request: HttpRequest, form: forms.BaseForm, asking: Asking, sentences: list[str], status: int
) -> HttpResponse:
    context = {"form": form, "asking": asking, "sentences": sentences, **asking.more}
    return render(request, asking.template, context, status=status)
