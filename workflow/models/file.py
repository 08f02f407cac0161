"""Files people send and the system makes, kept by what is in them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models

from workflow.lifecycle import Refused


class FileBroken(Refused):
    """A stored file is missing, or is no longer what was stored."""


def place_of(sha256: str) -> Path:
    """Where content with this hash is kept: FILES_ROOT/ab/cd/abcd…"""
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256[2:4] / sha256


def digest(content: bytes) -> str:
    """The SHA-256 of `content`, in hexadecimal: the name it is kept under."""
    return hashlib.sha256(content).hexdigest()


class StoredFile(models.Model):
    """One file that was kept: its name, who kept it and when, and the hash of its content.

    Two rows may share one content; each is somebody's act of keeping it. A row is never changed.
    `sealed` content was encrypted before it came here (workflow.sealing): its hash and size are
    those of what is stored. Rows are made by workflow.files.keep alone.
    """

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sealed = models.BooleanField(default=False)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    tenant = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.sha256[:12]})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new row; refuse to change one."""
        if not self._state.adding:
            raise TypeError("A stored file is never changed. Keep the new content as a new file.")
        super().save(*args, **kwargs)

    def read(self) -> bytes:
        """The content, checked against its hash. Raises FileBroken when missing or altered."""
        try:
            content = place_of(self.sha256).read_bytes()
        except FileNotFoundError:
            raise FileBroken(
                f"The file “{self.name}” is missing from the file store. "
                "Ask an administrator to restore it from the back-up."
            ) from None
        if digest(content) != self.sha256:
            raise FileBroken(
                f"The file “{self.name}” is not what was stored: its content was altered. "
                "Ask an administrator to restore it from the back-up."
            )
        return content
