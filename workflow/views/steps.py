"""One view serves the step pages of every record: show what a step does, take it, say why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views import View

from workflow.door import actions_for, take
from workflow.lifecycle import Lifecycle, Refused, step_named
from workflow.middleware import Request
from workflow.views.answering import status_of

Gate = Callable[..., Lifecycle]


def done_words(record: Lifecycle, name: str) -> str:
    """What a step has done, for the message after it: "Recorded the signature: CUM-2026-001."."""
    known = step_named(type(record), name)
    done = known.done if known is not None else record.state_label
    words = f"{done[:1].upper()}{done[1:]}: {record}"
    return words if words.endswith(("?", "!", ".")) else f"{words}."


class StepView(View):
    """GET shows the step's page; POST takes the step and returns to the record's page.

    `gate(request, **kwargs)` is the app's one way to a record; `forms` maps a step's name to the
    form that asks for its data (the form gets `record` and `visit`); `after` gives the address to
    return to, by default the record's page.
    """

    gate: Gate
    forms: Mapping[str, type[Form]] = {}
    template_name = "workflow/step.html"
    after: Callable[..., str] | None = None

    def get(self, request: Request, step: str, **kwargs: Any) -> HttpResponse:
        record = self.record(request, step, **kwargs)
        return self.page(request, record, step, self.form(request, record, step))

    def post(self, request: Request, step: str, **kwargs: Any) -> HttpResponse:
        record = self.record(request, step, **kwargs)
        form = self.form(request, record, step, request.POST, request.FILES)
        if form is not None and not form.is_valid():
            return self.page(request, record, step, form, status=422)
        data = form.cleaned_data if form is not None else {}
        try:
            moved = take(record, step, by=request.user, at=request.now, **data)
        except Refused as refusal:
            return self.page(request, record, step, form, refusal.sentences, status_of(refusal))
        messages.success(request, done_words(moved, step))
        return HttpResponseRedirect(self.address_after(request, moved, step))

    def record(self, request: Request, step: str, **kwargs: Any) -> Lifecycle:
        """The record, for a step that pages offer. Other steps have no address: 404."""
        record = type(self).gate(request, **kwargs)
        known = step_named(type(record), step)
        if known is None or not known.offered:
            raise Http404("No such step.")
        return record

    def form(self, request: Request, record: Lifecycle, step: str, *data: Any) -> Form | None:
        """The step's form, or None when it asks for nothing."""
        kind = self.forms.get(step)
        if kind is None:
            return None
        return kind(*data, record=record, visit=request.visit)  # type: ignore[call-arg]

    def address_after(self, request: Request, record: Lifecycle, step: str) -> str:
        """Where the person goes on."""
        after = type(self).after
        if after is not None:
            return after(request, record, step)
        return request.path.split("step/")[0]

    def page(
        self,
        request: Request,
        record: Lifecycle,
        step: str,
        form: Form | None,
        sentences: list[str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The step's page: what it does, what stands in the way, its form."""
        actions = actions_for(record, request.user, request.now)
        action = next((a for a in actions if a.name == step), None)
        if action is None and sentences is None:
            status = 404  # the page says that the record has moved on
        if action is not None and not action.allowed:
            status = 403
        context = {
            "record": record,
            "action": action,
            "form": form,
            "sentences": sentences or (list(action.blocked) if action else []),
            "page_url": request.path.split("step/")[0],
        }
        return render(request, self.template_name, context, status=status)
