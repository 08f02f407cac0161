"""The edge: the time is read once per request, and a busy database is answered in words."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workflow.clock import now


class Request(HttpRequest):
    """A request as views meet it: `now` is its one moment, `visit` is set by the page's gate."""

    now: datetime
    visit: Any


class TimeOfRequest:
    """Sets `request.now`, the one moment everything in this request happens at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.now = now()
        return self.get_response(request)


class ReadableText:
    """Reads as UTF-8 what says it is in an encoding that is of no text, or decodes none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.encoding is not None:
            try:
                b"\xff".decode(request.encoding, "replace")
            except (ValueError, LookupError):
                request.encoding = "utf-8"
        return self.get_response(request)


class BusyDatabase:
    """Answers a deadlock, or a lock waited for too long, with a page: nothing was changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """409 for what the database gave up because of others; everything else goes on."""
        if isinstance(error, OperationalError) and because_of_others(error):
            return render(request, "409.html", status=409)
        return None


def because_of_others(error: OperationalError) -> bool:
    """Whether the database gave up for the sake of another transaction (PostgreSQL, SQLite)."""
    said = str(error).lower()
    return any(words in said for words in ("deadlock detected", "could not serialize", "is locked"))
