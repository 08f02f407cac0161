"""The edge where the time is read: once per request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from workflow.clock import now


class TimeOfRequest:
    """Sets `request.now`, the one moment everything in this request happens at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = now()  # type: ignore[attr-defined]
        return self.get_response(request)
