"""One way to ask about a person and do: show a form, do the deed, say why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from workflow.lifecycle import NotAllowed, Refused


def ask(
    request: HttpRequest, form: forms.Form, deed: Callable[[], HttpResponse], **words: Any
) -> HttpResponse:
    """Show `form`; when it is posted well, do `deed` and give its answer.

    422 for a form not filled in well, 403 or 409 with sentences when the deed is refused. `words`:
    title, button and back (an address), perhaps lead and found (whom it is about).
    """
    sentences: list[str] = []
    status = 200
    if request.method == "POST":
        try:
            if form.is_valid():
                return deed()
            status = 422
        except NotAllowed as refusal:
            sentences, status = refusal.sentences, 403
        except Refused as refusal:
            sentences, status = refusal.sentences, 409
    context = {"form": form, "sentences": sentences, **words}
    return render(request, "accounts/person_form.html", context, status=status)


def return_to(request: HttpRequest, url: str, done: str) -> HttpResponse:
    """Go on to a page that says what was done."""
    messages.success(request, done)
    return HttpResponseRedirect(url)


def data_of(request: HttpRequest) -> Any:
    """What was posted, or nothing."""
    return request.POST if request.method == "POST" else None
