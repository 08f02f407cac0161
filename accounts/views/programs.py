"""A provider's programs: the list, a token made and shown once, a token revoked."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.programs import make_token, revoke_token
from accounts.forms.programs import ProgramForm, RevokeForm
from accounts.gate import Request, provider_page
from accounts.models import AccessToken
from accounts.queries.programs import programs_of
from accounts.roles import Role
from workflow.views.answering import Question, answer, sent


@require_safe
@provider_page()
def programs(request: Request) -> HttpResponse:
    """Which programs sign in for this provider, and when each last did."""
    visit = request.visit
    lines = programs_of(visit.provider, visit.at)
    context = {"lines": lines, "certifies": visit.holds(Role.CERTIFIER)}
    return render(request, "accounts/programs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@provider_page(Role.CERTIFIER)
def program_new(request: Request) -> HttpResponse:
    """Make a token, and show it this once."""
    visit = request.visit
    form = ProgramForm(sent(request), visit=visit)

    def make() -> HttpResponse:
        given = form.cleaned_data
        token, clear = make_token(visit.provider, **given, by=visit.user, at=visit.at)
        shown = render(request, "accounts/program_token.html", {"token": token, "clear": clear})
        shown["Cache-Control"] = "no-store"
        return shown

    question = Question(
        "Let a program sign in",
        reverse("accounts:programs", args=[visit.provider.slug]),
        button="Make the token",
        lead="For a program of your own that fetches workbooks and sends figures. It gets a token, "
        "shown once. It never certifies: a person does.",
    )
    return answer(request, question, form, make)


@require_http_methods(["GET", "HEAD", "POST"])
@provider_page(Role.CERTIFIER)
def program_revoke(request: Request, pk: int) -> HttpResponse:
    """Let a token open nothing from now on."""
    visit = request.visit
    token = get_object_or_404(AccessToken, pk=pk, organisation=visit.provider)
    form = RevokeForm(sent(request))
    question = Question(
        f"Revoke the token of “{token.name}”",
        reverse("accounts:programs", args=[visit.provider.slug]),
        button="Revoke it",
        lead="The program is turned away from its next request on. What it has sent stays. This "
        "cannot be undone: make a new token instead.",
        done="The token is revoked.",
    )
    return answer(
        request,
        question,
        form,
        lambda: revoke_token(
            token, by=visit.user, at=visit.at, reasons=form.cleaned_data["reasons"]
        ),
    )
