"""A person's account: a link to set the password, closing, opening again. For administrators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts import gate
from accounts.actions.account import close_account, make_link, reopen_account
from accounts.forms.people import NothingToAsk, ReasonsForm
from accounts.gate import Request, partnership_page
from accounts.models import User
from accounts.roles import Role
from workflow.views.answering import Question, answer, sent

A_DAY = 24 * 60 * 60


@partnership_page(Role.ADMINISTRATOR)
def password_link(request: Request, pk: int) -> HttpResponse:
    """Make a new set-password link for somebody who forgot; it is shown once."""
    visit = request.visit
    found = gate.colleague(visit, pk)
    question = Question(
        "Make a link to set the password",
        reverse("accounts:person", args=[visit.trust.slug, pk]),
        button="Make the link",
        caption=found.name,
        lead="The password they have now works until they set a new one. Everybody can read "
        "in the history that you made this link.",
    )
    form = NothingToAsk(sent(request))
    return answer(request, question, form, lambda: show_link(request, found))


@never_cache
def show_link(request: Request, found: User) -> HttpResponse:
    """Make a link and show it, this once: it is neither kept nor sent."""
    visit = request.visit
    path = make_link(found, partnership=visit.trust, by=visit.user, at=visit.at)
    context = {
        "found": found,
        "link": request.build_absolute_uri(path),
        "days": settings.PASSWORD_RESET_TIMEOUT // A_DAY,
    }
    return render(request, "accounts/password_link.html", context)


@partnership_page(Role.ADMINISTRATOR)
def account_close(request: Request, pk: int) -> HttpResponse:
    """Close an account: nobody signs in with it any more."""
    return _with_reasons(
        request,
        pk,
        close_account,
        done="The account is closed.",
        title="Close the account",
        lead="Nobody can sign in with it any more, and whoever is signed in with it is signed "
        "out. Roles and history stay. You can open it again.",
        button="Close the account",
    )


@partnership_page(Role.ADMINISTRATOR)
def account_reopen(request: Request, pk: int) -> HttpResponse:
    """Open a closed account again."""
    return _with_reasons(
        request,
        pk,
        reopen_account,
        done="The account is open again.",
        title="Open the account again",
        lead="They can sign in again with the password they had, and hold the roles that stand.",
        button="Open the account",
    )


def _with_reasons(
    request: Request, pk: int, deed: Callable[..., None], **words: Any
) -> HttpResponse:
    visit = request.visit
    found = gate.colleague(visit, pk)
    back = reverse("accounts:person", args=[visit.trust.slug, pk])
    form = ReasonsForm(sent(request))
    given = {"partnership": visit.trust, "by": visit.user, "at": visit.at}
    return answer(
        request,
        Question(back=back, caption=found.name, **words),
        form,
        lambda: deed(found, **form.cleaned_data, **given),
    )
