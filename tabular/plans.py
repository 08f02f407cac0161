"""What a workbook that people are sent is to hold: sheets, columns, rows and what may be typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

from tabular.cells import Value

Number = int | float | Decimal
LONGEST_PROMPT = 255
LONGEST_PROMPT_TITLE = 32


class Kind(Enum):
    """What a column holds, and the number format that shows it."""

    TEXT = "@"
    WHOLE = "#,##0"
    NUMBER = "#,##0.00"
    PERCENT = "0.0%"
    DATE = "dd/mm/yyyy"


@dataclass(frozen=True)
class Column:
    """One column: its header, how it looks, and what may be typed into it.

    Raises ValueError where a prompt is longer than a spreadsheet program shows.
    """

    header: str
    width: float = 16
    kind: Kind = Kind.TEXT
    unlocked: bool = False
    """Whether people type here. Other cells are locked where the workbook is protected."""
    hidden: bool = False
    choices: tuple[str, ...] = ()
    """The drop-down. A cell takes one of these or stays blank."""
    minimum: Number | date | None = None
    maximum: Number | date | None = None
    prompt_title: str = ""
    prompt: str = ""
    """Shown beside the cell when it is chosen."""
    error: str = ""
    """Shown when something else is typed. A sentence made from the rule stands in for none."""

    def __post_init__(self) -> None:
        long = max(len(self.prompt), len(self.error)) > LONGEST_PROMPT
        if long or len(self.prompt_title) > LONGEST_PROMPT_TITLE:
            raise ValueError(f"The prompt of {self.header!r} is longer than Excel shows")


@dataclass(frozen=True)
class PlannedRow:
    """One row as it is sent out."""

    values: tuple[Value | Decimal | None, ...]


@dataclass(frozen=True)
class SheetPlan:
    """One sheet: a title and a line of guidance if given, the headers, then the rows."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[PlannedRow, ...] = ()
    title: str = ""
    guidance: str = ""
    blank_rows: int = 0
    """Empty rows after the last, open for typing."""

    @property
    def header_row(self) -> int:
        """The row of the headers, counted from 1."""
        return 1 + bool(self.title) + bool(self.guidance)


@dataclass(frozen=True)
class WorkbookPlan:
    """A workbook. The same plan always gives the same bytes."""

    template: str
    version: str
    sheets: tuple[SheetPlan, ...]
    title: str = ""
    instructions: tuple[str, ...] = ()
    """Sentences for the first sheet, numbered there."""
    restriction: str = ""
    """A marking such as OFFICIAL-SENSITIVE for the top and foot of every printed page."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """Further custom properties that come back with the workbook."""
    protected: bool = True
    made: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    """Written into the file as its date. Fixed, so that equal plans give equal bytes."""
