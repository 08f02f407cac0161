"""Secrets of one installation, made once and kept in files only its owner can read."""

import os
import secrets
from pathlib import Path


def secret_key(path: Path) -> str:
    """Return the signing key kept at `path`, making it on first use (mode 0600).

    Two processes starting together agree: the file is created exclusively and the loser reads it.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key := secrets.token_urlsafe(50))
    return key
