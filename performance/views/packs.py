"""Packs: the list, preparing one, reading it, and where each of its numbers comes from."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gate import Request, partnership_page
from pages.tables import stages
from performance import gate
from performance.actions import packs as deeds
from performance.forms.packs import CommentaryForm, FreezeForm, PackForm
from performance.gate import OVERSEES, PREPARES_PACKS
from performance.models import Pack
from performance.queries import packs as queries
from workflow.audit import history
from workflow.door import actions_for
from workflow.files import as_download
from workflow.lifecycle import Refused
from workflow.views.answering import Question, answer, closed_to_change, not_now, sent
from workflow.views.steps import StepView


@require_safe
@partnership_page(*OVERSEES)
def packs(request: Request) -> HttpResponse:
    """Every pack the visitor may read, the latest first."""
    context = {
        "packs": gate.packs_here(request.visit),
        "prepares": request.visit.holds(*PREPARES_PACKS),
    }
    return render(request, "performance/pack_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@partnership_page(*PREPARES_PACKS)
def pack_add(request: Request) -> HttpResponse:
    """Begin the pack of a quarter."""
    visit = request.visit
    quarters = queries.quarters_with_figures(visit.trust)
    form = PackForm(sent(request), quarters=quarters)
    question = Question(
        "Begin a pack",
        reverse("performance:packs", args=[visit.trust.slug]),
        button="Begin the pack",
        lead="Write the commentary first. The figures go on moving until you freeze the pack.",
        template="performance/pack_add.html",
        more={"quarters": quarters},
    )

    def deed() -> Pack:
        return deeds.prepare(visit.trust, form.cleaned_data["quarter"], by=visit.user, at=visit.at)

    return answer(request, question, form, deed, Pack.get_absolute_url)


@require_safe
@partnership_page(*OVERSEES)
def pack(request: Request, pk: int) -> HttpResponse:
    """One pack: how far it is, its commentary, its workbook, what has happened."""
    found = gate.pack(request.visit, pk)
    context = {
        "pack": found,
        "actions": actions_for(found, request.user, request.now),
        "stages": stages([Pack.States(s).label for s in Pack.path], found.state_label),
        "job": None if found.workbook_id else queries.job_of(found),
        "entries": history(found),
        "prepares": request.visit.holds(*PREPARES_PACKS),
    }
    return render(request, "performance/pack_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@partnership_page(*PREPARES_PACKS)
def commentary(request: Request, pk: int) -> HttpResponse:
    """Say in words what matters this quarter."""
    found = gate.pack(request.visit, pk)
    form = CommentaryForm(sent(request), initial={"commentary": found.commentary})
    question = Question("Write the commentary", found.get_absolute_url(), caption=str(found))
    if closed := closed_to_change(request, found):
        return not_now(request, question, closed)

    def deed() -> Pack:
        text = form.cleaned_data["commentary"]
        return deeds.write_commentary(found, text, by=request.user, at=request.now)

    return answer(request, question, form, deed)


@require_POST
@partnership_page(*PREPARES_PACKS)
def build_again(request: Request, pk: int) -> HttpResponse:
    """Ask once more for a workbook that was not built."""
    found = gate.pack(request.visit, pk)
    try:
        deeds.ask_again(found, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@require_safe
@partnership_page(*OVERSEES)
def read(request: Request, pk: int) -> HttpResponse:
    """The pack on screen, what matters first."""
    found = gate.pack(request.visit, pk)
    if not found.settled:
        raise Http404("A pack can be read once its figures are frozen.")
    context = {"pack": found, "read": queries.read(found)}
    return render(request, "performance/pack_read.html", context)


@require_safe
@partnership_page(*OVERSEES)
def workbook(request: Request, pk: int) -> HttpResponse:
    """The pack's workbook, to be saved."""
    found = gate.pack(request.visit, pk)
    if found.workbook is None:
        raise Http404("The workbook is not built yet.")
    return as_download(found.workbook)


@require_safe
@partnership_page(*OVERSEES)
def number(request: Request, pk: int, sheet: str, cell: str) -> HttpResponse:
    """One number of a pack, and the figures it is made of."""
    found = gate.pack(request.visit, pk)
    numbers = found.numbers.select_related("kpi", "outcome", "area")
    shown = get_object_or_404(numbers, sheet=sheet, cell=cell)
    shown.pack = found
    context = {
        "pack": found,
        "number": shown,
        "behind": queries.behind(shown),
        "meeting": queries.meeting_to_decide(request.visit),
    }
    return render(request, "performance/pack_number.html", context)


class PackStep(StepView):
    """The steps of a pack: freeze, issue."""

    template_name = "performance/pack_step.html"
    gate = staticmethod(gate.pack_of_request)
    forms = {"freeze": FreezeForm}


pack_step = partnership_page(*OVERSEES)(PackStep.as_view())
