"""Health, development, strengths and difficulties, substance misuse and convictions."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.actions.indicator_files import grouped
from commissioning.actions.indicator_files.education import COLUMNS as PLACED
from commissioning.actions.indicator_files.figures import ReadFigure, Row

COLUMNS = PLACED | {"cla_group", "characteristic", "number", "percentage"}


def figures_of(line: int, row: Row) -> Iterator[ReadFigure]:
    """The figure of a row."""
    return grouped.figures_of("health_and_convictions", "characteristic", line, row)
