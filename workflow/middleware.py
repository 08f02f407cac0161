"""The edge where the time is read: once per request."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

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
