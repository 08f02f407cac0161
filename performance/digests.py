"""Digests that bind numbers to the audit trail."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def sha256_of(value: Any) -> str:
    """SHA-256 over plain data: texts, numbers, lists and dictionaries, these in any order."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
