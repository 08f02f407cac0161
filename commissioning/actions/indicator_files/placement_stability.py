"""Placement stability of children looked after."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.actions.indicator_files import grouped
from commissioning.actions.indicator_files.education import COLUMNS as PLACED
from commissioning.actions.indicator_files.figures import ReadFigure, Row

COLUMNS = PLACED | {"cla_group", "placement_stability", "number", "percentage"}


def figures_of(line: int, row: Row) -> Iterator[ReadFigure]:
    """The figure of a row."""
    return grouped.figures_of("placement_stability", "placement_stability", line, row)
