"""Reads the demonstration's own files (TOML beside this package)."""

import tomllib
from pathlib import Path
from typing import Any


def read(path: Path) -> dict[str, Any]:
    """One file as a mapping."""
    with path.open("rb") as file:
        return tomllib.load(file)
