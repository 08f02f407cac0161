"""What a workbook that people are sent is to hold: sheets, columns, rows and what may be typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

from tabular.cells import Value

Number = int | float | Decimal
#: The language workbooks are written in, for whatever reads them aloud.
LANGUAGE = "en-GB"
LONGEST_PROMPT = 255
LONGEST_PROMPT_TITLE = 32


class Kind(Enum):
    """What a column holds, and the number format that shows it."""

    TEXT = "@"
    WHOLE = "#,##0"
    NUMBER = "#,##0.00"
    PERCENT = "0.0%"
    DATE = "dd/mm/yyyy"


class Tone(Enum):
    """How a cell stands out. The words that say why stand in a cell too: colour alone says nothing."""

    WRONG = "wrong"
    WANTED = "wanted"


@dataclass(frozen=True)
class Formula:
    """A formula written by us, with what it comes to in the workbook as it is sent."""

    text: str
    value: str | int | float = ""


Content = Value | Decimal | Formula | None


@dataclass(frozen=True)
class Caution:
    """Cells that stand out while a formula is true, in these columns.

    The formula is that of the first row under the headers: =LEFT($M4,5)="Look:".
    """

    headers: tuple[str, ...]
    formula: str
    tone: Tone


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
    longest: int | None = None
    """Characters of a text."""
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

    values: tuple[Content, ...]
    own: Mapping[int, Column] = field(default_factory=dict)
    """By place: what its cell is like where it is unlike the rest of its column."""
    lines: int = 1
    """Lines of text there is room for at least."""


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
    table: str = ""
    """The name of the table its rows are, for programs that read aloud. Headers are then all unlike."""
    frozen_columns: int = 0
    """Columns that stay in sight, beside the headers, which always do."""
    cautions: tuple[Caution, ...] = ()

    @property
    def header_row(self) -> int:
        """The row of the headers, counted from 1."""
        return 1 + bool(self.title) + bool(self.guidance)

    @property
    def last_row(self) -> int:
        """The last row there is, counted from 1; the row of the headers where there is none under it."""
        return self.header_row + len(self.rows) + self.blank_rows

    def at(self, row: PlannedRow | None, place: int) -> Column:
        """What a cell is like: as its row has it, or as its column."""
        own = row.own.get(place) if row is not None else None
        return own or self.columns[place]

    @property
    def first_to_fill(self) -> tuple[int, int]:
        """Row and column, from 1, of the first cell to be typed into; A1 where there is none."""
        for number, row in enumerate((*self.rows, None), self.header_row + 1):
            for place, column in enumerate(self.columns):
                if self.at(row, place).unlocked and not column.hidden and number <= self.last_row:
                    return number, place + 1
        return 1, 1


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
