"""One way to ask and do: show a form, do the deed when it is filled in well, say why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from workflow.lifecycle import NotAllowed, Refused


def ask(
    request: HttpRequest,
    template: str,
    form: forms.Form,
    deed: Callable[[], Any],
    *,
    go: str | Callable[[Any], str],
    done: str = "Your change was saved.",
    **context: Any,
) -> HttpResponse:
    """Show `form` in `template`; when posted well, do `deed`, say `done` and `go` on.

    422 for a form not filled in well, 403 or 409 with sentences when the deed is refused.
    """
    sentences: list[str] = []
    status = 200
    if request.method == "POST":
        try:
            if form.is_valid():
                made = deed()
                messages.success(request, done)
                return HttpResponseRedirect(go(made) if callable(go) else go)
            status = 422
        except NotAllowed as refusal:
            sentences, status = refusal.sentences, 403
        except Refused as refusal:
            sentences, status = refusal.sentences, 409
    return render(
        request, template, {"form": form, "sentences": sentences, **context}, status=status
    )


def data_of(request: HttpRequest) -> Any:
    """What was posted, or nothing."""
    return request.POST if request.method == "POST" else None
