"""Invented figures for returns: the same every time, with a drift, a step, and ordinary noise."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from performance.models import Figure
from performance.workbook.definition import Entry


def entry(
    agreement: str,
    row: dict[str, Any],
    area: str,
    share: float,
    index: int,
    a_year: int = 4,
    of: Entry | None = None,
) -> Entry:
    """What a provider reports of one KPI in one area, `index` periods after the first.

    `row` is the KPI's line of agreements.toml; `share` the area's part of the whole place; `a_year`
    how many periods a year has; `of` the figure whose numerator is this one's denominator. The seed
    is made of the names, so that every load gives the same figures.
    """
    dice = random.Random(f"{agreement} {row['code']} {area} {index}")
    level = row["base"] + row.get("drift", 0.0) * index
    if "step_at" in row and index >= row["step_at"]:
        level += row["step"]
    if not row["size"]:
        return _count(dice, level * share if row.get("shared") else level)
    denominator = max(3, round(row["size"] * share / a_year * dice.uniform(0.94, 1.06)))
    if of is not None and of.numerator is not None:
        denominator = int(of.numerator)
    part = min(1.0, max(0.0, (level + dice.gauss(0, 1.1)) / 100))
    return Entry(Decimal(round(denominator * part)), Decimal(denominator))


def in_groups(whole: Entry, groups: Sequence[str], seed: str) -> dict[str, Entry]:
    """The same by group: parts that add up to the whole. The last, "Not known", is truly nobody."""
    dice = random.Random(f"{seed} by group")
    *known, unknown = groups
    weights = [dice.uniform(0.8, 1.2) for _group in known]
    parts = {
        name: _parts(int(number), weights)
        for name in ("numerator", "denominator")
        if (number := getattr(whole, name)) is not None
    }
    rows = [{name: given[place] for name, given in parts.items()} for place in range(len(known))]
    nobody = Entry(0, 0 if "denominator" in parts else None, Figure.Status.NIL)
    return {group: _reported(row) for group, row in zip(known, rows, strict=True)} | {
        unknown: nobody
    }


def _parts(number: int, weights: Sequence[float]) -> list[int]:
    """A number divided by weights, with nothing left over."""
    parts = [int(number * weight / sum(weights)) for weight in weights]
    parts[0] += number - sum(parts)
    return parts


def _reported(row: dict[str, int]) -> Entry:
    status = Figure.Status.REPORTED if row["numerator"] else Figure.Status.NIL
    return Entry(row["numerator"], row.get("denominator"), status)


def _count(dice: random.Random, level: float) -> Entry:
    number = round(level * dice.uniform(0.93, 1.07))
    if number <= 0:
        return Entry(Decimal(0), None, Figure.Status.NIL)
    return Entry(Decimal(number), None)
