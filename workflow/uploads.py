"""Taking a file that is to be sealed: from the connection into memory, never onto a disk in clear.

Django writes an upload of more than 2.5 MB to a temporary file. `@sealed_upload` puts a handler
in its place before the body is read, which keeps the file in memory up to a limit and, over it,
keeps nothing and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

MEGABYTE = 1024 * 1024
LIMIT = 25 * MEGABYTE

View = Callable[..., HttpResponseBase]


class MemoryOnly(FileUploadHandler):
    """Keeps the files of one request in memory, up to `limit` bytes in all."""

    def __init__(self, request: HttpRequest | None = None, *, limit: int = LIMIT) -> None:
        super().__init__(request)
        self.limit = limit
        self.taken = 0
        self.refusal = ""
        self.buffer = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, or pass over it when the limit has been met already."""
        super().new_file(*args, **kwargs)
        self.buffer = BytesIO()
        if self.refusal:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take the next piece; over the limit let go of everything and pass over the rest."""
        self.taken += len(raw_data)
        if self.taken > self.limit:
            self.buffer = BytesIO()
            self.refusal = (
                f"The file is larger than {self.limit // MEGABYTE} MB. "
                "Make it smaller, or send it in parts, and try again."
            )
            raise SkipFile
        self.buffer.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        """The file, in memory; none when it was too large."""
        if self.refusal:
            return None
        self.buffer.seek(0)
        return InMemoryUploadedFile(
            file=self.buffer,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


def sealed_upload(view: View) -> View:
    """Let `view` take its upload in memory only. Put it outermost, or under others that use wraps.

    The handler must be there before anything reads the body, and the check against forged
    requests reads it; so the outer view is exempt from that check and the inner one makes it
    (as Django's own papers on upload handlers say).
    """
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def receiving(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.upload_handlers = [MemoryOnly(request)]
        return checked(request, *args, **kwargs)

    return receiving


#: The same for files that are not sealed: what is too large is let go of as it arrives.
bounded_upload = sealed_upload


def upload_refusal(request: HttpRequest) -> str:
    """Why the upload was not taken: a sentence for the person, or nothing. Reads the body."""
    _ = request.FILES
    for handler in request.upload_handlers:
        if isinstance(handler, MemoryOnly):
            return handler.refusal
    return ""
