"""Digests that bind numbers to the audit trail: of a return's figures, and of a pack's snapshot."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from performance.models.figure import Figure


def digest_of_figures(figures: Iterable[Figure]) -> str:
    """SHA-256 over every figure: what it is of, its numbers, and where it stood. In no order."""
    rows = sorted(json.dumps(_said(figure), ensure_ascii=False) for figure in figures)
    return _sha256(rows)


def digest_of_snapshot(snapshot: dict[str, Any]) -> str:
    """SHA-256 over everything a pack says, as it is kept."""
    return _sha256(json.loads(json.dumps(snapshot)))


def _said(figure: Figure) -> list[Any]:
    area = None if figure.area_id is None else str(figure.area_id)
    numbers = [_plain(figure.numerator), _plain(figure.denominator)]
    places = [figure.sheet, figure.cell, figure.denominator_cell]
    return [figure.scheduled_id, area, *numbers, str(figure.status), figure.reason, *places]


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{Decimal(number):.2f}"


def _sha256(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
