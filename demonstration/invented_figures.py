"""Invented figures for returns: the same every time, with a drift, a step, and ordinary noise."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from performance.models import Figure
from performance.workbook.definition import Entry


def entry(agreement: str, row: dict[str, Any], area: str, share: float, index: int) -> Entry:
    """What a provider reports of one KPI in one area, `index` quarters after the first.

    `row` is the KPI's line of agreements.toml; `share` the area's part of the whole place. The seed is
    made of the names, so that every load gives the same figures.
    """
    dice = random.Random(f"{agreement} {row['code']} {area} {index}")
    level = row["base"] + row.get("drift", 0.0) * index
    if "step_at" in row and index >= row["step_at"]:
        level += row["step"]
    if not row["size"]:
        return _count(dice, level * share if row.get("shared") else level)
    expected = row["size"] * share / 4
    denominator = max(3, round(expected * dice.uniform(0.94, 1.06)))
    part = min(1.0, max(0.0, (level + dice.gauss(0, 1.1)) / 100))
    return Entry(Decimal(round(denominator * part)), Decimal(denominator))


def _count(dice: random.Random, level: float) -> Entry:
    number = round(level * dice.uniform(0.93, 1.07))
    if number <= 0:
        return Entry(Decimal(0), None, Figure.Status.NIL)
    return Entry(Decimal(number), None)
