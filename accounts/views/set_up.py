"""Setting a partnership up: what is there, the workbook, a file sent, looked at and brought in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import gate
from accounts.actions import intake as intakes
from accounts.forms.set_up import IntakeForm
from accounts.gate import Request, partnership_page
from accounts.intake.workbook import set_up_workbook
from accounts.models import Intake
from accounts.queries.set_up import SETS_UP, desk_of, intakes_of, standings
from accounts.roles import Role
from workflow.files import as_download
from workflow.lifecycle import Refused
from workflow.uploads import bounded_upload, upload_refusal
from workflow.views.answering import page_of, status_of

A_DAY = 24 * 60 * 60
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Rows of a sheet that the page lists one by one.
LISTED = 100


@bounded_upload
@require_http_methods(["GET", "HEAD", "POST"])
@partnership_page(*SETS_UP)
def set_up(request: Request) -> HttpResponse:
    """What is there already and what comes next; takes a file."""
    if request.method != "POST":
        return _set_up_page(request, IntakeForm())
    form = IntakeForm(request.POST, request.FILES, too_large=upload_refusal(request))
    if not form.is_valid():
        return _set_up_page(request, form, status=422)
    file = form.cleaned_data["file"]
    sent = intakes.send_in(
        request.visit.trust,
        file.read(),
        name=file.name,
        content_type=file.content_type or "",
        by=request.user,
        at=request.now,
    )
    return _intake_page(request, sent, status=422) if sent.stopped else redirect(sent)


@require_safe
@partnership_page(*SETS_UP)
def workbook(request: Request, filled: bool) -> HttpResponse:
    """The workbook, empty or with what is there now."""
    content = set_up_workbook(desk_of(request.visit), filled=filled)
    answer = HttpResponse(content, content_type=XLSX)
    name = f"{request.visit.trust.slug}-set-up{'-as-it-is' if filled else ''}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@partnership_page(*SETS_UP)
def intake_list(request: Request) -> HttpResponse:
    """The files sent so far."""
    page = page_of(request, intakes_of(request.visit))
    return render(request, "accounts/intake_list.html", {"page": page})


@require_safe
@partnership_page(*SETS_UP)
def intake(request: Request, pk: int) -> HttpResponse:
    """One file: what was found, what it would change or has changed."""
    return _intake_page(request, gate.intake(request.visit, pk))


@require_safe
@partnership_page(*SETS_UP)
def intake_file(request: Request, pk: int) -> HttpResponse:
    """The file as it was sent."""
    return as_download(gate.intake(request.visit, pk).file)


@require_POST
@partnership_page(*SETS_UP)
def intake_apply(request: Request, pk: int) -> HttpResponse:
    """Bring the file in."""
    found = gate.intake(request.visit, pk)
    try:
        done = intakes.apply_or_ask(found, by=request.user, at=request.now)
    except Refused as refusal:
        found = gate.intake(request.visit, pk)
        return _intake_page(request, found, refusal.sentences, status_of(refusal))
    if done.applied_at:
        messages.success(request, f"{done} is brought in.")
    return redirect(found)


@never_cache
@require_POST
@partnership_page(Role.ADMINISTRATOR)
def intake_links(request: Request, pk: int) -> HttpResponse:
    """Make a link for everybody new in the file and show them, this once."""
    found = gate.intake(request.visit, pk)
    try:
        made = intakes.links_for(found, by=request.user, at=request.now)
    except Refused as refusal:
        return _intake_page(request, found, refusal.sentences, status_of(refusal))
    context = {
        "intake": found,
        "links": [(person, request.build_absolute_uri(path)) for person, path in made],
        "days": settings.PASSWORD_RESET_TIMEOUT // A_DAY,
    }
    return render(request, "accounts/intake_links.html", context)


def _set_up_page(request: Request, form: IntakeForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "standings": standings(request.visit),
        "latest": intakes_of(request.visit)[:5],
    }
    return render(request, "accounts/set_up.html", context, status=status)


def _intake_page(
    request: Request, found: Intake, sentences: list[str] | None = None, status: int = 200
) -> HttpResponse:
    listed: list[dict[str, Any]] = [
        {**sheet, "shown": sheet["lines"][:LISTED], "more": max(0, len(sheet["lines"]) - LISTED)}
        for sheet in found.sheets
    ]
    context = {
        "intake": found,
        "sheets": listed,
        "stopping": [finding for finding in found.found if finding.stops],
        "noted": [finding for finding in found.found if not finding.stops],
        "job": intakes.job_of(found),
        "newcomers": intakes.newcomers(found),
        "administers": request.visit.holds(Role.ADMINISTRATOR),
        "sentences": sentences or [],
    }
    return render(request, "accounts/intake.html", context, status=status)
