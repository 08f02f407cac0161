"""The gate programs come through: a token in a header, an answer in JSON.

No cookie opens anything and none is set, so a page of another site cannot make a browser do anything
here: that is why these addresses alone go without the check against forged requests.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpResponseBase, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt

from accounts.actions import programs
from accounts.actions.attempts import TooManyAttempts, admit, caller
from accounts.gate import Request, View, Visit
from accounts.models import AccessToken
from accounts.roles import Role
from accounts.views.sign_in import address_of
from workflow.clock import wall
from workflow.lifecycle import NotAllowed, Refused
from workflow.middleware import because_of_others

_UNSIGNED = (
    "Send your token in the header “Authorization: Bearer <token>”. A certifier of your organisation "
    "makes one under Programs."
)
_UNKNOWN = "This is no token of ours. Ask a certifier of your organisation for a new one."
_NOT_THERE = "There is nothing at this address for your organisation. Ask for the list of returns."
_READS_ONLY = "This token may read, not send. Ask a certifier of your organisation for another."
_BUSY = "Somebody else was changing the same thing. Nothing was changed. Send this again."
_UNREADABLE = "This request could not be read. Send the file alone, or as one field of a form."
_TOO_LARGE = "This request is too large."


class Turned(Exception):
    """A program is turned away: with which status, in which words, and how long to wait."""

    def __init__(self, status: int, words: str, wait: timedelta | None = None) -> None:
        super().__init__(words)
        self.status, self.words, self.wait = status, words, wait


def program_page(*methods: str, sends: bool = False) -> Callable[[View], View]:
    """Guard a view for programs: a working token, one of `methods`, and the right to send."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @login_not_required
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                request.visit = _visit(request)
                if request.method not in methods:
                    allowed = " or ".join(methods)
                    raise Turned(405, f"This address takes {allowed}, not {request.method}.")
                if sends and not program_of(request).may_send:
                    raise Turned(403, _READS_ONLY)
                answer = view(request, *args, **kwargs)
            except Exception as error:
                answer = _turned_away(error, methods)
            answer["Cache-Control"] = "no-store"
            return answer

        guarded.who = "a program of a provider"  # type: ignore[attr-defined]
        return guarded

    return decorate


def program_of(request: Request) -> AccessToken:
    """The program whose request this is. Raises Turned where no program came."""
    token = request.visit.program
    if token is None:
        raise Turned(401, _UNSIGNED)
    return token


def _visit(request: Request) -> Visit:
    """For whom the program is here. Raises Turned without a token that works."""
    kind, _, clear = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not clear.strip():
        raise Turned(401, _UNSIGNED)
    token = programs.token_of(clear.strip())
    at = request.now
    words = _UNKNOWN if token is None else token.ended_words(at)
    if token is None or words:
        _count_wrong(clear.strip(), request)
        raise Turned(401, words)
    programs.note_use(token, at)
    roles = frozenset(Role(role) for role in token.roles_at(at))
    return Visit(token.answerable, at, organisation=token.organisation, roles=roles, program=token)


def _count_wrong(clear: str, request: Request) -> None:
    """Count an attempt as one to sign in is counted. A token that works is never kept waiting."""
    try:
        admit(caller(f"program {clear[:200]}", address_of(request)), at=wall())
    except TooManyAttempts as many:
        words = (
            "This was tried too often with a token that does not work. Wait, and mend the token."
        )
        raise Turned(429, words, many.wait) from many


def _turned_away(error: Exception, methods: tuple[str, ...]) -> JsonResponse:
    """The answer to what is the program's to mend. Everything else is raised on."""
    turned = _as_turned(error)
    answer = JsonResponse({"error": turned.words}, status=turned.status)
    if turned.status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    if turned.status == 405:
        answer["Allow"] = ", ".join(methods)
    if turned.wait is not None:
        answer["Retry-After"] = str(max(1, math.ceil(turned.wait.total_seconds())))
    return answer


def _as_turned(error: Exception) -> Turned:
    match error:
        case Turned():
            return error
        case Http404():
            return Turned(404, _NOT_THERE)
        case programs.TooMuch():
            return Turned(429, " ".join(error.sentences), error.wait)
        case NotAllowed():
            return Turned(403, " ".join(error.sentences))
        case Refused():
            return Turned(409, " ".join(error.sentences))
        case RequestDataTooBig():
            return Turned(413, _TOO_LARGE)
        case SuspiciousOperation() | MultiPartParserError():
            return Turned(400, _UNREADABLE)
        case OperationalError() if because_of_others(error):
            return Turned(409, _BUSY)
    raise error
