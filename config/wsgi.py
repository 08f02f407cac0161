"""WSGI entry point, served by gunicorn."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_pages = get_wsgi_application()
_UNREADABLE = "This request says what it is in a way that cannot be read. Send it again.\n"


def application(request: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Every page. A request whose type cannot be read is answered here: no page would ever see it."""
    try:
        parse_header_parameters(request.get("CONTENT_TYPE", ""))
    except ValueError:  # Django reads it before there is anything that could answer
        start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
        return [_UNREADABLE.encode()]
    pages: Iterable[bytes] = _pages(request, start_response)
    return pages
