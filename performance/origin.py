"""Where a number came from: the one shape of it, on pages, in a pack's snapshot and in its workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

#: Of a figure that is not of one area.
WHOLE_AGREEMENT = "Whole agreement"
TYPED = "Typed in the web form"


def figure_key(kpi_return: int, number: int) -> str:
    """What a figure is known by in one text: "12-7"."""
    return f"{kpi_return}-{number}"


def figure_of_key(key: str) -> tuple[int, int]:
    """The return and the number a figure's key stands for."""
    kpi_return, _, number = key.partition("-")
    return int(kpi_return), int(number)


def cell_of(column: str, row: int) -> str:
    """The cell of a figure by the column of its file and its row; of a typed one "line 3"."""
    return f"{column}{row}" if column else f"line {row}"


@dataclass(frozen=True)
class Origin:
    """One reported figure: what it is of, the cell and file it stood in, and who stood by it.

    `quarter` is where oversight shows it, `period` what it was reported for: a month of it, say.
    `parts` are its numbers in words ("45 of 60"), "" where none was given; `area` is a name, or "" for
    the whole agreement. Texts are "" and moments None where there is none (yet).
    """

    number: int
    kpi: int
    area: str
    quarter: str
    period: str
    parts: str
    status: str
    sheet: str
    cell: str
    denominator_cell: str
    kpi_return: int
    version: int
    agreement: str
    provider: str
    file: str
    sha256: str
    certified_by: str
    certified_at: datetime | None
    accepted_by: str
    accepted_at: datetime | None

    @property
    def figure(self) -> str:
        """What the figure is known by: its return and its number there."""
        return figure_key(self.kpi_return, self.number)

    @property
    def place(self) -> str:
        """What it is of: the area, or the whole agreement."""
        return self.area or WHOLE_AGREEMENT

    @property
    def said(self) -> str:
        """Its numbers, or the status that says why there are none."""
        return self.parts or self.status

    @property
    def cells(self) -> str:
        """The sheet and the cells it stood in: "Return!F7 of G7"."""
        below = f" of {self.denominator_cell}" if self.denominator_cell else ""
        return f"{self.sheet}!{self.cell}{below}" if self.cell else self.sheet

    @property
    def came_as(self) -> str:
        """The name of the file, or that it was typed."""
        return self.file or TYPED

    @property
    def version_words(self) -> str:
        """The return: agreement, period and, of a correction, its version."""
        again = f", version {self.version}" if self.version > 1 else ""
        return f"{self.agreement} {self.period}{again}"

    def kept(self) -> dict[str, Any]:
        """The same as plain data, to be kept in a snapshot."""
        known = {field.name: getattr(self, field.name) for field in fields(Origin)}
        return {n: v.isoformat() if isinstance(v, datetime) else v for n, v in known.items()}


def origin_kept(kept: Mapping[str, Any]) -> Origin:
    """What a snapshot kept, read back."""
    moments = {
        name: datetime.fromisoformat(kept[name]) if kept[name] else None
        for name in ("certified_at", "accepted_at")
    }
    return Origin(**{**kept, **moments})
