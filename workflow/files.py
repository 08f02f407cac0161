"""Keeping files by the hash of their content, giving them out safely, and proving them whole.

Files lie outside any web root under settings.FILES_ROOT and are never overwritten.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from workflow.lifecycle import Actor
from workflow.models.file import FileBroken, StoredFile, digest, place_of
from workflow.placing import place

__all__ = [
    "FileBroken",
    "FilesReport",
    "StoredFile",
    "as_download",
    "clean_name",
    "keep",
    "verify_files",
]

NAME_LENGTH = 150
CONTENT_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,48}/[a-z0-9][a-z0-9!#$&^_.+-]{0,48}")
ANY_BYTES = "application/octet-stream"


def keep(
    content: bytes,
    *,
    name: str,
    content_type: str,
    by: Actor,
    at: datetime,
    sealed: bool = False,
    tenant: str = "",
) -> StoredFile:
    """Keep `content` and say so in a row; equal content is stored once.

    `by` is a user, or SYSTEM for what the system made. `sealed` says that the content was
    encrypted by workflow.sealing before it came here. Raises FileBroken when content with this
    hash was kept before and has been altered since.
    """
    sha256 = digest(content)
    path = place_of(sha256)
    was_there = path.exists() or not place(path, content)
    if was_there and digest(path.read_bytes()) != sha256:
        raise FileBroken(
            f"“{clean_name(name)}” cannot be kept: an altered file lies in its place. "
            "Ask an administrator to run the check of stored files."
        )
    return StoredFile.objects.create(
        sha256=sha256,
        name=clean_name(name),
        content_type=_clean_type(content_type),
        size=len(content),
        sealed=sealed,
        kept_at=at,
        kept_by=by if by is not None and by.pk is not None else None,
        tenant=tenant,
    )


def clean_name(name: str) -> str:
    """A file name safe to show and to save under: no folders, no control or direction marks."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter
        for letter in unicodedata.normalize("NFC", last)
        if unicodedata.category(letter) not in {"Cf", "Cs", "Co"}
    )
    plain = re.sub(r"\s+", " ", re.sub(r'[<>:"|?*]', "_", seen)).strip(" .")
    if len(plain) > NAME_LENGTH:
        ending = Path(plain).suffix[:20]
        plain = plain[: NAME_LENGTH - len(ending)].rstrip(" .") + ending
    return plain or "file"


def _clean_type(content_type: str) -> str:
    """The media type without parameters, or plain bytes when it is not one."""
    media = content_type.split(";", 1)[0].strip().lower()
    return media if CONTENT_TYPE.fullmatch(media) else ANY_BYTES


def as_download(
    stored: StoredFile, name: str = "", *, content: bytes | None = None
) -> HttpResponse:
    """Answer a request with the file, to be saved and never shown in place.

    The caller has checked that the person may have it. `content` gives the opened content of a
    sealed file; without it a sealed file is refused. Raises FileBroken.
    """
    if stored.sealed and content is None:
        raise FileBroken(f"The file “{stored.name}” is sealed. It can be read once it is opened.")
    response = HttpResponse(
        stored.read() if content is None else content, content_type=stored.content_type
    )
    response["Content-Disposition"] = content_disposition_header(
        True, clean_name(name or stored.name)
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


@dataclass
class FilesReport:
    """What a check of every stored file found. Orphans are content no row speaks of."""

    checked: int = 0
    missing: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether every file that was kept is there and unaltered."""
        return not self.missing and not self.altered


def verify_files() -> FilesReport:
    """Check every stored file against its hash, once each, and find content no row speaks of."""
    report = FilesReport()
    hashes = StoredFile.objects.order_by("sha256").values_list("sha256", flat=True).distinct()
    known = set(hashes)
    for sha256 in sorted(known):
        path = place_of(sha256)
        report.checked += 1
        if not path.is_file():
            report.missing.append(sha256)
        elif digest(path.read_bytes()) != sha256:
            report.altered.append(sha256)
    report.orphans = sorted(path for path, sha256 in _on_disk() if sha256 not in known)
    return report


def _on_disk() -> Iterator[tuple[str, str]]:
    """Every file under the store: its path from there, and the name it has."""
    root = Path(settings.FILES_ROOT)
    for path in root.rglob("*"):
        if path.is_file():
            yield str(path.relative_to(root)), path.name
