"""Secrets of one installation, made once and kept in files only its owner can read."""

import secrets
from pathlib import Path

from workflow.placing import place


def secret_key(path: Path) -> str:
    """Return the signing key kept at `path`, making it on first use (mode 0600).

    Two processes starting together agree: the file appears whole under its name, the first to
    name it wins, and everyone reads what is there. An empty file stops the start.
    """
    if not path.exists():
        place(path, secrets.token_urlsafe(50).encode("ascii"), mode=0o600)
    key = path.read_text(encoding="ascii").strip()
    if not key:
        raise SystemExit(f"{path} is empty. Delete it to have a new signing key made.")
    return key
